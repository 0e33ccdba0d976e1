// SPDX-License-Identifier: MIT
// The rules of the code that a compiler does not know, each with what to do instead.
#include "support/test.h"

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

namespace tst_tidy {

using namespace Qt::StringLiterals;

namespace {

struct Ban
{
    QString name;
    QRegularExpression pattern;
    QString instead;
    QStringList folders; ///< where it is looked for
    QStringList allowedIn; ///< files (beginnings of their path) that may
};

const QStringList allCode{u"core/"_s, u"ui/"_s, u"app/"_s, u"tests/"_s};

Ban ban(const QString& name, const QString& pattern, const QString& instead,
        const QStringList& folders, const QStringList& allowedIn = {})
{
    return {name, QRegularExpression(pattern), instead, folders, allowedIn};
}

QList<Ban> bans()
{
    return {
        ban(u"include by ../"_s, u"#include \"\\.\\./"_s, u"include as \"module/file.h\""_s,
            allCode),
        ban(u"event loops"_s,
            u"\\bQEventLoop\\b|\\bprocessEvents\\b|\\bwaitFor\\(|\\.exec\\(\\)|->exec\\(\\)"_s,
            u"open() dialogs and await tasks; loops belong to app and tests"_s,
            {u"core/"_s, u"ui/"_s},
            // There exec() is SQL.
            {u"core/sql/connection.cpp"_s, u"core/sql/statement.cpp"_s}),
        ban(u"single shots and sleeps"_s,
            u"QTimer::singleShot|QCoro::sleepFor|QCoro::sleepUntil|QThread::m?sleep|std::this_thread::sleep"_s,
            u"wait through async::Clock"_s, {u"core/"_s, u"ui/"_s, u"app/"_s}),
        ban(u"the machine's time"_s, u"currentDateTime|currentMSecsSinceEpoch|system_clock::now"_s,
            u"ask the async::Clock that was passed in"_s, {u"core/"_s, u"ui/"_s, u"app/"_s},
            {u"core/async/clock.cpp"_s}),
        ban(u"waiting for luck"_s, u"QTest::qWait\\(|QTest::qSleep|std::this_thread::sleep"_s,
            u"wait for a condition: QTRY_VERIFY, plectrum::test::waitFor, the simulated clock"_s,
            {u"tests/"_s}),
        ban(u"limits of its own"_s,
            u"QTRY_\\w+_WITH_TIMEOUT|\\bqWaitFor\\w*\\(|\\bQDeadlineTimer\\b|\\bQTestEventLoop\\b"
            "|(?<!\\btask)(\\.|->)wait\\(\\d"
            "|(\\.|->)waitFor(Started|Finished|ReadyRead|BytesWritten|Connected|Disconnected)\\("_s,
            u"QTRY_VERIFY, or a waitFor of tests/support: all wait for the one patience"_s,
            {u"tests/"_s}, {u"tests/support/"_s, u"tests/bench/"_s}),
        ban(u"QTest by itself"_s, u"#include <(QTest|QtTest.*)>"_s,
            u"include \"support/test.h\", which has the limits of waits"_s, {u"tests/"_s},
            {u"tests/support/"_s, u"tests/bench/"_s}),
        ban(u"stopwatches"_s,
            u"\\bQElapsedTimer\\b|\\bsteady_clock\\b|\\bhigh_resolution_clock\\b|\\bclock_gettime\\b"_s,
            u"in tests count what is done, or measure in tests/bench; else ask an async::Clock"_s,
            allCode,
            {u"tests/bench/"_s, u"tests/support/thread_time.h"_s,
             u"tests/core/luau/attack_run.cpp"_s, u"core/async/clock.cpp"_s,
             u"tests/core/async/tst_clock.cpp"_s,
             // Budgets of work that holds up its thread, and figures that users ask for.
             u"core/luau/budget.cpp"_s, u"ui/record/json_text_"_s,
             u"ui/record/text_search_bar.cpp"_s,
             u"core/gamecode/migration_run.cpp"_s, u"app/load_test/"_s}),
        ban(u"bounds on time"_s, u"(\\.|->)(elapsed|\\w+Elapsed)\\(\\) *<"_s,
            u"count what the bound stands for, or measure it in tests/bench"_s, {u"tests/"_s},
            // There the clock is a simulated one.
            {u"tests/simulation/"_s, u"tests/bench/"_s}),
        ban(u"signals to what has ended"_s, u"::kill\\("_s,
            u"use QProcess::kill: the id of a process that has ended is 0, all of the run"_s,
            {u"tests/"_s}, {u"tests/e2e/serving.cpp"_s}),
        ban(u"unowned tasks"_s, u"QCoro::connect\\(|\\.then\\(\\["_s,
            u"await the task or give it to async::TaskOwner"_s, {u"core/"_s, u"ui/"_s, u"app/"_s}),
        ban(u"global settings"_s, u"Q_GLOBAL_STATIC"_s, u"pass it as a constructor argument"_s,
            allCode),
        ban(u"screen texts in core"_s, u"\\btr\\("_s, u"core returns facts; texts are made in ui"_s,
            {u"core/"_s}),
        ban(u"backends by name"_s, u"#include \"(mock|opencloud)/"_s,
            u"only app/backends names a backend; pass a UniverseSpec"_s, {u"ui/"_s, u"app/"_s},
            // The demo is a mock universe, and what is served on the loopback is one.
            {u"app/backends/"_s, u"app/demo/"_s, u"app/loopback/"_s}),
        ban(u"store that knows backends"_s, u"#include \"(mock|opencloud)/"_s,
            u"store sees the interfaces in datastore"_s, {u"core/store/"_s, u"core/json/"_s}),
        ban(u"Qt in json"_s, u"#include <Q"_s, u"json has no Qt"_s, {u"core/json/"_s}),
        ban(u"data stores in widgets"_s, u"#include \"datastore/data_store.h\""_s,
            u"widgets talk to documents and models"_s, {u"ui/"_s}),
        ban(u"promises for later"_s, u"\\b(TODO|FIXME|XXX)\\b"_s, u"do it now"_s, allCode,
            {u"tests/tidy/"_s}),
    };
}

QStringList filesOf(const QStringList& folders, const QStringList& patterns)
{
    QStringList files;
    const QDir top(QStringLiteral(PLECTRUM_SOURCE_DIR));
    for (const QString& folder : folders) {
        QDirIterator found(top.filePath(folder), patterns, QDir::Files,
                           QDirIterator::Subdirectories);
        while (found.hasNext())
            files << top.relativeFilePath(found.next());
    }
    files.sort();
    return files;
}

QStringList linesOf(const QString& file)
{
    QFile source(QDir(QStringLiteral(PLECTRUM_SOURCE_DIR)).filePath(file));
    if (!source.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file));
    return QString::fromUtf8(source.readAll()).split(u'\n');
}

bool boundsTime(const QString& line)
{
    static const QRegularExpression bound(
        u"elapsed\\(\\)( - [^<>;]*)? *<=? *[^<]|[^->]>=? *[\\w.>-]*elapsed\\(\\)"_s);
    return bound.match(line).hasMatch();
}

using Arrows = QMap<QString, QMap<QString, QString>>; ///< from, to: which line of which file

QString folderOf(const QString& file)
{
    return file.left(file.lastIndexOf(u'/'));
}

/// Which folders of the window include which.
Arrows arrowsOfTheWindow()
{
    static const QRegularExpression include(u"^#include \"((documents|ui)/[^\"]+)\""_s);
    Arrows arrows;
    for (const QString& file : filesOf({u"ui/"_s}, {u"*.cpp"_s, u"*.h"_s})) {
        for (const QString& line : linesOf(file)) {
            const auto match = include.match(line);
            if (!match.hasMatch())
                continue;
            const bool isDocument = match.capturedView(2) == u"documents";
            const QString to =
                folderOf(isDocument ? u"ui/"_s + match.captured(1) : match.captured(1));
            if (to != folderOf(file))
                arrows[folderOf(file)].insert(to, file + u": "_s + line);
        }
    }
    return arrows;
}

/// The way from one folder to another, or nothing.
QStringList wayBetween(const Arrows& arrows, const QString& from, const QString& to,
                       QSet<QString>& seen)
{
    seen.insert(from);
    const auto& next = arrows[from];
    if (next.contains(to))
        return {next[to]};
    for (auto arrow = next.begin(); arrow != next.end(); ++arrow) {
        if (seen.contains(arrow.key()))
            continue;
        if (const QStringList way = wayBetween(arrows, arrow.key(), to, seen); !way.isEmpty())
            return QStringList{arrow.value()} + way;
    }
    return {};
}

bool isAllowed(const Ban& rule, const QString& file)
{
    return std::ranges::any_of(rule.allowedIn,
                               [&](const QString& start) { return file.startsWith(start); });
}

} // namespace

