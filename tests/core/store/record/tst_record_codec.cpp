// SPDX-License-Identifier: MIT
// The codec of records and tx infos: what is not in the format is told with its place.
#include "json/parser.h"
#include "json/printer.h"
#include "store/record/record_codec.h"
#include "support/test.h"

namespace tst_record_codec {

using namespace plectrum;

namespace {

json::Value parsed(const QString& text)
{
    return json::parse(text.toStdString()).value();
}

} // namespace

class RecordCodecTest : public QObject
{
    Q_OBJECT

private slots:
    void comesBackEqual_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* text) {
            QTest::newRow(name) << QString::fromUtf8(text);
        };
        row("small",
            R"({"appliedMigrations":["a"],"file":{"data":{"committedData":{"n":1}}},"orphanedFiles":[]})");
        row("sharded",
            R"({"appliedMigrations":[],"file":{"count":3,"shard":"X"},"orphanedFiles":[{"count":2,"shard":"Y"}]})");
        row("no data", R"({"appliedMigrations":["bad"],"file":{"data":[]},"orphanedFiles":[]})");
        row("no migrations", R"({"file":{"data":{"committedData":7}},"orphanedFiles":[]})");
        row("members of others", R"({"file":{"data":[]},"orphanedFiles":[],"zebra":{"a":[1]}})");
    }
    void comesBackEqual()
    {
        QFETCH(QString, text);
        const auto record = store::decodeRecord(parsed(text));
        QVERIFY(record);
        QCOMPARE(json::print(store::encodeRecord(*record)), text.toStdString());
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isLyra");
        QTest::addColumn<QString>("container");
        const auto row = [](const char* text, bool isLyra, const char* container) {
            QTest::newRow(text) << QString::fromUtf8(text) << isLyra
                                << QString::fromUtf8(container);
        };
        row("7", false, "");
        row("[]", false, "");
        row(R"({"coins":1})", false, "");
        row(R"({"file":1})", true, "/file");
        row(R"({"file":[]})", true, "/file");
        row(R"({"file":{}})", true, "/file");
        row(R"({"file":{"data":1,"shard":"X","count":1}})", true, "/file");
        row(R"({"file":{"data":1,"more":1}})", true, "/file");
        row(R"({"file":{"shard":1,"count":1}})", true, "/file/shard");
        row(R"({"file":{"shard":"","count":1}})", true, "/file/shard");
        row(R"({"file":{"shard":"X"}})", true, "/file/count");
        row(R"({"file":{"shard":"X","count":0}})", true, "/file/count");
        row(R"({"file":{"shard":"X","count":1.5}})", true, "/file/count");
        row(R"({"file":{"shard":"X","count":"2"}})", true, "/file/count");
        row(R"({"file":{"shard":"X","count":4000000000}})", true, "/file/count");
        row(R"({"file":{"shard":"X","count":1e300}})", true, "/file/count");
        row(R"({"file":{"data":[]},"appliedMigrations":"a"})", true, "/appliedMigrations");
        row(R"({"file":{"data":[]},"appliedMigrations":["a",2]})", true, "/appliedMigrations/1");
        row(R"({"file":{"data":[]},"orphanedFiles":3})", true, "/orphanedFiles");
        row(R"({"file":{"data":[]},"orphanedFiles":[{"shard":1}]})", true,
            "/orphanedFiles/0/shard");
    }
    void isRefused()
    {
        QFETCH(QString, text);
        QFETCH(bool, isLyra);
        QFETCH(QString, container);
        const auto record = store::decodeRecord(parsed(text));
        QVERIFY(!record);
        QCOMPARE(record.error().isLyra, isLyra);
        QCOMPARE(record.error().damage.kind, store::DamageKind::WrongShape);
        QCOMPARE(record.error().damage.pointer, container.toStdString());
        QVERIFY(!record.error().damage.text.empty());
    }

    void txInfo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("container");
        const auto row = [](const char* text, const char* container) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(container);
        };
        row(R"([])", "");
        row(R"({"committedData":null})", "");
        row(R"({"committedData":1,"txId":"T","txPatch":[]})", "");
        row(R"(3)", "/f");
        row(R"([1])", "/f");
        row(R"({"data":1})", "/f");
        row(R"({"txId":1})", "/f/txId");
        row(R"({"txId":"T","txPatch":{"a":1}})", "/f/txPatch");
    }
    void txInfo()
    {
        QFETCH(QString, text);
        QFETCH(QString, container);
        const auto info = store::decodeTxInfo(parsed(text), "/f");
        QCOMPARE(info.has_value(), container.isEmpty());
        if (!info)
            QCOMPARE(info.error().pointer, container.toStdString());
    }

    void noDataIsAnEmptyTable()
    {
        QCOMPARE(json::print(store::encodeTxInfo({})), std::string("[]"));
    }
};

PLECTRUM_TEST(RecordCodecTest)

} // namespace tst_record_codec

#include "tst_record_codec.moc"
