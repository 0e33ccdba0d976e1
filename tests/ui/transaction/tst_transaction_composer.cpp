// SPDX-License-Identifier: MIT
#include "documents/basics/drag_data.h"
#include "documents/record/json_tree_model.h"
#include "documents/transaction/lane_model.h"
#include "documents/transaction/reader_model.h"
#include "support/lock_faults.h"
#include "support/test.h"
#include "transaction_world.h"
#include "ui/record/json_tree_view.h"
#include "ui/transaction/commit_question.h"
#include "ui/transaction/transaction_column.h"
#include "ui/transaction/transaction_composer.h"
#include "ui/widgets/message_bar.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>

namespace tst_transaction_composer {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using Phase = TransactionDocument::Phase;

namespace {

const json::Pointer sword({"bag", "sword"});
const json::Pointer bag({"bag"});

/// The page with both players.
struct Page : TransactionWorld
{
    Page()
        : composer(*workspace)
    {
        composer.setStore("Player");
        composer.resize(1000, 700);
        composer.show();
        composer.addKey(player("ann"));
        auto* field = composer.findChild<QLineEdit*>(u"transaction.key"_s);
        QTest::keyClicks(field, u"bob"_s);
        QTest::keyClick(field, Qt::Key_Return);
        [this] { QTRY_VERIFY(part("ann")->isEditable() && part("bob")->isEditable()); }();
    }
    ~Page()
    {
        document().requestStop();
        QCoro::waitFor(document().finished());
    }

    TransactionDocument& document() { return composer.document(); }
    RecordDocument* part(const std::string& key) { return document().part(player(key)); }
    TransactionColumn* column(const std::string& key) { return composer.columnOf(part(key)); }
    QPushButton* button(const QString& name) { return composer.findChild<QPushButton*>(name); }
    void press(const QString& name) { QTest::mouseClick(button(name), Qt::LeftButton); }

    /// Drops ann's `pointer` onto bob's `target`.
    void drop(const json::Pointer& pointer, const json::Pointer& target, Qt::KeyboardModifiers with)
    {
        JsonTreeModel* from = column("ann")->tree()->jsonModel();
        JsonTreeView* to = column("bob")->tree();
        const std::unique_ptr<QMimeData> mime(from->mimeData({from->indexOf(pointer)}));
        to->goTo(target);
        const QPoint at = to->visualRect(to->jsonModel()->indexOf(target)).center();
        QDragEnterEvent enter(at, Qt::MoveAction, mime.get(), Qt::LeftButton, with);
        QApplication::sendEvent(to->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::MoveAction, mime.get(), Qt::LeftButton, with);
        QApplication::sendEvent(to->viewport(), &drop);
        QVERIFY(drop.isAccepted());
    }
    /// A button of the message that is shown.
    QPushButton* choice(const QString& text)
    {
        const auto* bar = composer.findChild<MessageBar*>(Qt::FindDirectChildrenOnly);
        for (auto* one : bar->findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == text)
                return one;
        return nullptr;
    }
    void confirmCommit()
    {
        press(u"transaction.commit"_s);
        auto* question = composer.findChild<CommitQuestion*>();
        QVERIFY(question);
        QTest::mouseClick(question->findChild<QPushButton*>(u"commit.confirm"_s), Qt::LeftButton);
    }
    store::CommitOutcome commit()
    {
        confirmCommit();
        [this] { QTRY_VERIFY(document().result().has_value()); }();
        return document().result()->outcome;
    }

    TransactionComposer composer;
};

bool hasMember(const json::Value& value, const json::Pointer& pointer)
{
    return json::resolve(value, pointer) != nullptr;
}

} // namespace

class TestTransactionComposer : public QObject
{
    Q_OBJECT

private slots:
    void committingTakesTheOpenEditorOver()
    {
        Page page;
        page.composer.activateWindow();
        JsonTreeView* tree = page.column("ann")->tree();
        tree->setFocus();
        tree->goTo(json::Pointer({"coins"}));
        tree->editValue();
        QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        QVERIFY(!page.button(u"transaction.commit"_s)->isEnabled());
        QTest::keyClicks(QApplication::focusWidget(), u"77"_s);
        QVERIFY(page.button(u"transaction.commit"_s)->isEnabled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_S, Qt::ControlModifier);
        CommitQuestion* question = nullptr; // the button's shortcut presses it for a moment first
        QTRY_VERIFY((question = page.composer.findChild<CommitQuestion*>()));
        QCOMPARE(page.part("ann")->value()["coins"].toInteger(), 77);
        QVERIFY(page.part("ann")->replace(json::Pointer({"coins"}), json::Value(78)));
        QTest::mouseClick(question->findChild<QPushButton*>(u"commit.confirm"_s), Qt::LeftButton);
        QVERIFY(page.document().phase() == Phase::Editing); // it was changed since it was shown
        QCOMPARE(page.stored("ann")["coins"].toInteger(), 10);
        QTRY_COMPARE(page.composer.findChildren<CommitQuestion*>().size(), 1); // asks again
        question = page.composer.findChild<CommitQuestion*>();
        QTest::mouseClick(question->findChild<QPushButton*>(u"commit.confirm"_s), Qt::LeftButton);
        QTRY_COMPARE(page.stored("ann")["coins"].toInteger(), 78);
    }

