// SPDX-License-Identifier: MIT
// The migration lab through the real window, on the demo universe with its game: what is pending,
// the step that fails with its line, the file mended on disk and run again by itself, applied to
// the universe, and taken back.
#include "demo/demo_config.h"
#include "demo_window.h"
#include "documents/game/game_binding.h"
#include "production_world.h"
#include "ui/game/bind_dialog.h"
#include "ui/keys/key_browser.h"
#include "ui/migration/apply_question.h"
#include "ui/migration/lab_details.h"
#include "ui/migration/lab_table_tabs.h"
#include "ui/migration/migration_lab_page.h"
#include "ui/shell/record_tabs.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/source_view.h"

#include <QComboBox>
#include <QCoroTask>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSpinBox>
#include <QTabWidget>
#include <QTreeView>

#include <map>

namespace tst_migration_lab_window {

using namespace plectrum;
using namespace Qt::StringLiterals;
using documents::LabApply;
using documents::LabDocument;
using documents::LabTable;
using test::actionOf;
using test::press;
using test::shown;

namespace {

constexpr auto failingLine = "data.favourite = data.inventory[1].kind";

void chooseStore(test::DemoWindow& world)
{
    documents::Workspace& workspace = *world.opened->workspace;
    QTRY_VERIFY(!workspace.isListingStores());
    const auto store = std::ranges::find(workspace.stores(), std::string(app::demoPlayerStore),
                                         &editing::StoreListing::name);
    QVERIFY(store != workspace.stores().end());
    world.opened->window->keyBrowser()->setCurrentStore(*store);
}

/// The game is bound; once more by hand, as somebody does with a game of his own.
void bindByHand(test::DemoWindow& world)
{
    ui::MainWindow* window = world.opened->window.get();
    documents::GameBindings& games = world.opened->workspace->games();
    const std::string store(app::demoPlayerStore);
    QVERIFY(games.of(store)); // it comes with the demo
    actionOf(window, u"game.bind"_s)->trigger();
    QPointer<ui::BindDialog> dialog = shown<ui::BindDialog>(window);
    QVERIFY(dialog);
    press(dialog, u"bind.unbind"_s);
    QVERIFY(!games.of(store));
    QTRY_VERIFY(dialog.isNull());
    actionOf(window, u"game.bind"_s)->trigger();
    dialog = shown<ui::BindDialog>(window);
    QVERIFY(dialog);
    test::type(dialog, u"bind.file"_s, QString::fromStdString(world.game().configuration.string()));
    const auto* state = dialog->findChild<QLabel*>(u"bind.state"_s);
    QTRY_VERIFY2(state->text().startsWith(u"It loads"), qPrintable(state->text()));
    press(dialog, u"bind.bind"_s);
    QTRY_VERIFY(games.of(store) && games.of(store)->game());
}

ui::MigrationLabPage* openLab(test::DemoWindow& world)
{
    actionOf(world.opened->window.get(), u"game.lab"_s)->trigger();
    return world.opened->window->findChild<ui::MigrationLabPage*>();
}

QString status(const ui::MigrationLabPage* page)
{
    return page->findChild<QLabel*>(u"lab.status"_s)->text();
}

} // namespace

class TestMigrationLabWindow final : public QObject
{
    Q_OBJECT

private slots:
    void fromTheFailingStepToTheUniverseAndBack()
    {
        test::DemoWindow world;
        chooseStore(world);
        bindByHand(world);
        ui::MigrationLabPage* page = openLab(world);
        QVERIFY(page);
        LabDocument& lab = page->document();

        // What is pending, before anything runs.
        QTRY_COMPARE(lab.phase(), LabDocument::Phase::Ready);
        QVERIFY2(status(page).contains(u"have steps pending"), qPrintable(status(page)));
        QCOMPARE(page->tables()->view(LabTable::Steps)->model()->rowCount(), 5);
        QCOMPARE(page->tables()->view(LabTable::Failures)->model()->rowCount(), 0);

        // The first run shows the step that fails, and its line beside the source.
        press(page, u"lab.run"_s);
        QTRY_COMPARE(lab.phase(), LabDocument::Phase::Done);
        const auto* failures = page->tables()->view(LabTable::Failures)->model();
        QCOMPARE(failures->rowCount(), 1);
        QCOMPARE(page->tables()->table(), LabTable::Failures);
        QCOMPARE(failures->index(0, 0).data().toString(), u"favourite-item"_s);
        const auto* source = page->findChild<ui::SourceView*>(u"lab.source"_s);
        QTRY_VERIFY(source->markedLine() > 0);
        const QString line = source->toPlainText().split(u'\n').at(source->markedLine() - 1);
        QCOMPARE(line.trimmed(), QString::fromLatin1(failingLine));
        QVERIFY(source->isVisible());
        showsTheRecordStepByStep(page);
        if (QTest::currentTestFailed())
            return;

        // Mended on disk: loaded and run again by itself, and nothing fails.
        world.mendGame();
        QTRY_VERIFY(lab.phase() == LabDocument::Phase::Done && lab.findings().results->isGood());
        QCOMPARE(failures->rowCount(), 0);
        QVERIFY2(!status(page).contains(u"FAIL"), qPrintable(status(page)));

        appliesAndTakesBack(world, page);
    }

