// SPDX-License-Identifier: MIT
// Names of users by the ids in keys: asked for once, kept on disk with their age, asked for anew
// when old; a failure leaves what is known.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "documents/user_names.h"
#include "support/test.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <map>

namespace tst_user_names {

using namespace plectrum;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

namespace {

struct Service
{
    std::map<std::int64_t, std::string> names{{156, "builderman"}};
    int asked = 0;
    bool isDown = false;

    async::Task<std::optional<std::string>> find(std::int64_t id)
    {
        ++asked;
        if (isDown)
            throw datastore::Error(datastore::ErrorKind::Unreachable, "no answer");
        const auto found = names.find(id);
        co_return found == names.end() ? std::nullopt : std::optional(found->second);
    }
    UserNames::LookUp lookUp()
    {
        return [this](std::int64_t id) { return find(id); };
    }
};

struct World
{
    QTemporaryDir folder;
    async::SimClock clock{async::fromRfc3339("2026-11-01T00:00:00Z")};
    Service service;
    QString file = folder.filePath(u"cache/users.json"_s);
};

} // namespace

class TestUserNames final : public QObject
{
    Q_OBJECT

private slots:
    void idsInKeys_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<qint64>("id");
        const auto row = [](const char* key, qint64 id) {
            QTest::newRow(key) << QByteArray(key) << id;
        };
        row("156", 156);
        row("Player_156", 156);
        row("user-156", 156);
        row("p156", 156);
        row("8223372036854775807", 8'223'372'036'854'775'807);
        row("", 0);
        row("0156", 0);
        row("156_backup", 0);
        row("a_b_156", 0);
        row("Player_", 0);
        row("_156", 156);
        row("-156", 156);
        row("99999999999999999999", 0);
        row("guild 156", 0);
    }
    void idsInKeys()
    {
        QFETCH(QByteArray, key);
        QFETCH(qint64, id);
        QCOMPARE(UserNames::idIn(key.toStdString()).value_or(0), id);
    }

    void isAskedOnceAndKept()
    {
        World world;
        {
            UserNames names(world.service.lookUp(), world.clock, world.file);
            QSignalSpy learned(&names, &UserNames::learned);
            QVERIFY(!names.known(156));
            names.request(156);
            QTRY_COMPARE(learned.size(), 1);
            QCOMPARE(names.known(156)->name, u"builderman"_s);
            names.request(156);
            names.request(7);
            QTRY_COMPARE(learned.size(), 2);
            QCOMPARE(names.known(7)->name, QString());
            QCOMPARE(world.service.asked, 2);
        }
        world.clock.advance(std::chrono::hours(24));
        UserNames next(world.service.lookUp(), world.clock, world.file);
        QCOMPARE(next.known(156)->name, u"builderman"_s);
        QVERIFY(next.known(156)->readTime
                == std::chrono::floor<std::chrono::seconds>(world.clock.now())
                    - std::chrono::hours(24));
        next.request(156);
        QCOMPARE(world.service.asked, 2);
    }

    void anOldOneIsAskedForAnewAndStaysMeanwhile()
    {
        World world;
        UserNames names(world.service.lookUp(), world.clock, world.file);
        QSignalSpy learned(&names, &UserNames::learned);
        names.request(156);
        QTRY_COMPARE(learned.size(), 1);
        world.clock.advance(UserNames::lifetime);
        world.service.isDown = true;
        names.request(156);
        QTRY_COMPARE(world.service.asked, 2);
        QCOMPARE(names.known(156)->name, u"builderman"_s);
        world.service.isDown = false;
        world.service.names[156] = "renamed";
        names.request(156);
        QTRY_COMPARE(learned.size(), 2);
        QCOMPARE(names.known(156)->name, u"renamed"_s);
    }

    void aBrokenFileIsEmpty()
    {
        World world;
        QVERIFY(QDir().mkpath(QFileInfo(world.file).absolutePath()));
        for (const QByteArray& text :
             {QByteArray("{"),
              QByteArray(R"({"users":{"x":{"name":"a","read":1},"1":{"name":2}}})")}) {
            QFile file(world.file);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            UserNames names(world.service.lookUp(), world.clock, world.file);
            QVERIFY(!names.known(1));
        }
    }
};

PLECTRUM_TEST(TestUserNames)

} // namespace tst_user_names

#include "tst_user_names.moc"