class TestTidy : public QObject
{
    Q_OBJECT

private slots:
    void bansAreKept_data();
    void bansAreKept();
    void bansFindWhatTheyBan();
    void realClocksBoundNothing();
    void everySourceHasItsLicence();
    void fileNamesAreNouns();
    void headersAreGuarded();
    void foldersOfTheWindowPointOneWay();
};

void TestTidy::bansAreKept_data()
{
    QTest::addColumn<int>("index");
    const auto rules = bans();
    for (int i = 0; i < rules.size(); ++i)
        QTest::newRow(qPrintable(rules[i].name)) << i;
}

void TestTidy::bansAreKept()
{
    QFETCH(int, index);
    const Ban rule = bans().at(index);
    QStringList broken;
    for (const QString& file : filesOf(rule.folders, {u"*.cpp"_s, u"*.h"_s})) {
        if (isAllowed(rule, file) || file == u"tests/tidy/tst_tidy.cpp"_s)
            continue;
        const QStringList lines = linesOf(file);
        for (int i = 0; i < lines.size(); ++i)
            if (rule.pattern.match(lines[i]).hasMatch())
                broken << u"%1:%2: %3"_s.arg(file).arg(i + 1).arg(lines[i].trimmed());
    }
    QVERIFY2(broken.isEmpty(), qPrintable(rule.instead + u"\n"_s + broken.join(u'\n')));
}

