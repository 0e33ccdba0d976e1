// SPDX-License-Identifier: MIT
#include "plectrumctl/output.h"
#include "support/test.h"

namespace tst_ctl_output {

using namespace plectrum;
using namespace plectrum::ctl;

class TestCtlOutput : public QObject
{
    Q_OBJECT

private slots:
    void alignsColumns()
    {
        Table table({"KEY", "SIZE"});
        table.add({"公会_星", "1"});
        table.add({"player_1", "", "x"});
        table.add({"a\nb"});
        QCOMPARE(table.text(),
                 "KEY       SIZE\n"
                 "公会_星   1\n"
                 "player_1        x\n"
                 "a\\u{a}b\n");
    }
    void measuresText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("latin") << QStringLiteral("Żubr") << 4;
        QTest::newRow("chinese") << QStringLiteral("小熊猫") << 6;
        QTest::newRow("emoji") << QStringLiteral("🦊x") << 3;
        QTest::newRow("combining") << QStringLiteral("e\u0301") << 1;
        QTest::newRow("empty") << QString() << 0;
    }
    void measuresText()
    {
        QFETCH(QString, text);
        QFETCH(int, width);
        QCOMPARE(terminalWidth(text.toStdString()), std::size_t(width));
    }
    void makesTextHarmless()
    {
        QCOMPARE(printable("\x1b[31mred\x7f"), "\\u{1b}[31mred\\u{7f}");
        QCOMPARE(printable("\xc2\x9b"
                           "1mÄ"),
                 "\\u{9b}1mÄ");
        QCOMPARE(printable("公会"), "公会");
    }
    void writesTimesAndSizes()
    {
        QCOMPARE(plainTime(async::fromRfc3339("2025-11-23T18:00:05.987Z")),
                 "2025-11-23 18:00:05 UTC");
        QCOMPARE(plainSize(0), "0 bytes");
        QCOMPARE(plainSize(1), "1 byte");
        QCOMPARE(plainSize(999), "999 bytes");
        QCOMPARE(plainSize(1000), "1,000 bytes");
        QCOMPARE(plainSize(4194304), "4,194,304 bytes");
    }
    void shortensValues()
    {
        QCOMPARE(shortText(json::Value("abc"), 5), "\"abc\"");
        QCOMPARE(shortText(json::Value("abcdef"), 5), "\"abc…");
        QCOMPARE(shortText(json::Value("🦊🦊🦊"), 5), "\"🦊…");
    }
};

PLECTRUM_TEST(TestCtlOutput)

} // namespace tst_ctl_output

#include "tst_ctl_output.moc"
