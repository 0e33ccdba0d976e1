// SPDX-License-Identifier: MIT
#include "secrets/secret.h"
#include "support/test.h"

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#include <sys/resource.h>
#endif

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

#ifdef Q_OS_LINUX
    void forbidsCoreDumps_data()
    {
        QTest::addColumn<QByteArray>("allowed"); ///< PLECTRUM_CORE_DUMPS
        QTest::addColumn<bool>("isForbidden");
        QTest::newRow("usual") << QByteArray() << true;
        QTest::newRow("0") << QByteArray("0") << true;
        QTest::newRow("1") << QByteArray("1") << false;
    }
    void forbidsCoreDumps()
    {
        QFETCH(QByteArray, allowed);
        QFETCH(bool, isForbidden);
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
        const rlimit before = limit;
        limit.rlim_cur = limit.rlim_max;
        QCOMPARE(setrlimit(RLIMIT_CORE, &limit), 0);
        prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
        allowed.isEmpty() ? qunsetenv("PLECTRUM_CORE_DUMPS")
                          : qputenv("PLECTRUM_CORE_DUMPS", allowed);
        const Secret secret(std::string("planted"));
        rlimit now{};
        QCOMPARE(getrlimit(RLIMIT_CORE, &now), 0);
        QCOMPARE(now.rlim_cur, isForbidden ? rlim_t(0) : limit.rlim_cur);
        QCOMPARE(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), isForbidden ? 0 : 1);
        qunsetenv("PLECTRUM_CORE_DUMPS");
        prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
        QCOMPARE(setrlimit(RLIMIT_CORE, &before), 0);
    }
#endif
};

PLECTRUM_TEST(TestSecret)

} // namespace tst_secret

#include "tst_secret.moc"
