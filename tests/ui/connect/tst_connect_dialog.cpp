// SPDX-License-Identifier: MIT
// The connect dialog with a desk that answers when it is told to.
#include "async/clock.h"
#include "datastore/error.h"
#include "documents/basics/tone.h"
#include "secrets/error.h"
#include "support/waiting.h"
#include "ui/connect/connect_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>

namespace tst_connect_dialog {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

namespace {

class FakeDesk final : public CloudDesk
{
public:
    async::Task<QString> lookUpTitle(Spec spec, Key key, std::stop_token stop) override
    {
        note(spec, key);
        while (isSlow && !stop.stop_requested())
            co_await clock.sleep(async::Duration(1));
        wasStopped = stop.stop_requested();
        async::throwIfStopped(stop);
        if (failure)
            throw *failure;
        co_return u"Harp & Sons"_s;
    }
    async::Task<QList<KeyFinding>> tryKey(Spec spec, Key key, std::stop_token stop) override
    {
        note(spec, key);
        co_await clock.sleep(async::Duration(1), stop);
        if (failure)
            throw *failure;
        co_return {
            {.scope = u"universe:read"_s, .answer = KeyFinding::Answer::Yes, .why = {}},
            {.scope = u"universe-datastores.objects:update"_s,
             .answer = KeyFinding::Answer::No,
             .why = u"no scope"_s},
            {.scope = u"memory-store:flush"_s, .answer = KeyFinding::Answer::Unknown, .why = {}}};
    }
    async::Task<bool> hasKey(Spec /*spec*/) override
    {
        co_await clock.sleep(async::Duration(1));
        co_return isKept;
    }
    QString keychainName() const override { return u"Some Wallet"_s; }
    async::Task<void> keepKey(Spec spec, secrets::Secret key, bool isForSession) override
    {
        note(spec, key);
        co_await clock.sleep(async::Duration(1));
        if (!isForSession && !hasKeychain)
            throw secrets::Error(secrets::Problem::NoKeychain, {});
        kept = isForSession ? u"session"_s : u"keychain"_s;
    }
    async::Task<void> forgetKey(Spec /*spec*/) override { co_return; }

    async::EventLoopClock clock;
    std::optional<datastore::Error> failure;
    bool isSlow = false;
    bool isKept = false;
    bool hasKeychain = true;
    bool wasStopped = false;
    int questions = 0;
    Spec asked;
    std::string usedKey;
    QString kept;

private:
    void note(const Spec& spec, const Key& used)
    {
        ++questions;
        asked = spec;
        usedKey = used ? std::string(used->reveal()) : std::string();
    }
};

} // namespace

class TestConnectDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void tellsWhatIsMissingBesideTheField();
    void looksUp();
    void listsWhatTheKeyMay();
    void staysWhenItFails();
    void canBeLeftWhileItAsks();
    void connects();
    void offersTheSessionWithoutKeychain();
    void usesTheKeptKey();
    void saysThatTheKeychainMayBeLocked();

private:
    void open(const Connection& known = {});
    template <typename Widget>
    Widget* part(const QString& name) const
    {
        return m_dialog->findChild<Widget*>(u"connect."_s + name);
    }
    void type(const QString& field, const QString& text) const
    {
        auto* edit = part<QLineEdit>(field);
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    void press(const QString& name) const
    {
        QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton);
    }
    QLabel* problem(const QString& field) const { return part<QLabel>(field + u".problem"_s); }
    QString state() const { return part<QLabel>(u"state"_s)->text(); }

    std::unique_ptr<FakeDesk> m_desk;
    QPointer<ConnectDialog> m_dialog;
};

void TestConnectDialog::init()
{
    m_desk = std::make_unique<FakeDesk>();
}

void TestConnectDialog::cleanup()
{
    delete m_dialog;
    m_desk.reset();
}

void TestConnectDialog::open(const Connection& known)
{
    m_dialog = new ConnectDialog(*m_desk, known);
    m_dialog->open();
    QVERIFY(test::waitForExposed(m_dialog));
}

