// SPDX-License-Identifier: MIT
// No key means two things at once: with the focus on each widget that can have it, in each state of
// the window, every shortcut belongs to one enabled action at most.
#include "player_window.h"
#include "support/test.h"
#include "ui/record/json_tree_view.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSet>

namespace tst_shortcuts {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

namespace {

/// As Qt decides it for the focus widget; a menu's action counts with the window.
bool isHeard(const QAction* action, const QWidget* focus)
{
    const auto isOf = [&](const QObject* object) {
        const auto* widget = qobject_cast<const QWidget*>(object);
        if (!widget || qobject_cast<const QMenu*>(widget))
            return action->shortcutContext() == Qt::WindowShortcut
                || action->shortcutContext() == Qt::ApplicationShortcut;
        switch (action->shortcutContext()) {
        case Qt::WidgetShortcut:
            return widget == focus;
        case Qt::WidgetWithChildrenShortcut:
            return widget == focus || widget->isAncestorOf(focus);
        default:
            return true;
        }
    };
    return action->isEnabled() && std::ranges::any_of(action->associatedObjects(), isOf);
}

/// "KEY: one and another, focus on WIDGET" for each clash.
QStringList clashesIn(QWidget* window)
{
    QSet<QAction*> actions;
    QWidgetList widgets = window->findChildren<QWidget*>();
    widgets.append(window);
    for (const QWidget* widget : std::as_const(widgets))
        for (QAction* action : widget->actions())
            if (!action->shortcuts().isEmpty())
                actions.insert(action);
    QStringList clashes;
    for (const QWidget* focus : std::as_const(widgets)) {
        if (focus->focusPolicy() == Qt::NoFocus || !focus->isVisible() || !focus->isEnabled())
            continue;
        QMap<QKeySequence, const QAction*> taken;
        for (const QAction* action : std::as_const(actions)) {
            if (!isHeard(action, focus))
                continue;
            for (const QKeySequence& key : action->shortcuts()) {
                if (key.isEmpty())
                    continue;
                if (const QAction* other = taken.value(key)) {
                    clashes.append(u"%1: %2 and %3, focus on %4 %5"_s.arg(
                        key.toString(), action->objectName(), other->objectName(),
                        QString::fromLatin1(focus->metaObject()->className()),
                        focus->objectName()));
                }
                taken.insert(key, action);
            }
        }
    }
    return clashes;
}

} // namespace

class TestShortcuts final : public QObject
{
    Q_OBJECT

private slots:
    void noTwoActionsShareOne()
    {
        World world;
        QTRY_COMPARE(world.keys()->rowCount(), 256);
        expectNone(world, u"start");
        for (const QString& dock : {u"view.tasks"_s, u"view.journal"_s, u"view.log"_s}) {
            world.action(dock)->trigger();
            expectNone(world, dock);
        }
        world.click(1);
        QTRY_VERIFY(isReady(world.workspace->currentDocument()));
        expectNone(world, u"a record");
        world.action(u"view.text"_s)->trigger();
        expectNone(world, u"a record as text");
        QVERIFY(world.workspace->currentDocument()->replace(json::Pointer(), json::Value(5)));
        expectNone(world, u"an edited record");
        world.action(u"file.newTransaction"_s)->trigger();
        expectNone(world, u"a transaction");
        world.action(u"file.unfinished"_s)->trigger();
        expectNone(world, u"unfinished transactions");
    }

    /// Both did nothing once, for each meant two things.
    void theyWork()
    {
        World world;
        QTRY_COMPARE(world.keys()->rowCount(), 256);
        world.click(1);
        QTRY_VERIFY(isReady(world.workspace->currentDocument()));
        auto* tree = world.window->findChild<JsonTreeView*>();
        QVERIFY(tree);
        tree->setFocus();
        const bool isText = world.action(u"view.text"_s)->isChecked();
        QTest::keyClick(tree, Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(world.action(u"view.text"_s)->isChecked(), !isText);
        QTest::keyClick(tree, Qt::Key_T, Qt::ControlModifier);
        QTRY_COMPARE(world.tabs()->count(), 2);
    }

private:
    static void expectNone(const World& world, QStringView state)
    {
        QApplication::processEvents();
        const QStringList clashes = clashesIn(world.window.get());
        QVERIFY2(clashes.isEmpty(), qPrintable(state.toString() + u'\n' + clashes.join(u'\n')));
    }
};

PLECTRUM_UI_TEST(TestShortcuts)

} // namespace tst_shortcuts

#include "tst_shortcuts.moc"