    void offersToGoOnWhereALockCannotBeTaken()
    {
        Page page;
        QVERIFY(page.part("ann")->replace(json::Pointer({"coins"}), json::Value(8)));
        QVERIFY(page.part("bob")->replace(json::Pointer({"coins"}), json::Value(7)));
        test::refuseLocks(*page.universe);
        const auto press = [&page](const QString& text) {
            QPushButton* button = nullptr;
            QTRY_VERIFY2((button = page.choice(text)), qPrintable(page.composer.message()));
            QTest::mouseClick(button, Qt::LeftButton);
        };
        page.confirmCommit();
        QTRY_VERIFY2(page.composer.message().contains(u"no access"_s),
                     qPrintable(page.composer.message()));
        press(u"Keep trying"_s);
        QCOMPARE(page.document().phase(), Phase::Committing);
        press(u"Stop trying"_s);
        QTRY_VERIFY(page.composer.message().contains(u"You have stopped it"_s));
        QCOMPARE(page.stored("ann")["coins"].toInteger(), 10);
        test::refuseLocks(*page.universe, 1);
        press(u"Keep trying"_s);
        QTRY_COMPARE(page.stored("ann")["coins"].toInteger(), 8);
        QTRY_COMPARE(page.stored("bob")["coins"].toInteger(), 7);
        QTRY_VERIFY(page.composer.message().contains(u"ommitted"_s));
    }

    void takesKeysOfOneLyraStore()
    {
        Page page;
        QCOMPARE(page.composer.columns().size(), std::size_t(2));
        using Added = TransactionDocument::Added;
        using Kind = store::KeyAddress::Kind;
        QVERIFY(page.document().add(Page::player("ann")) == Added::AlreadyThere);
        QVERIFY(page.document().add({Kind::Lyra, "Guild", "g"}) == Added::OtherStore);
        QVERIFY(page.document().add({Kind::Plain, "Player", "p"}) == Added::NotLyra);
        page.document().remove(page.part("bob"));
        QCOMPARE(page.composer.columns().size(), std::size_t(1));
    }