void TestConnectDialog::tellsWhatIsMissingBesideTheField()
{
    open();
    for (const auto& field : {u"universe"_s, u"key"_s, u"name"_s, u"place"_s, u"base"_s})
        QVERIFY(!problem(field)->isVisible());
    press(u"connect"_s);
    for (const auto& field : {u"universe"_s, u"key"_s, u"name"_s})
        QVERIFY(problem(field)->isVisible());
    QVERIFY(!problem(u"place"_s)->isVisible());
    type(u"base"_s, u"http://example.org"_s);
    QVERIFY(problem(u"base"_s)->text().contains(u"https://"_s));
    QVERIFY(problem(u"base"_s)->isVisible());
    type(u"universe"_s, u"12"_s);
    QVERIFY(!problem(u"universe"_s)->isVisible());
    press(u"lookUp"_s);
    QCOMPARE(m_desk->questions, 0);
    QVERIFY(m_dialog->isVisible());
}

void TestConnectDialog::looksUp()
{
    open();
    type(u"universe"_s, u"12"_s);
    type(u"key"_s, u"planted"_s);
    QCOMPARE(part<QLineEdit>(u"key"_s)->echoMode(), QLineEdit::Password);
    press(u"lookUp"_s);
    QTRY_COMPARE(part<QLabel>(u"title"_s)->text(), u"Harp & Sons"_s);
    QCOMPARE(part<QLineEdit>(u"name"_s)->text(), u"Harp & Sons"_s);
    QCOMPARE(m_desk->asked.universeId, 12);
    QCOMPARE(m_desk->usedKey, std::string("planted"));
    QVERIFY(state().isEmpty());
}

void TestConnectDialog::listsWhatTheKeyMay()
{
    open();
    type(u"universe"_s, u"12"_s);
    type(u"key"_s, u"planted"_s);
    press(u"try"_s);
    auto* findings = part<QTreeWidget>(u"findings"_s);
    QTRY_COMPARE(findings->topLevelItemCount(), 3);
    QVERIFY(findings->isVisible());
    QCOMPARE(findings->topLevelItem(0)->text(1), u"Granted"_s);
    QCOMPARE(findings->topLevelItem(1)->text(0), u"universe-datastores.objects:update"_s);
    QCOMPARE(findings->topLevelItem(1)->text(1), u"Refused"_s);
    QCOMPARE(findings->topLevelItem(1)->text(2), u"saving records"_s);
    QCOMPARE(findings->topLevelItem(1)->text(3), u"no scope"_s);
    QCOMPARE(findings->topLevelItem(2)->text(1), u"Cannot be told"_s);
    // Colours follow the palette.
    QPalette dark;
    dark.setColor(QPalette::Base, Qt::black);
    m_dialog->setPalette(dark);
    QCOMPARE(findings->topLevelItem(0)->foreground(1).color(), tone(Tone::Added, dark));
    QVERIFY(tone(Tone::Added, dark) != tone(Tone::Added, QPalette(Qt::white)));
}

void TestConnectDialog::staysWhenItFails()
{
    open();
    m_desk->failure.emplace(datastore::ErrorKind::Denied, "Invalid API Key");
    type(u"universe"_s, u"12"_s);
    type(u"key"_s, u"planted"_s);
    press(u"try"_s);
    QTRY_VERIFY(state().contains(u"Invalid API Key"_s));
    QVERIFY(m_dialog->isVisible());
    QVERIFY(part<QPushButton>(u"try"_s)->isEnabled());
    QVERIFY(!part<QTreeWidget>(u"findings"_s)->isVisible());
    m_desk->failure.reset();
    press(u"lookUp"_s);
    QTRY_COMPARE(part<QLabel>(u"title"_s)->text(), u"Harp & Sons"_s);
    QVERIFY(!state().contains(u"Invalid"_s));
}

