// SPDX-License-Identifier: MIT
#include "documents/transaction/transfer.h"
#include "json/parser.h"
#include "json/printer.h"
#include "support/test.h"

namespace tst_transfer {

using namespace plectrum;
using namespace plectrum::documents;

namespace {

TransferEnd at(const char* json, const char* pointer)
{
    return {json::parse(json).value(), json::Pointer::parse(pointer).value()};
}

QString text(const json::Value& value)
{
    return QString::fromStdString(json::print(value));
}

} // namespace

class TestTransfer : public QObject
{
    Q_OBJECT

private slots:
    void movesBetweenKeys()
    {
        const auto done = transfer(TransferKind::Move, at(R"({"a":{"x":1}})", "/a/x"),
                                   at(R"({"x":2,"l":[]})", ""), false);
        QVERIFY(done.has_value());
        QCOMPARE(text(done->from), QStringLiteral(R"({"a":{}})"));
        QVERIFY2(text(done->to).contains(QStringLiteral(R"("x":2)")), "nothing is overwritten");
        QCOMPARE(done->to.size(), std::size_t(3));
    }

    void movesInsideOneArray()
    {
        const auto root = R"({"l":[[0],[1],[2]]})";
        const auto done = transfer(TransferKind::Move, at(root, "/l/0"), at(root, "/l/2"), true);
        QVERIFY(done.has_value());
        QCOMPARE(text(done->to), QStringLiteral(R"({"l":[[1],[2,[0]]]})"));
    }

    void copiesBesideAScalar()
    {
        const auto done =
            transfer(TransferKind::Copy, at(R"([7])", "/0"), at(R"([1,2])", "/1"), false);
        QVERIFY(done.has_value());
        QCOMPARE(text(done->from), QStringLiteral("[7]"));
        QCOMPARE(text(done->to), QStringLiteral("[1,7,2]"));
    }

    void swaps()
    {
        const auto done =
            transfer(TransferKind::Swap, at(R"({"a":1})", "/a"), at(R"({"b":2})", "/b"), false);
        QVERIFY(done.has_value());
        QCOMPARE(text(done->from), QStringLiteral(R"({"a":2})"));
        QCOMPARE(text(done->to), QStringLiteral(R"({"b":1})"));
    }

    void refuses()
    {
        const auto root = R"({"a":{"b":{}}})";
        using enum TransferRefusal;
        const auto refusal = [root](TransferKind kind, const char* from, const char* to) {
            return transfer(kind, at(root, from), at(root, to), true).error();
        };
        QVERIFY(refusal(TransferKind::Move, "/a", "/a/b") == IntoItself);
        QVERIFY(refusal(TransferKind::Swap, "/a", "/a/b") == IntoItself);
        QVERIFY(refusal(TransferKind::Move, "", "/a") == WholeData);
        QVERIFY(refusal(TransferKind::Copy, "/z", "") == NoSuchPlace);
    }
};

PLECTRUM_TEST(TestTransfer)

} // namespace tst_transfer

#include "tst_transfer.moc"
