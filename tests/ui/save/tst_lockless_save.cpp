// SPDX-License-Identifier: MIT
// A record whose lock cannot be reached is not saved before the user has typed that it shall be
// written without; then it is, and the question does not come again.
#include "documents/locks/lock_status.h"
#include "editing/lock_consent.h"
#include "record_panel_fixture.h"
#include "support/lock_faults.h"
#include "support/test.h"
#include "ui/locks/lockless_dialog.h"
#include "ui/widgets/message_bar.h"

#include <QLineEdit>
#include <QPushButton>

namespace tst_lockless_save {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

namespace {

/// As in a universe without a place id.
void closeHashMaps(Shown& shown)
{
    using enum mock::Op;
    mock::Failure failure{.match = {.ops = {MapGet, MapSet, MapUpdate, MapRemove}},
                          .error = {datastore::ErrorKind::Denied, "no way there"}};
    failure.times = mock::Failure::always;
    mock::FaultPlan plan;
    plan.failures.push_back(failure);
    shown.fixture.universe.setFaultPlan(plan);
}

QString storedIn(Shown& shown)
{
    return QString::fromStdString(json::print(shown.fixture.stored(shown.document->address())));
}

LocklessDialog* dialogOf(const Shown& shown)
{
    for (auto* dialog : shown.panel->findChildren<LocklessDialog*>())
        if (dialog->isVisible())
            return dialog;
    return nullptr;
}

void agree(const LocklessDialog* dialog)
{
    QTRY_VERIFY(dialog->isActiveWindow()); // else the keys mean what they do in the window behind
    auto* confirm = dialog->findChild<QPushButton*>(u"lockless.confirm"_s);
    auto* typed = dialog->findChild<QLineEdit*>(u"lockless.typed"_s);
    QVERIFY(!confirm->isEnabled());
    QTest::keyClicks(typed, u"Write without lock"_s);
    QVERIFY(!confirm->isEnabled());
    typed->clear();
    QTest::keyClicks(typed, LocklessDialog::sentence());
    QVERIFY(confirm->isEnabled());
    QTest::keyClick(typed, Qt::Key_Return);
}

} // namespace

class TestLocklessSave final : public QObject
{
    Q_OBJECT

private slots:
    void savingAsksFirst()
    {
        Shown shown(R"({"coins":661})");
        closeHashMaps(shown);
        shown.document->lock()->poll();
        QTRY_VERIFY(shown.document->lock()->needsConsent());
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        shown.action("record.save")->trigger();
        QTRY_VERIFY(dialogOf(shown));
        QVERIFY(!shown.saveDialog());
        QTest::keyClick(dialogOf(shown), Qt::Key_Escape);
        QTRY_VERIFY(!dialogOf(shown));
        QCOMPARE(storedIn(shown), uR"({"coins":661})"_s);
        QVERIFY(!shown.document->lock()->lockConsent().isGiven());

        shown.action("record.save")->trigger();
        QTRY_VERIFY(dialogOf(shown));
        agree(dialogOf(shown));
        QTRY_VERIFY(shown.saveDialog());
        QCOMPARE(storedIn(shown), uR"({"coins":661})"_s);
        shown.confirmSave();
        QTRY_COMPARE(storedIn(shown), uR"({"coins":5})"_s);

        QTRY_VERIFY(!shown.document->isModified());
        QVERIFY(shown.document->replace(at("/coins"), json::Value(7)));
        shown.confirmSave(); // without that question
        QTRY_COMPARE(storedIn(shown), uR"({"coins":7})"_s);
    }

    /// The lock was not looked at before.
    void aSaveThatFailedOffersIt()
    {
        Shown shown(R"({"coins":661})");
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        test::refuseLocks(shown.fixture.universe);
        shown.confirmSave();
        QPushButton* button = nullptr;
        const auto find = [&] {
            for (auto* one : shown.panel->messageBar()->findChildren<QPushButton*>())
                if (one->isVisible() && one->text() == locklessText())
                    button = one;
            return button != nullptr;
        };
        QTRY_VERIFY(find());
        QCOMPARE(storedIn(shown), uR"({"coins":661})"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(dialogOf(shown));
        agree(dialogOf(shown));
        QTRY_COMPARE(storedIn(shown), uR"({"coins":5})"_s);
    }
};

PLECTRUM_UI_TEST(TestLocklessSave)

} // namespace tst_lockless_save

#include "tst_lockless_save.moc"