    void takesADraggedKey()
    {
        Page page;
        page.put("eve", "{}");
        const auto mime = keyMime(Page::player("eve"));
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, mime.get(), Qt::LeftButton, {});
        QApplication::sendEvent(&page.composer, &enter);
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, mime.get(), Qt::LeftButton, {});
        QApplication::sendEvent(&page.composer, &drop);
        QVERIFY(page.part("eve"));
    }

    void movesByDropAsOneStep()
    {
        Page page;
        page.drop(sword, bag, {});
        QVERIFY(!hasMember(page.part("ann")->value(), sword));
        QVERIFY(hasMember(page.part("bob")->value(), sword));
        QCOMPARE(page.button(u"transaction.commit"_s)->text(), u"Commit changes to 2 keys"_s);
        page.document().undo();
        QCOMPARE(page.document().changedCount(), std::size_t(0));
        QVERIFY(!page.document().canUndo());
        page.document().redo();
        QCOMPARE(page.document().changedCount(), std::size_t(2));
        page.document().remove(page.part("bob"));
        page.document().undo();
        QVERIFY(hasMember(page.part("ann")->value(), sword));
    }

    void copiesAndSwapsByDrop()
    {
        Page page;
        page.drop(sword, bag, Qt::ControlModifier);
        QVERIFY(hasMember(page.part("ann")->value(), sword));
        QVERIFY(hasMember(page.part("bob")->value(), sword));
        const json::Pointer coins({"coins"});
        page.drop(coins, coins, Qt::ShiftModifier);
        QVERIFY(*json::resolve(page.part("ann")->value(), coins) == json::Value(5));
        QVERIFY(*json::resolve(page.part("bob")->value(), coins) == json::Value(10));
    }

    void movesByMenu()
    {
        Page page;
        page.column("ann")->tree()->goTo(sword);
        page.column("bob")->tree()->goTo(bag);
        const std::unique_ptr<QMenu> menu(page.composer.makeRowMenu(page.column("ann")));
        menu->findChild<QMenu*>(u"move"_s)->actions().front()->trigger();
        QVERIFY(hasMember(page.part("bob")->value(), sword));
    }

    void commits()
    {
        Page page;
        auto* lanes = page.composer.findChild<LaneModel*>();
        const QAbstractItemModelTester tester(lanes);
        page.drop(sword, bag, {});
        QVERIFY(page.commit() == store::CommitOutcome::Committed);
        QVERIFY(!hasMember(page.stored("ann"), sword));
        QVERIFY(hasMember(page.stored("bob"), sword));
        QCOMPARE(page.document().changedCount(), std::size_t(0));
        QCOMPARE(lanes->rowCount(), 3);
        QVERIFY(lanes->columnCount() > 6);
        QVERIFY(page.document().steps().back().kind == store::TransactionStep::Kind::Done);
    }

    void tellsOfConflicts()
    {
        Page page;
        const json::Pointer coins({"coins"});
        page.part("ann")->replace(coins, json::Value(1));
        page.part("bob")->replace(coins, json::Value(14));
        page.put("bob", R"({"coins":99,"bag":{}})");
        QVERIFY(page.commit() == store::CommitOutcome::NotReady);
        QVERIFY(!page.column("bob")->message().isEmpty());
        QVERIFY(page.column("ann")->message().isEmpty());
        QCOMPARE(page.document().changedCount(), std::size_t(2));
        auto* save = page.column("bob")->findChild<QPushButton*>(u"conflicts.save"_s);
        QVERIFY(!save->isEnabled()); // nothing is chosen beforehand
        QTest::mouseClick(page.column("bob")->findChild<QPushButton*>(u"conflicts.mine"_s),
                          Qt::LeftButton);
        QTest::mouseClick(save, Qt::LeftButton);
        QVERIFY(page.part("bob")->base() == parsed(R"({"coins":99,"bag":{}})"));
    }

    void tellsOfALockedKey()
    {
        Page page;
        page.drop(sword, bag, {});
        page.lock("bob");
        QVERIFY(page.commit() == store::CommitOutcome::NotReady);
        QVERIFY(page.column("bob")->message().contains(u"Locked"_s));
        QVERIFY(hasMember(page.part("bob")->value(), sword));
        QVERIFY(hasMember(page.stored("ann"), sword));
    }

    void crashesAndShowsWhatReadersGet()
    {
        Page page;
        page.drop(sword, bag, {});
        page.composer.findChild<QCheckBox*>(u"transaction.stepwise"_s)->setChecked(true);
        page.confirmCommit();
        using Kind = store::TransactionStep::Kind;
        QTRY_COMPARE(page.document().phase(), Phase::Paused);
        for (int i = 0; i < 20 && page.document().steps().back().kind != Kind::RecordWritten; ++i) {
            page.press(u"transaction.continue"_s);
            QTRY_COMPARE(page.document().phase(), Phase::Paused);
        }
        page.press(u"transaction.crash"_s);
        QTRY_COMPARE(page.document().readers().size(), std::size_t(2));
        QVERIFY(page.document().result()->outcome == store::CommitOutcome::Crashed);
        auto* model = page.composer.findChild<ReaderModel*>();
        const QAbstractItemModelTester tester(model);
        for (int row = 0; row < 2; ++row) {
            QCOMPARE(model->index(row, ReaderModel::VerdictColumn).data().toString(),
                     u"The data before"_s);
            QVERIFY(model->index(row, ReaderModel::BeforeColumn).data()
                    != model->index(row, ReaderModel::AfterColumn).data());
        }
        QVERIFY(hasMember(page.stored("ann"), sword));
        QCOMPARE(page.document().changedCount(), std::size_t(2));
    }
};

PLECTRUM_UI_TEST(TestTransactionComposer)

} // namespace tst_transaction_composer

#include "tst_transaction_composer.moc"