void TestTidy::bansFindWhatTheyBan()
{
    const auto rules = bans();
    const auto finds = [&](const QString& name, const QString& line) {
        const auto rule = std::ranges::find(rules, name, &Ban::name);
        return rule != rules.end() && rule->pattern.match(line).hasMatch();
    };
    QVERIFY(finds(u"include by ../"_s, u"#include \"../value.h\""_s));
    QVERIFY(finds(u"event loops"_s, u"    QEventLoop loop;"_s));
    QVERIFY(finds(u"single shots and sleeps"_s, u"QTimer::singleShot(0, this, f);"_s));
    QVERIFY(finds(u"the machine's time"_s, u"QDateTime::currentDateTimeUtc()"_s));
    QVERIFY(finds(u"waiting for luck"_s, u"QTest::qWait(50);"_s));
    QVERIFY(finds(u"limits of its own"_s, u"QTRY_VERIFY_WITH_TIMEOUT(isDone, 10'000);"_s));
    QVERIFY(finds(u"limits of its own"_s, u"QTest::qWaitForWindowActive(&panel)"_s));
    QVERIFY(finds(u"limits of its own"_s, u"const QDeadlineTimer end(4s);"_s));
    QVERIFY(finds(u"limits of its own"_s, u"QVERIFY(done.wait(10'000));"_s));
    QVERIFY(finds(u"limits of its own"_s, u"writer->waitForFinished();"_s));
    QVERIFY(!finds(u"limits of its own"_s, u"test::waitForFinished(writer)"_s));
    QVERIFY(!finds(u"limits of its own"_s, u"R\"(task.wait(3))\""_s));
    QVERIFY(finds(u"QTest by itself"_s, u"#include <QTest>"_s));
    QVERIFY(finds(u"stopwatches"_s, u"    QElapsedTimer timer;"_s));
    QVERIFY(finds(u"stopwatches"_s, u"std::chrono::steady_clock::now()"_s));
    QVERIFY(finds(u"bounds on time"_s, u"QVERIFY(timer.elapsed() < 50);"_s));
    QVERIFY(finds(u"bounds on time"_s, u"QVERIFY(timer.nsecsElapsed() <= 50);"_s));
    QVERIFY(boundsTime(u"QVERIFY(clock.elapsed() - begun < 1s);"_s));
    QVERIFY(boundsTime(u"QVERIFY(1s > m_clock.elapsed() - begun);"_s));
    QVERIFY(!boundsTime(u"QVERIFY(clock.elapsed() - begun >= 1s);"_s));
    QVERIFY(finds(u"Qt in json"_s, u"#include <QString>"_s));
    QVERIFY(!finds(u"Qt in json"_s, u"#include <string>"_s));
}