void TestConnectDialog::canBeLeftWhileItAsks()
{
    open();
    m_desk->isSlow = true;
    type(u"universe"_s, u"12"_s);
    type(u"key"_s, u"planted"_s);
    press(u"lookUp"_s);
    QVERIFY(!part<QPushButton>(u"connect"_s)->isEnabled());
    QVERIFY(!state().isEmpty());
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(m_dialog.isNull());
    QTRY_VERIFY(m_desk->wasStopped);
}

void TestConnectDialog::connects()
{
    open();
    type(u"universe"_s, u"12"_s);
    type(u"key"_s, u"planted"_s);
    type(u"name"_s, u"Mine"_s);
    type(u"place"_s, u"34"_s);
    type(u"base"_s, u"http://127.0.0.1:80"_s);
    part<QSpinBox>(u"share"_s)->setValue(25);
    QVERIFY(part<QComboBox>(u"kind"_s)->currentData().toBool());
    part<QComboBox>(u"kind"_s)->setCurrentIndex(1);
    std::optional<Connection> made;
    connect(m_dialog, &ConnectDialog::connectionMade, this,
            [&made](const Connection& connection) { made = connection; });
    press(u"connect"_s);
    QTRY_VERIFY(m_dialog.isNull());
    QVERIFY(made);
    const Connection expected{.name = u"Mine"_s,
                              .spec = {.universeId = 12,
                                       .placeId = 34,
                                       .baseUrl = "http://127.0.0.1:80",
                                       .share = 0.25,
                                       .isProduction = false}};
    QVERIFY(*made == expected);
    QCOMPARE(m_desk->kept, u"keychain"_s);
    QCOMPARE(m_desk->usedKey, std::string("planted"));
}

void TestConnectDialog::offersTheSessionWithoutKeychain()
{
    open();
    m_desk->hasKeychain = false;
    QSignalSpy made(m_dialog, &ConnectDialog::connectionMade);
    type(u"universe"_s, u"12"_s);
    type(u"key"_s, u"planted"_s);
    type(u"name"_s, u"Mine"_s);
    press(u"connect"_s);
    QTRY_VERIFY(state().contains(u"No keychain answers"_s));
    QVERIFY(m_dialog->isVisible());
    QVERIFY(!state().contains(u"planted"_s));
    QCOMPARE(made.count(), 0);
    part<QCheckBox>(u"session"_s)->setChecked(true);
    press(u"connect"_s);
    QTRY_VERIFY(m_dialog.isNull());
    QCOMPARE(made.count(), 1);
    QCOMPARE(m_desk->kept, u"session"_s);
}

void TestConnectDialog::usesTheKeptKey()
{
    m_desk->isKept = true;
    open({.name = u"Mine"_s, .spec = {.universeId = 12}});
    QTRY_VERIFY(part<QLineEdit>(u"key"_s)->placeholderText().startsWith(u"Kept"_s));
    QVERIFY(part<QLineEdit>(u"key"_s)->text().isEmpty());
    press(u"lookUp"_s);
    QTRY_COMPARE(part<QLabel>(u"title"_s)->text(), u"Harp & Sons"_s);
    QVERIFY(m_desk->usedKey.empty());
    press(u"connect"_s);
    QTRY_VERIFY(m_dialog.isNull());
    QVERIFY(m_desk->kept.isEmpty());
}

/// Whose question was closed looks as if nothing were kept.
void TestConnectDialog::saysThatTheKeychainMayBeLocked()
{
    open({.name = u"Mine"_s, .spec = {.universeId = 12}});
    QTRY_VERIFY(part<QLineEdit>(u"key"_s)->placeholderText().contains(u"locked"_s));
    QVERIFY(part<QCheckBox>(u"session"_s)->toolTip().contains(u"Some Wallet"_s));
}

PLECTRUM_UI_TEST(TestConnectDialog)

} // namespace tst_connect_dialog

#include "tst_connect_dialog.moc"
