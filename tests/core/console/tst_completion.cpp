// SPDX-License-Identifier: MIT
// What a console's input can be completed to, and when it is complete.
#include "console/completion.h"
#include "support/test.h"

namespace tst_completion {

using namespace plectrum;
using console::Candidate;

class CompletionTest : public QObject
{
    Q_OBJECT

private slots:
    void completes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); ///< among others; "" : nothing at all
        QTest::addColumn<QString>("replaced");
        const auto row = [](const char* text, const char* expected, const char* replaced = "") {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected)
                                << QString::fromUtf8(replaced);
        };
        row("sto", "store", "sto");
        row("st", "stores", "st");
        row("PRI", "print", "PRI");
        row("loc", "local", "loc");
        row("local mine = 1 mi", "mine", "mi");
        row("earl", "earlier", "earl");
        row("store:lo", "loadAsync", "lo");
        row("store:", "peekAsync");
        row("stores.Players:get", "getAsync", "get");
        row("stores[\"Pla", "Players", "Pla");
        row("stores.Pl", "Players", "Pl");
        row("stores.", "Guilds");
        row("stores.Players:peekAsync(\"4", "4711", "4");
        row("store:loadAsync('al", "alpha", "al");
        row("store:txAsync({ 'alpha', 'b", "beta", "b");
        row("store:listVersionsAsync({ key = \"al", "alpha", "al");
        row("store:load('alpha'):and", "andThen", "and");
        row("store:load('alpha'):andThen(function() end):ca", "catch", "ca");
        row("Promise.a", "all", "a");
        row("Lyra.cre", "createStore", "cre");
        row("table.ins", "insert", "ins");
        row("x = 1 -- sto", "");
        row("--[[ sto", "");
        row("print('sto", "");
        row("12", "");
        row("a..sto", "store", "sto");
        row("print(`{sto", "");
    }
    void completes()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QFETCH(QString, replaced);
        const std::string input = text.toStdString();
        const auto completion = console::complete(input, input.size(), known());
        if (expected.isEmpty()) {
            QCOMPARE(completion.candidates.size(), std::size_t(0));
            return;
        }
        QVERIFY(
            std::ranges::contains(completion.candidates, expected.toStdString(), &Candidate::text));
        QCOMPARE(QString::fromStdString(input.substr(completion.begin)), replaced);
    }

    void onlyWhatFits()
    {
        const auto of = [](const std::string& text) {
            std::vector<std::string> texts;
            for (const Candidate& each : console::complete(text, text.size(), known()).candidates)
                texts.push_back(each.text);
            return texts;
        };
        QCOMPARE(of("store:loadAsync('"), (std::vector<std::string>{"alpha", "beta"}));
        QCOMPARE(of("stores.Players:loadAsync('"), (std::vector<std::string>{"4711"}));
        QVERIFY(!std::ranges::contains(of("store:"), std::string("andThen")));
        QVERIFY(!std::ranges::contains(of("store:load('x'):"), std::string("loadAsync")));
    }

    void behindTheCursorNothingIsLookedAt()
    {
        const std::string text = "store:lo -- more";
        const auto completion = console::complete(text, 8, known());
        QCOMPARE(completion.begin, std::size_t(6));
        QVERIFY(!completion.candidates.empty());
    }

    void isComplete_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* text, bool expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << expected;
        };
        row("1 + 1", true);
        row("print(", false);
        row("function f()", false);
        row("function f() end", true);
        row("for i = 1, 3 do", false);
        row("for i = 1, 3 do print(i) end", true);
        row("if x then", false);
        row("if x then y() elseif z then w() else v() end", true);
        row("return if x then 1 else 2", true);
        row("local y = if x then 1 else 2", true);
        row("repeat x()", false);
        row("repeat x() until y", true);
        row("x = 'open", false);
        row("x = [[open", false);
        row("x = [[closed]]", true);
        row("-- if x then", true);
        row("{ 'function' }", true);
        row("while x do", false);
    }
    void isComplete()
    {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        QCOMPARE(console::isComplete(text.toStdString()), expected);
    }

private:
    static console::KnownNames known()
    {
        console::KnownNames names;
        names.stores = {"Guilds", "Players"};
        names.keys = {{"Guilds", {"alpha", "beta"}}, {"Players", {"4711"}}};
        names.boundStore = "Guilds";
        names.globals = {{"earlier", "table"}};
        return names;
    }
};

PLECTRUM_TEST(CompletionTest)

} // namespace tst_completion

#include "tst_completion.moc"
