// SPDX-License-Identifier: MIT
// plectrumctl lock: tells, waits and breaks.
#include "async/clock.h"
#include "ctl_process.h"
#include "support/test.h"

#include <QTemporaryDir>

namespace tst_ctl_lock {

using namespace plectrum;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using json::Value;
using plectrum::test::ctl;
using plectrum::test::CtlAnswer;

class TestCtlLock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsWhatIsFree();
    void tellsWhoHoldsAKey();
    void waitsInVain();
    void comesBackAtOnceWhenFree();
    void refusesToBreakWithoutConsent();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void breaksOnlyTheExpectedLock();
    void breaksOnPurpose();
    void seesLocksInTheDataStore();

private:
    static CtlAnswer lock(const QString& key, const QStringList& options = {});
    QTemporaryDir m_folder;
};

namespace {

const QString held = u"player_420000042"_s;
const QString consent = u"--yes-items-may-be-duplicated"_s;

} // namespace

CtlAnswer TestCtlLock::lock(const QString& key, const QStringList& options)
{
    return ctl(QStringList{u"--demo"_s, u"--json"_s, u"lock"_s, u"PlayerData"_s, key} + options);
}

void TestCtlLock::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
    QCOMPARE(ctl({u"--demo"_s, u"stores"_s}).code, 0);
}

void TestCtlLock::tellsWhatIsFree()
{
    const auto answer = lock(u"player_48151623"_s);
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.output, "{\"holders\":[],\"state\":\"free\"}\n");
    const auto plain = ctl({u"--demo"_s, u"lock"_s, u"PlayerData"_s, u"nobody"_s});
    QCOMPARE(plain.code, 0);
    QCOMPARE(plain.output, "PlayerData/nobody is free.\n");
}

void TestCtlLock::tellsWhoHoldsAKey()
{
    const auto answer = lock(held);
    QCOMPARE(answer.code, 5);
    const Value document = answer.document();
    QCOMPARE(document["state"].toString(), std::string_view("locked"));
    QCOMPARE(document["holders"].size(), std::size_t(1));
    QCOMPARE(document["holders"].at(0)["place"].toString(), std::string_view("hash map"));
    QCOMPARE(document["holders"].at(0)["holder"].toString().size(), std::size_t(36));
    QVERIFY(answer.errors.isEmpty());
    const auto plain = ctl({u"--demo"_s, u"lock"_s, u"PlayerData"_s, held});
    QCOMPARE(plain.code, 5);
    QVERIFY(plain.output.startsWith("PlayerData/player_420000042 is locked.\n"));
}

void TestCtlLock::waitsInVain()
{
    async::EventLoopClock clock;
    const auto begun = clock.elapsed();
    const auto answer = lock(held, {u"--wait"_s, u"2"_s});
    QCOMPARE(answer.code, 5);
    QVERIFY(clock.elapsed() - begun >= 1900ms);
    QCOMPARE(answer.document()["state"].toString(), std::string_view("locked"));
}

void TestCtlLock::comesBackAtOnceWhenFree()
{
    // One that waited would not have ended within the patience of ctl(), and have no code.
    static_assert(test::patience < 3600s);
    QCOMPARE(lock(u"player_48151623"_s, {u"--wait"_s, u"3600"_s}).code, 0);
}

void TestCtlLock::refusesToBreakWithoutConsent()
{
    const auto answer = lock(held, {u"--break"_s});
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains("items"), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
    QCOMPARE(lock(held).code, 5);
}

void TestCtlLock::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("consent alone") << QStringList{consent} << QByteArray("is for --break");
    QTest::newRow("expect alone") << QStringList{u"--expect"_s, u"x"_s}
                                  << QByteArray("--expect is for --break");
    QTest::newRow("wait and break")
        << QStringList{u"--wait"_s, u"1"_s, u"--break"_s, consent} << QByteArray("either");
    QTest::newRow("wait for ever")
        << QStringList{u"--wait"_s, u"ever"_s} << QByteArray("--wait is a whole number");
}

void TestCtlLock::refusesWrongUsage()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, text);
    const auto answer = lock(held, options);
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains(text), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
}

