// SPDX-License-Identifier: MIT
// Scripts that try to hold up, fill or crash the program (data/attacks, one a file, and one a line
// in data/attacks.txt): each ends within bounds of memory and steps, with an error that names
// script and line, can be stopped from another thread, and leaves nothing behind. With
// PLECTRUM_ATTACK_TABLE set to a file, a table of the measured values is written there.
#include "attack_run.h"
#include "json/parser.h"
#include "support/process_memory.h"
#include "support/test.h"
#include "support/thread_time.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace tst_luau_attacks {

using namespace plectrum;

namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20;
constexpr std::size_t ceiling = 64 * megabyte;
/// The ceiling, what a value needs while it passes from Luau to JSON, the text of a JSON file, and
/// what malloc keeps.
constexpr std::size_t maxPeak = 192 * megabyte;
constexpr std::ptrdiff_t maxLeft = 8 * static_cast<std::ptrdiff_t>(megabyte);
/// Either may be what ends a script: few steps may copy much.
constexpr std::uint64_t maxSteps = 200000;
constexpr std::chrono::milliseconds maxTime{250}; // of the processor
/// A tenth of a second with optimized code on an idle machine; here without.
constexpr double maxToStop = 0.6;

const QString folder = QStringLiteral(PLECTRUM_TESTS_DIR "/core/luau/data");

} // namespace

class TestLuauAttacks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void endsWithinItsBounds_data() { addScripts(); }
    void endsWithinItsBounds();
    void stopsFromAnotherThread_data() { addScripts(); }
    void stopsFromAnotherThread();

private:
    void addScripts();
    static void log(const QString& row);

    QTemporaryDir m_lines; ///< the one-line scripts, each in a file of its own
};

/// Line 1 is the comment with the licence, so that all keep their number.
void TestLuauAttacks::initTestCase()
{
    // A thread keeps the buffers of its parser, whoever parses first; that is no script's doing.
    QVERIFY(json::parse('"' + std::string(5'900'000, 'x') + '"'));
    QFile lines(folder + QStringLiteral("/attacks.txt"));
    QVERIFY(lines.open(QIODevice::ReadOnly));
    int number = 0;
    for (const QByteArray& line : lines.readAll().split('\n')) {
        ++number;
        if (line.isEmpty() || line.startsWith("--"))
            continue;
        // Folders apart: a script sees its neighbours.
        const QString name = QStringLiteral("line%1").arg(number, 3, 10, QLatin1Char('0'));
        QVERIFY(QDir(m_lines.path()).mkdir(name));
        QFile file(m_lines.filePath(name + u'/' + name + QStringLiteral(".luau")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(line);
    }
}

void TestLuauAttacks::addScripts()
{
    QTest::addColumn<QString>("script");
    const QDir files(folder + QStringLiteral("/attacks"));
    for (const QString& name : files.entryList({QStringLiteral("*.luau")}))
        QTest::newRow(qPrintable(name.chopped(5))) << files.filePath(name);
    for (const QString& name : QDir(m_lines.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QTest::newRow(qPrintable(name))
            << m_lines.filePath(name + u'/' + name + QStringLiteral(".luau"));
    }
}

void TestLuauAttacks::log(const QString& row)
{
    const QString path = qEnvironmentVariable("PLECTRUM_ATTACK_TABLE");
    QFile table(path);
    if (!path.isEmpty() && table.open(QIODevice::Append))
        table.write(row.toUtf8());
}

void TestLuauAttacks::endsWithinItsBounds()
{
    QFETCH(QString, script);
    const luau::Limits limits{
        .memory = ceiling, .time = maxTime, .timeSource = &test::threadTime, .steps = maxSteps};
    const auto result = test::runAttack(script.toStdString(), limits);
    log(QStringLiteral("| %1 | %2 | %3 | %4 |\n")
            .arg(QString::fromUtf8(QTest::currentDataTag()),
                 QString::fromStdString(result.ending).left(100).replace(u'\n', u' '))
            .arg(static_cast<double>(result.peak) / megabyte, 0, 'f', 0)
            .arg(result.left / 1024));
    QVERIFY2(result.placeless.empty(),
             result.placeless.empty() ? "" : result.placeless.front().c_str());
    if (!test::isSanitized) {
        QVERIFY2(result.peak < maxPeak, qPrintable(QString::number(result.peak / megabyte)));
        QVERIFY2(result.left < maxLeft, qPrintable(QString::number(result.left)));
    }
}

void TestLuauAttacks::stopsFromAnotherThread()
{
    QFETCH(QString, script);
    const auto result = test::stopAttack(script.toStdString(), 0.02);
    log(QStringLiteral("| %1 | stop | %2 | %3 ms |\n")
            .arg(QString::fromUtf8(QTest::currentDataTag()),
                 QString::fromStdString(result.ending).left(60).replace(u'\n', u' '))
            .arg(result.stopSeconds * 1000, 0, 'f', 0));
    if (!test::isSanitized)
        QVERIFY2(result.stopSeconds < maxToStop, qPrintable(QString::number(result.stopSeconds)));
}

PLECTRUM_TEST(TestLuauAttacks)

} // namespace tst_luau_attacks

#include "tst_luau_attacks.moc"