    /// Nobody has to choose anything first: the start page leads there.
    void theDemoComesWithItsGame()
    {
        test::DemoWindow world;
        QTRY_VERIFY(!world.opened->workspace->isListingStores());
        const auto* start = world.opened->window->findChild<QWidget*>(u"welcomePage"_s);
        QVERIFY(start);
        const auto buttons = start->findChildren<QPushButton*>();
        const auto lab = std::ranges::find(
            buttons, u"Migration Lab"_s, [](const QPushButton* button) { return button->text(); });
        QVERIFY(lab != buttons.end());
        QTest::mouseClick(*lab, Qt::LeftButton);
        auto* page = world.opened->window->findChild<ui::MigrationLabPage*>();
        QVERIFY(page);
        QCOMPARE(page->document().store(), std::string(app::demoPlayerStore));
        QTRY_COMPARE(page->document().phase(), LabDocument::Phase::Ready);
        // Code that does not load is told with its line.
        QFile file(QString::fromStdString(world.game().configuration.string()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("local x =\n") > 0);
        file.close();
        const auto* code = page->findChild<QLabel*>(u"lab.code"_s);
        QTRY_VERIFY2(code->text().contains(u"does not load"), qPrintable(code->text()));
    }

private:
    void showsTheRecordStepByStep(ui::MigrationLabPage* page)
    {
        const auto* keys = page->findChild<QListView*>(u"lab.keys"_s);
        QVERIFY(keys->model()->rowCount() > 20);
        auto* steps = page->findChild<QListWidget*>(u"lab.steps"_s);
        QTRY_COMPARE(steps->count(), 6);
        const auto* diff = page->findChild<ui::DiffView*>(u"lab.diff"_s);
        QTRY_COMPARE(diff->stateTitle(), u"This step fails"_s); // that of the chosen row
        // What players would see.
        press(page, u"lab.load"_s);
        const auto* log = page->findChild<QPlainTextEdit*>(u"lab.log"_s);
        QTRY_VERIFY(!log->toPlainText().isEmpty());
        const auto* text = page->findChild<QLabel*>(u"lab.loadText"_s);
        QVERIFY2(text->text().contains(u"The load fails"), qPrintable(text->text()));
        QVERIFY2(text->text().contains(u"favourite-item"), qPrintable(text->text()));
        // A step that was applied to somebody shows its change.
        page->tables()->showTable(LabTable::Steps);
        auto* view = page->tables()->view(LabTable::Steps);
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            view->setCurrentIndex(view->model()->index(row, 0));
            if (!page->details()->currentKey().empty())
                break;
        }
        QVERIFY(!page->details()->currentKey().empty());
        QTRY_VERIFY(page->document().trial()
                    && page->document().trial()->key == page->details()->currentKey());
    }

    static json::Value dataOf(test::DemoWindow& world, const std::string& key)
    {
        const auto inspection = QCoro::waitFor(
            world.opened->workspace->records().inspect({.kind = store::KeyAddress::Kind::Lyra,
                                                        .store = std::string(app::demoPlayerStore),
                                                        .key = key}));
        return inspection.data.value_or(json::Value());
    }

    void appliesAndTakesBack(test::DemoWindow& world, ui::MigrationLabPage* page)
    {
        auto* choice = page->findChild<QComboBox*>(u"lab.keysChoice"_s);
        choice->setCurrentIndex(2);
        page->findChild<QSpinBox*>(u"lab.sample"_s)->setValue(12);
        press(page, u"lab.run"_s);
        LabDocument& lab = page->document();
        QTRY_VERIFY(lab.phase() == LabDocument::Phase::Done
                    && lab.findings().results->records == 12);
        QVERIFY(lab.findings().results->migrated > 0);
        std::map<std::string, json::Value> before;
        for (const std::string& key : lab.findings().results->steps.back().keys) {
            before.emplace(key, dataOf(world, key));
            QVERIFY(!before.at(key).find("favourite"));
        }
        QVERIFY(!before.empty());
        const auto isAsBefore = [&world](const auto& one) {
            return dataOf(world, one.first) == one.second;
        };

        press(page, u"lab.apply"_s);
        QPointer question = shown<ui::ApplyQuestion>(page);
        QVERIFY(question);
        press(question, u"apply.confirm"_s);
        QTRY_COMPARE(page->applying().phase(), LabApply::Phase::Done);
        const std::size_t written =
            page->applying().results()->count(gamecode::ApplyOutcome::Migrated);
        QVERIFY(written > 0);
        QVERIFY(!std::ranges::all_of(before, isAsBefore));
        const auto* message = page->findChild<ui::MessageBar*>(u"lab.message"_s);
        QVERIFY2(message->text().contains(u"migrated"), qPrintable(message->text()));

        QTRY_VERIFY(!lab.isBusy());
        auto buttons = message->findChildren<QPushButton*>();
        const auto undo = std::ranges::find_if(buttons, [](const QPushButton* button) {
            return button->isVisible() && button->text() == u"Undo all";
        });
        QVERIFY(undo != buttons.end());
        QTest::mouseClick(*undo, Qt::LeftButton);
        QTRY_COMPARE(page->applying().phase(), LabApply::Phase::Undone);
        QVERIFY(std::ranges::all_of(before, isAsBefore));
    }
};

PLECTRUM_UI_TEST(TestMigrationLabWindow)

} // namespace tst_migration_lab_window

#include "tst_migration_lab_window.moc"
