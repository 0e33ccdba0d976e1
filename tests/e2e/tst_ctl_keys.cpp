// SPDX-License-Identifier: MIT
// new, copy, delete, undelete: whole keys, journalled, and taken back by undo.
#include "ctl_process.h"
#include "json/printer.h"
#include "support/test.h"

#include <QTemporaryDir>

namespace tst_ctl_keys {

using namespace plectrum;
using namespace Qt::StringLiterals;
using plectrum::test::ctl;
using plectrum::test::CtlAnswer;

namespace {

const QByteArray content =
    R"({"lyra/records/Game":{"a":{"appliedMigrations":["m1"],"file":{"data":{"committedData":)"
    R"({"coins":10}}},"orphanedFiles":[]}},"Scores":{"s":1}})";

} // namespace

class TestCtlKeys : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QCOMPARE(run({u"import"_s, u"-"_s}, content).code, 0);
    }

    void makesAKey()
    {
        const auto made =
            run({u"new"_s, u"Game"_s, u"b"_s, u"--data"_s, u"-"_s, u"--json"_s}, R"({"x":1})");
        QCOMPARE(made.code, 0);
        QCOMPARE(made.document()["outcome"].toString(), "saved");
        QCOMPARE(data(u"b"_s), R"({"x":1})");
        QCOMPARE(run({u"new"_s, u"Game"_s, u"c"_s}).code, 0);
        QCOMPARE(data(u"c"_s), "{}");
        QCOMPARE(run({u"new"_s, u"Game"_s, u"a"_s}).code, 4);
        QCOMPARE(data(u"a"_s), R"({"coins":10})");
    }

    void copiesAKey()
    {
        QCOMPARE(run({u"copy"_s, u"Game"_s, u"a"_s, u"b"_s}).code, 0);
        QCOMPARE(raw(u"b"_s), raw(u"a"_s));
        QCOMPARE(run({u"new"_s, u"Game"_s, u"c"_s}).code, 0);
        QCOMPARE(run({u"copy"_s, u"Game"_s, u"a"_s, u"c"_s}).code, 4);
        QCOMPARE(data(u"c"_s), "{}");
        QCOMPARE(run({u"copy"_s, u"Game"_s, u"a"_s, u"c"_s, u"--replace"_s}).code, 0);
        QCOMPARE(raw(u"c"_s), raw(u"a"_s));
        QCOMPARE(run({u"copy"_s, u"Game"_s, u"none"_s, u"d"_s}).code, 3);
        QCOMPARE(run({u"copy"_s, u"Game"_s, u"a"_s, u"a"_s}).code, 2);
        QCOMPARE(run({u"copy"_s, u"Game"_s, u"a"_s, u"a"_s, u"--to-store"_s, u"Other"_s}).code, 0);
        QCOMPARE(run({u"copy"_s, u"Scores"_s, u"s"_s, u"t"_s, u"--raw"_s}).code, 0);
    }

    void deletesAndUndeletes()
    {
        const QByteArray stored = raw(u"a"_s);
        const auto gone = run({u"delete"_s, u"Game"_s, u"a"_s, u"--json"_s});
        QCOMPARE(gone.code, 0);
        QCOMPARE(gone.document()["outcome"].toString(), "deleted");
        QCOMPARE(run({u"peek"_s, u"Game"_s, u"a"_s}).code, 3);
        QCOMPARE(run({u"delete"_s, u"Game"_s, u"a"_s}).code, 3);
        QCOMPARE(run({u"undelete"_s, u"Game"_s, u"a"_s}).code, 0);
        QCOMPARE(raw(u"a"_s), stored);
        QCOMPARE(run({u"undelete"_s, u"Game"_s, u"a"_s}).code, 4);
        QCOMPARE(run({u"undelete"_s, u"Game"_s, u"never"_s}).code, 3);
        QCOMPARE(run({u"delete"_s, u"Game"_s, u"a"_s, u"--expect"_s, u"nope"_s}).code, 4);
        QCOMPARE(raw(u"a"_s), stored);
    }

    void undoBringsBackAndTakesAway()
    {
        const QByteArray stored = raw(u"a"_s);
        QCOMPARE(run({u"delete"_s, u"Game"_s, u"a"_s}).code, 0);
        QCOMPARE(undoNewest(), 0);
        QCOMPARE(raw(u"a"_s), stored);
        QCOMPARE(run({u"new"_s, u"Game"_s, u"b"_s}).code, 0);
        QCOMPARE(undoNewest(), 0);
        QCOMPARE(run({u"peek"_s, u"Game"_s, u"b"_s}).code, 3);
        const auto entries = run({u"journal"_s, u"--json"_s}).document();
        QCOMPARE(entries.at(0)["what"].toString(), "delete");
    }

    void importsKeyByKey()
    {
        const QByteArray file =
            R"({"lyra/records/Game":{"a":{"appliedMigrations":["m1"],"file":{"data":)"
            R"({"committedData":{"coins":11}}},"orphanedFiles":[]}},"Scores":{"s":1,"t":2}})";
        const QByteArray stored = raw(u"a"_s);
        const auto planned =
            run({u"import"_s, u"-"_s, u"--dry-run"_s, u"--json"_s}, file).document();
        QCOMPARE(planned.size(), std::size_t(3));
        QCOMPARE(planned.at(0)["effect"].toString(), "replaced");
        QCOMPARE(planned.at(1)["effect"].toString(), "unchanged");
        QCOMPARE(planned.at(2)["effect"].toString(), "new");
        QCOMPARE(raw(u"a"_s), stored);
        QCOMPARE(run({u"import"_s, u"-"_s, u"--by-key"_s}, file).code, 0);
        QCOMPARE(data(u"a"_s), R"({"coins":11})");
        const auto newest = run({u"journal"_s, u"--json"_s}).document();
        const auto group = QString::fromStdString(std::string(newest.at(0)["group"].toString()));
        QCOMPARE(run({u"undo"_s, group}).code, 0);
        QCOMPARE(raw(u"a"_s), stored);
        QCOMPARE(run({u"raw"_s, u"get"_s, u"Scores"_s, u"t"_s}).code, 3);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    CtlAnswer run(QStringList arguments, const QByteArray& input = {})
    {
        arguments += {u"--universe"_s, m_folder->filePath(u"u.plectrum"_s), u"--journal"_s,
                      m_folder->filePath(u"journal.db"_s)};
        return ctl(arguments, input);
    }
    std::string data(const QString& key)
    {
        return json::print(run({u"peek"_s, u"Game"_s, key, u"--json"_s}).document());
    }
    QByteArray raw(const QString& key)
    {
        return run({u"raw"_s, u"get"_s, u"lyra/records/Game"_s, key, u"--json"_s}).output;
    }
    int undoNewest()
    {
        const auto newest = run({u"journal"_s, u"--json"_s, u"--limit"_s, u"1"_s}).document();
        return run({u"undo"_s, QString::number(newest.at(0)["entry"].toInteger())}).code;
    }
};

PLECTRUM_TEST(TestCtlKeys)

} // namespace tst_ctl_keys

#include "tst_ctl_keys.moc"
