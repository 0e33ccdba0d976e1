// SPDX-License-Identifier: MIT
// Against a real gnome-keyring daemon in a D-Bus session of its own, both started here; the user's
// own keyring is never asked.
#include "secrets/key_ring.h"
#include "support/waiting.h"

#include <QCoroTask>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace tst_keychain {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::secrets;

class TestKeychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const auto& program : {u"dbus-daemon"_s, u"gnome-keyring-daemon"_s})
            if (QStandardPaths::findExecutable(program).isEmpty())
                QFAIL(qPrintable(program + u" is not installed; packaging/setup does it"_s));
        startBus();
        startKeyring();
        // The service is on the bus before the collection that it keeps keys in.
        QTRY_VERIFY(hasOpenCollection());
        QVERIFY(QCoro::waitFor(Keychain().isAvailable()));
    }

    void cleanupTestCase()
    {
        for (QProcess* process : {&m_keyring, &m_bus}) {
            process->terminate();
            if (!test::waitForFinished(*process))
                process->kill();
            QVERIFY(test::waitForFinished(*process));
        }
    }

    void keepsAKeyForTheNextStart()
    {
        const std::string account = KeyRing::accountOf("https://apis.roblox.com", "17");
        {
            KeyRing ring;
            QVERIFY(!QCoro::waitFor(ring.find(account)));
            QCoro::waitFor(
                ring.keep(account, Secret(std::string("s3cr€t\n key")), Keeping::InKeychain));
        }
        KeyRing next;
        const auto found = QCoro::waitFor(next.find(account));
        QVERIFY(found.has_value());
        QCOMPARE(found->reveal(), std::string_view("s3cr€t\n key"));
        QVERIFY(!QCoro::waitFor(next.find(KeyRing::accountOf("https://apis.roblox.com", "18"))));
        QCoro::waitFor(next.forget(account));
        QVERIFY(!QCoro::waitFor(next.find(account)));
        QCoro::waitFor(next.forget(account)); // is no error
    }

    void aNewKeyTakesThePlaceOfTheOld()
    {
        KeyRing ring;
        QCoro::waitFor(ring.keep("p", Secret(std::string("old")), Keeping::ThisSession));
        QCoro::waitFor(ring.keep("p", Secret(std::string("new")), Keeping::InKeychain));
        QCOMPARE(QCoro::waitFor(ring.find("p"))->reveal(), std::string_view("new"));
    }

private:
    void startBus()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_home.path());
        m_bus.setProcessEnvironment(environment);
        m_bus.start(u"dbus-daemon"_s,
                    {u"--session"_s, u"--nofork"_s, u"--print-address"_s,
                     u"--address=unix:path="_s + m_home.filePath(u"bus"_s)});
        QVERIFY(test::waitForStarted(m_bus));
        QVERIFY(test::waitForReadyRead(m_bus));
        const QByteArray address = m_bus.readLine().trimmed();
        QVERIFY(!address.isEmpty());
        // Before anything in this process asks for the bus.
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        qputenv("HOME", m_home.path().toLocal8Bit());
        qputenv("XDG_RUNTIME_DIR", m_home.path().toLocal8Bit());
        qputenv("XDG_DATA_HOME", m_home.filePath(u"data"_s).toLocal8Bit());
    }
    void startKeyring()
    {
        m_keyring.start(u"gnome-keyring-daemon"_s,
                        {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s,
                         u"--control-directory="_s + m_home.filePath(u"control"_s)});
        QVERIFY(test::waitForStarted(m_keyring));
        m_keyring.write("a password for the test\n"); // unlocks, and makes, the login keyring
        m_keyring.closeWriteChannel();
    }

    /// The first value of the answer; invalid when there is none.
    static QVariant ask(const QString& path, const QString& type, const QString& method,
                        const QVariantList& arguments)
    {
        auto question = QDBusMessage::createMethodCall(QString(service), path, type, method);
        question.setArguments(arguments);
        return QDBusConnection::sessionBus().call(question).arguments().value(0);
    }
    static bool hasOpenCollection()
    {
        // A call would have the bus start another keyring while ours is not there yet.
        if (!QDBusConnection::sessionBus().interface()->isServiceRegistered(service))
            return false;
        const QString path = ask(u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s,
                                 u"ReadAlias"_s, {u"default"_s})
                                 .value<QDBusObjectPath>()
                                 .path();
        if (path.size() < 2) // "/" is none
            return false;
        const QVariant isLocked = ask(path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                      {u"org.freedesktop.Secret.Collection"_s, u"Locked"_s})
                                      .value<QDBusVariant>()
                                      .variant();
        return isLocked.metaType() == QMetaType(QMetaType::Bool) && !isLocked.toBool();
    }

    static constexpr auto service = QLatin1StringView("org.freedesktop.secrets");
    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
};

PLECTRUM_TEST(TestKeychain)

} // namespace tst_keychain

#include "tst_keychain.moc"
