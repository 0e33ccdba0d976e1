// SPDX-License-Identifier: MIT
// A lock that cannot be taken for an error: the reason is told at once, and the window offers to go
// on for as long as a game server would, with a way to stop.
#include "record_panel_fixture.h"
#include "support/lock_faults.h"
#include "support/test.h"
#include "ui/widgets/message_bar.h"

#include <QPushButton>

namespace tst_keep_trying {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

namespace {

QPushButton* choice(const Shown& shown, const QString& text)
{
    for (auto* button : shown.panel->messageBar()->findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == text)
            return button;
    return nullptr;
}

void press(const Shown& shown, const QString& text)
{
    QPushButton* button = nullptr;
    QTRY_VERIFY2((button = choice(shown, text)), qPrintable(shown.panel->messageBar()->text()));
    QTest::mouseClick(button, Qt::LeftButton);
}

QString storedIn(Shown& shown)
{
    return QString::fromStdString(json::print(shown.fixture.stored(shown.document->address())));
}

QString reported(const Shown& shown)
{
    return shown.panel->messageBar()->text();
}

} // namespace

class TestKeepTrying final : public QObject
{
    Q_OBJECT

private slots:
    void goesOnWhenTold()
    {
        Shown shown(R"({"coins":661})");
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        test::refuseLocks(shown.fixture.universe, 2); // the save, and the first try afterwards
        shown.confirmSave();
        QTRY_VERIFY2(reported(shown).contains(u"no access"_s), qPrintable(reported(shown)));
        QVERIFY(reported(shown).startsWith(u"Not saved."_s));
        QVERIFY(choice(shown, u"Retry"_s));
        QCOMPARE(storedIn(shown), uR"({"coins":661})"_s);
        press(shown, u"Keep trying"_s);
        QVERIFY(reported(shown).contains(u"for up to 90 s"_s));
        QTRY_COMPARE(storedIn(shown), uR"({"coins":5})"_s);
        QTRY_VERIFY2(reported(shown).startsWith(u"Saved as version"_s),
                     qPrintable(reported(shown)));
        QVERIFY(!shown.document->isModified());
    }

    void stopsWhenTold()
    {
        Shown shown(R"({"coins":661})");
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        test::refuseLocks(shown.fixture.universe);
        shown.confirmSave();
        press(shown, u"Keep trying"_s);
        QCOMPARE(shown.document->phase(), RecordDocument::Phase::Saving);
        press(shown, u"Stop trying"_s);
        QTRY_VERIFY2(reported(shown).contains(u"You have stopped it"_s),
                     qPrintable(reported(shown)));
        QCOMPARE(storedIn(shown), uR"({"coins":661})"_s);
        QVERIFY(shown.document->isModified());
        QVERIFY(shown.document->isEditable());
        shown.fixture.universe.setFaultPlan({});
        press(shown, u"Keep trying"_s);
        QTRY_COMPARE(storedIn(shown), uR"({"coins":5})"_s);
    }

    void anotherDraftIsAskedAboutAgain()
    {
        Shown shown(R"({"coins":661})");
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        test::refuseLocks(shown.fixture.universe, 1);
        shown.confirmSave();
        QTRY_VERIFY(choice(shown, u"Keep trying"_s));
        QVERIFY(shown.document->replace(at("/coins"), json::Value(6)));
        press(shown, u"Keep trying"_s);
        QTRY_VERIFY(shown.saveDialog());
        QCOMPARE(storedIn(shown), uR"({"coins":661})"_s);
    }

    void otherErrorsAreNotOfTheLock()
    {
        Shown shown(R"({"coins":661})");
        QVERIFY(shown.document->replace(at("/coins"), json::Value(5)));
        mock::FaultPlan plan;
        plan.failures.push_back({.match = {.ops = {mock::Op::Set, mock::Op::Update}},
                                 .error = {datastore::ErrorKind::Denied, "read-only"}});
        shown.fixture.universe.setFaultPlan(plan);
        shown.confirmSave();
        QTRY_VERIFY2(reported(shown).contains(u"read-only"_s), qPrintable(reported(shown)));
        QVERIFY(!choice(shown, u"Keep trying"_s));
        QVERIFY(choice(shown, u"Retry"_s));
    }
};

PLECTRUM_UI_TEST(TestKeepTrying)

} // namespace tst_keep_trying

#include "tst_keep_trying.moc"
