// SPDX-License-Identifier: MIT
#include "plectrumctl/arguments.h"
#include "plectrumctl/command.h"
#include "support/test.h"

namespace tst_ctl_arguments {

using namespace plectrum::ctl;

namespace {

constexpr Option known[] = {
    {.name = "--prefix", .value = "PREFIX", .help = ""},
    {.name = "--output", .value = "FILE", .help = "", .letter = "-o"},
    {.name = "--json", .value = {}, .help = ""},
    {.name = "--patch", .value = "FILE", .help = "", .isRepeatable = true},
};

Arguments parse(std::vector<std::string> words)
{
    return Arguments::parse(words, known);
}

} // namespace

class TestCtlArguments : public QObject
{
    Q_OBJECT

private slots:
    void sortsOperandsAndOptions()
    {
        const auto arguments = parse({"keys", "--prefix", "-x", "Store", "--json", "-o", "f", "-"});
        QCOMPARE(arguments.operands(), (std::vector<std::string>{"keys", "Store", "-"}));
        QCOMPARE(arguments.value("--prefix"), "-x");
        QCOMPARE(arguments.value("--output"), "f");
        QVERIFY(arguments.has("--json"));
        QVERIFY(!parse({}).has("--json"));
        QCOMPARE(parse({}).value("--prefix"), std::nullopt);
    }
    void takesValuesBehindEquals()
    {
        QCOMPARE(parse({"--prefix=a=b"}).value("--prefix"), "a=b");
        QCOMPARE(parse({"--prefix="}).value("--prefix"), "");
    }
    void takesWhatMayBeRepeated()
    {
        const auto arguments = parse({"--patch", "a", "x", "--patch=b", "--patch", "a"});
        QCOMPARE(arguments.values("--patch"), (std::vector<std::string>{"a", "b", "a"}));
        QCOMPARE(arguments.value("--patch"), "a");
        QCOMPARE(arguments.operands(), std::vector<std::string>{"x"});
        QVERIFY(parse({}).values("--patch").empty());
        QVERIFY_THROWS_EXCEPTION(Failure, parse({"--prefix", "a", "--prefix", "b"}));
    }
    void endsOptionsAtTwoDashes()
    {
        const auto arguments = parse({"--json", "--", "--prefix", "-o"});
        QCOMPARE(arguments.operands(), (std::vector<std::string>{"--prefix", "-o"}));
    }
    void readsNumbers()
    {
        QCOMPARE(parse({"--prefix", "17"}).number("--prefix", 20), 17);
        QCOMPARE(parse({}).number("--prefix", 20), std::nullopt);
        for (const char* text : {"21", "-1", "", "1x", " 1", "99999999999"})
            QVERIFY_THROWS_EXCEPTION(Failure, parse({"--prefix", text}).number("--prefix", 20));
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("word");
        for (const char* word : {"--nothing", "-x", "--json=1", "--prefix", "-of"})
            QTest::newRow(word) << QString::fromLatin1(word);
    }
    void refuses()
    {
        QFETCH(QString, word);
        QVERIFY_THROWS_EXCEPTION(Failure, parse({word.toStdString()}));
    }
    void findsCommandsOfTwoWords()
    {
        const std::vector<std::string> rawGet{"raw", "get", "x"};
        QCOMPARE(findCommand(rawGet)->name, "raw get");
        const std::vector<std::string> peek{"peek"};
        QCOMPARE(findCommand(peek)->name, "peek");
        for (const std::vector<std::string>& words :
             {std::vector<std::string>{}, {"raw"}, {"get"}, {"raw", "peek"}, {"peekx"}})
            QVERIFY(!findCommand(words));
    }
    void everyCommandHasNoOptionTwice()
    {
        for (const Command& command : commands()) {
            for (const Option& option : command.options)
                for (const Option& common : commonOptions())
                    QVERIFY(option.name != common.name);
            QVERIFY(command.run);
            QVERIFY(command.summary.ends_with('.'));
        }
    }
};

PLECTRUM_TEST(TestCtlArguments)

} // namespace tst_ctl_arguments

#include "tst_ctl_arguments.moc"