/// The simulated clock may be compared with anything; the machine's only from below.
void TestTidy::realClocksBoundNothing()
{
    QStringList broken;
    for (const QString& file : filesOf({u"tests/"_s}, {u"*.cpp"_s, u"*.h"_s})) {
        const QStringList lines = linesOf(file);
        if (file.startsWith(u"tests/tidy/"_s) || file.startsWith(u"tests/bench/"_s)
            || lines.filter(u"EventLoopClock"_s).isEmpty())
            continue;
        for (const QString& line : lines)
            if (boundsTime(line))
                broken << file + u": "_s + line.trimmed();
    }
    QVERIFY2(broken.isEmpty(),
             qPrintable(u"count what the bound stands for\n"_s + broken.join(u'\n')));
}

void TestTidy::everySourceHasItsLicence()
{
    QStringList broken;
    const QRegularExpression licence(u"SPDX-License-Identifier: MIT"_s);
    auto files = filesOf(allCode + QStringList{u"cmake/"_s},
                         {u"*.cpp"_s, u"*.h"_s, u"*.cmake"_s, u"CMakeLists.txt"_s});
    files << u"CMakeLists.txt"_s;
    for (const QString& file : std::as_const(files))
        if (!licence.match(linesOf(file).value(0)).hasMatch())
            broken << file;
    QVERIFY2(broken.isEmpty(),
             qPrintable(u"first line: SPDX-License-Identifier: MIT\n"_s + broken.join(u'\n')));
}

void TestTidy::fileNamesAreNouns()
{
    const QRegularExpression bad(
        u"(^|/|_)(util|utils|helper|helpers|common|manager|misc)(_|/|\\.)"_s);
    const QRegularExpression good(u"^[a-z0-9_/]+\\.(cpp|h)$"_s);
    QStringList broken;
    for (const QString& file : filesOf(allCode, {u"*.cpp"_s, u"*.h"_s}))
        if (bad.match(file).hasMatch() || !good.match(file).hasMatch())
            broken << file;
    QVERIFY2(broken.isEmpty(),
             qPrintable(u"a function lives with its noun, in snake_case\n"_s + broken.join(u'\n')));
}

void TestTidy::headersAreGuarded()
{
    QStringList broken;
    for (const QString& file : filesOf(allCode, {u"*.h"_s}))
        if (!linesOf(file).contains(u"#pragma once"_s))
            broken << file;
    QVERIFY2(broken.isEmpty(), qPrintable(u"#pragma once is missing\n"_s + broken.join(u'\n')));
}

void TestTidy::foldersOfTheWindowPointOneWay()
{
    const Arrows arrows = arrowsOfTheWindow();
    QVERIFY(arrows.size() > 10);
    for (auto from = arrows.begin(); from != arrows.end(); ++from) {
        QSet<QString> seen;
        const QStringList way = wayBetween(arrows, from.key(), from.key(), seen);
        QVERIFY2(way.isEmpty(), qPrintable(u"a cycle of folders:\n"_s + way.join(u'\n')));
    }
}

PLECTRUM_TEST(TestTidy)

} // namespace tst_tidy

#include "tst_tidy.moc"
