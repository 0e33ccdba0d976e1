// SPDX-License-Identifier: MIT
#include "secrets/secret.h"
#include "support/test.h"

#include <concepts>
#include <ostream>

namespace tst_secret {

using plectrum::secrets::Secret;

namespace {

template <typename Type>
concept Printable = requires(std::ostream& out, const Type& value) { out << value; };
static_assert(!Printable<Secret>);
static_assert(!std::equality_comparable<Secret>);
static_assert(!std::convertible_to<Secret, std::string_view>);

} // namespace

class TestSecret : public QObject
{
    Q_OBJECT

private slots:
    void takesTheTextAndLeavesNothingBehind()
    {
        std::string text = "planted-key-of-more-than-sixteen-characters";
        const char* at = text.data();
        const std::size_t size = text.size();
        const Secret secret(std::move(text));
        QCOMPARE(secret.reveal(), std::string_view("planted-key-of-more-than-sixteen-characters"));
        QVERIFY(text.empty());
        QCOMPARE(std::string(at, size), std::string(size, '\0')); // its memory is still there
        QVERIFY(!secret.isEmpty());
        const Secret copy = secret;
        QCOMPARE(copy.reveal().data(), secret.reveal().data());
    }

    void wipesWhatAShorterTextHides()
    {
        std::string text = "a text that is long enough for the heap";
        const char* at = text.data();
        text.resize(3);
        plectrum::secrets::wipe(text);
        QVERIFY(text.empty());
        QCOMPARE(std::string(at, 39), std::string(39, '\0'));
    }
};

PLECTRUM_TEST(TestSecret)

} // namespace tst_secret

#include "tst_secret.moc"