void TestCtlLock::breaksOnlyTheExpectedLock()
{
    const auto answer = lock(held, {u"--break"_s, consent, u"--expect"_s, u"somebody"_s});
    QCOMPARE(answer.code, 4);
    QVERIFY(answer.output.isEmpty());
    QCOMPARE(lock(held).code, 5);
}

void TestCtlLock::breaksOnPurpose()
{
    const Value before = lock(held).document();
    const auto holder =
        QString::fromStdString(std::string(before["holders"].at(0)["holder"].toString()));
    const QStringList broken{u"--break"_s, consent, u"--expect"_s, holder};
    QCOMPARE(lock(held, broken).output, "{\"outcome\":\"broken\"}\n");
    QCOMPARE(lock(held).code, 0);
    QCOMPARE(lock(held, broken).output, "{\"outcome\":\"free already\"}\n");
    const auto entries = ctl({u"--demo"_s, u"--json"_s, u"journal"_s}).document();
    QCOMPARE(entries.size(), std::size_t(1));
    QCOMPARE(entries.at(0)["what"].toString(), std::string_view("break lock"));
    QCOMPARE(entries.at(0)["detail"].toString(), holder.toStdString());
    QCOMPARE(entries.at(0)["outcome"].toString(), std::string_view("done"));
    // Now it can be written.
    const auto update = ctl({u"--demo"_s, u"update"_s, u"PlayerData"_s, held, u"--patch"_s, u"-"_s,
                             u"--lock-wait"_s, u"0"_s},
                            R"([{"op":"replace","path":"/coins","value":77}])");
    QVERIFY2(update.code == 0, update.errors.constData());
}

/// With useDSSLocking the lock is an entry of a data store, held while it was written lately.
void TestCtlLock::seesLocksInTheDataStore()
{
    const QString file = m_folder.filePath(u"by-data-store.plectrum"_s);
    const auto run = [&file](const QStringList& words, const QByteArray& input = {}) {
        return ctl(QStringList{u"--universe"_s, file, u"--json"_s} + words, input);
    };
    const auto made = run({u"import"_s, u"-"_s},
                          R"({"lyra/records/Party":{"p1":{"appliedMigrations":[],"file":{"data":)"
                          R"({"committedData":{"coins":1}}},"orphanedFiles":[]}},)"
                          R"("lyra/locks/Party":{"p1":"server-7"}})");
    QVERIFY2(made.code == 0, made.errors.constData());
    const auto held = run({u"lock"_s, u"Party"_s, u"p1"_s});
    QCOMPARE(held.code, 5);
    const Value holder = held.document()["holders"].at(0);
    QCOMPARE(holder["place"].toString(), std::string_view("data store"));
    QCOMPARE(holder["holder"].toString(), std::string_view("server-7"));
    QVERIFY(!holder["written"].toString().empty());
    QCOMPARE(run({u"lock"_s, u"Party"_s, u"p2"_s}).code, 0);

    const QByteArray patch = R"([{"op":"replace","path":"/coins","value":2}])";
    const QStringList update{u"update"_s, u"Party"_s,       u"p1"_s, u"--patch"_s,
                             u"-"_s,      u"--lock-wait"_s, u"0"_s};
    QCOMPARE(run(update, patch).code, 5);
    QCOMPARE(run({u"peek"_s, u"Party"_s, u"p1"_s}).output, "{\"coins\":1}\n");
    const auto broken = run({u"lock"_s, u"Party"_s, u"p1"_s, u"--break"_s, consent});
    QVERIFY2(broken.code == 0, broken.errors.constData());
    QCOMPARE(run({u"lock"_s, u"Party"_s, u"p1"_s}).code, 0);
    const auto updated = run(update, patch);
    QVERIFY2(updated.code == 0, updated.errors.constData());
    QCOMPARE(run({u"peek"_s, u"Party"_s, u"p1"_s}).output, "{\"coins\":2}\n");
}

PLECTRUM_TEST(TestCtlLock)

} // namespace tst_ctl_lock

#include "tst_ctl_lock.moc"
