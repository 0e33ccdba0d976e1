// SPDX-License-Identifier: MIT
// Where no keychain answers: it is said, nothing is written elsewhere, and a key can be held for
// the session.
#include "secrets/error.h"
#include "secrets/key_ring.h"
#include "support/test.h"

#include <QCoroTask>
#include <QDirIterator>
#include <QTemporaryDir>

namespace tst_no_keychain {

using namespace Qt::StringLiterals;
using namespace plectrum::secrets;

class TestNoKeychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const char* name : {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
            qputenv(name, m_home.path().toLocal8Bit());
    }

    void saysSo()
    {
        QVERIFY(!QCoro::waitFor(Keychain().isAvailable()));
        KeyRing ring;
        QVERIFY_THROWS_EXCEPTION(Error,
                                 QCoro::waitFor(ring.keep("p", Secret(std::string("planted-key")),
                                                          Keeping::InKeychain)));
        try {
            QCoro::waitFor(ring.find("p"));
            QFAIL("an answer without a keychain");
        } catch (const Error& error) {
            QVERIFY(!std::string(error.what()).contains("planted-key"));
        }
        QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("planted-key"), qPrintable(file.fileName()));
        }
    }

    void tellsOneThatIsStillStarting()
    {
        const std::string early =
            "Object does not exist at path “/org/freedesktop/secrets/collection/login”";
        QCOMPARE(problemNamed(early), Problem::NotReady);
        QCOMPARE(problemNamed("The disk is full"), Problem::Failed);
        QVERIFY(std::string(Error(Problem::NotReady, early).what()).contains("not ready yet"));
    }

    void holdsForTheSession()
    {
        KeyRing ring;
        QCoro::waitFor(ring.keep("p", Secret(std::string("key")), Keeping::ThisSession));
        QCOMPARE(QCoro::waitFor(ring.find("p"))->reveal(), std::string_view("key"));
        KeyRing next;
        QVERIFY_THROWS_EXCEPTION(Error, QCoro::waitFor(next.find("p")));
    }

    void onePlaceHasOneName()
    {
        const auto account = KeyRing::accountOf({}, "7");
        QCOMPARE(KeyRing::accountOf("https://APIS.roblox.com", "7"), account);
        QCOMPARE(KeyRing::accountOf("https://apis.roblox.com:443", "7"), account);
        QVERIFY(KeyRing::accountOf("https://apis.roblox.com:444", "7") != account);
    }

    /// A window that closes while the system asks takes its ring with it.
    void aPromptMayOutliveTheRing()
    {
        auto ring = std::make_unique<KeyRing>();
        auto task = ring->forget("p");
        ring.reset();
        QVERIFY_THROWS_EXCEPTION(Error, QCoro::waitFor(std::move(task)));
    }

#ifdef Q_OS_UNIX
    /// Where the system shows what a program was started with.
    void theEnvironmentsOwnTextIsOverwritten()
    {
        static char text[] = "PLECTRUM_API_KEY=planted-key";
        QCOMPARE(putenv(text), 0);
        QCOMPARE(keyFromEnvironment()->reveal(), std::string_view("planted-key"));
        QVERIFY(!std::string_view(text, sizeof text).contains("planted"));
        qputenv("PLECTRUM_API_KEY", "");
        QVERIFY(!keyFromEnvironment());
    }
    void theSystemsKeychainHasAName()
    {
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        const std::string plasma = Keychain::nameOfTheSystems();
        qputenv("XDG_CURRENT_DESKTOP", "GNOME");
        const std::string other = Keychain::nameOfTheSystems();
        qunsetenv("XDG_CURRENT_DESKTOP");
        QVERIFY(!plasma.empty() && !other.empty());
#ifdef Q_OS_LINUX
        QCOMPARE(plasma, std::string("KWallet"));
        QCOMPARE(other, std::string("Secret Service"));
#endif
    }
#endif

    void scriptsPassItInTheEnvironment()
    {
        qunsetenv("PLECTRUM_API_KEY");
        QVERIFY(!keyFromEnvironment());
        qputenv("PLECTRUM_API_KEY", "from-a-script");
        QCOMPARE(keyFromEnvironment()->reveal(), std::string_view("from-a-script"));
        QVERIFY(!qEnvironmentVariableIsSet("PLECTRUM_API_KEY")); // no child gets it
        QVERIFY(keyFromEnvironment("http://127.0.0.1:8080"));
        QVERIFY(keyFromEnvironment("https://apis.roblox.com:443"));
        QVERIFY(!keyFromEnvironment("https://evil.example"));
        QVERIFY(!keyFromEnvironment("https://apis.roblox.com.evil.example"));
        QVERIFY(!keyFromEnvironment("https://127.evil.example"));
        qputenv("PLECTRUM_API_KEY_BASE", "https://proxy.example");
        QVERIFY(keyFromEnvironment("https://proxy.example"));
        QVERIFY(!keyFromEnvironment("https://evil.example"));
        qputenv("PLECTRUM_API_KEY", "");
        QVERIFY(!keyFromEnvironment());
    }

private:
    QTemporaryDir m_home;
};

PLECTRUM_TEST(TestNoKeychain)

} // namespace tst_no_keychain

#include "tst_no_keychain.moc"
