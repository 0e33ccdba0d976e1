// SPDX-License-Identifier: MIT
// The dialog that binds a game's code to a store, reached from the window; what it shows of code
// that loads, that fails, and that creates its store only when it is called.
#include "documents/game/game_binding.h"
#include "game_files.h"
#include "player_window.h"
#include "ui/game/bind_dialog.h"
#include "ui/widgets/source_view.h"

#include <QComboBox>
#include <QListView>
#include <QTreeWidget>

namespace tst_bind_dialog {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;

class TestBindDialog : public QObject
{
    Q_OBJECT

private:
    template <typename Part>
    static Part* part(const QWidget* dialog, const char* name)
    {
        auto* found = dialog->findChild<Part*>(QLatin1StringView(name));
        if (!found)
            qFatal("no part %s", name);
        return found;
    }
    static QString state(const QWidget* dialog)
    {
        return part<QLabel>(dialog, "bind.state")->text();
    }
    static BindDialog* openIn(World& world)
    {
        world.action(u"game.bind"_s)->trigger();
        return world.window->findChild<BindDialog*>();
    }

private slots:
    void bindsAndUnbindsTheChosenStore()
    {
        GameFiles files;
        files.write(u"game.luau"_s, GameFiles::game());
        World world(3);
        QTRY_VERIFY(world.window->keyBrowser()->currentStore().has_value());
        BindDialog* dialog = openIn(world);
        QVERIFY(dialog);
        QCOMPARE(part<QComboBox>(dialog, "bind.store")->currentText(), u"players"_s);
        QVERIFY(!part<QPushButton>(dialog, "bind.bind")->isEnabled());
        QTest::keyClicks(part<QLineEdit>(dialog, "bind.file"), files.path(u"game.luau"_s));
        QTRY_COMPARE(state(dialog), u"It loads and creates 1 store(s)."_s);
        QCOMPARE(part<QTreeWidget>(dialog, "bind.findings")->topLevelItem(0)->text(1),
                 u"players"_s);
        QTest::mouseClick(part<QPushButton>(dialog, "bind.bind"), Qt::LeftButton);
        QTRY_VERIFY(world.workspace->games().of("players"));
        QCOMPARE(world.settings.games(world.workspace->universeTitle()).size(), std::size_t(1));
        auto* stores = world.window->findChild<QListView*>(u"storeList"_s);
        const QModelIndex row = stores->currentIndex();
        QTRY_COMPARE(row.data(Qt::ToolTipRole).toString(), u"Game code game.luau: loaded"_s);

        QTRY_VERIFY(!world.window->findChild<BindDialog*>());
        dialog = openIn(world);
        QCOMPARE(part<QLineEdit>(dialog, "bind.file")->text(), files.path(u"game.luau"_s));
        QTest::mouseClick(part<QPushButton>(dialog, "bind.unbind"), Qt::LeftButton);
        QVERIFY(!world.workspace->games().of("players"));
        QVERIFY(world.settings.games(world.workspace->universeTitle()).empty());
    }

    void showsTheLineThatFails()
    {
        GameFiles files;
        files.write(u"game.luau"_s, "local a = 1\nlocal b = a.b.c\nreturn {}");
        BindDialog dialog({.stores = {u"players"_s}, .store = u"players"_s, .known = files.spec()});
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        QTRY_VERIFY(state(&dialog).startsWith(u"game.luau:2: "));
        const auto* source = part<SourceView>(&dialog, "bind.source");
        QVERIFY(source->isVisible());
        QCOMPARE(source->markedLine(), 2);
        QVERIFY(source->toPlainText().contains(u"a.b.c"));
    }

    void offersWhatCreatesTheStore()
    {
        GameFiles files;
        files.write(u"game.luau"_s,
                    "local Lyra = require('Lyra')\nlocal Service = {}\nfunction Service.new()\n"
                    "return Lyra.createStore({name = 'Other', template = {}, schema = function() "
                    "return true end})\n"
                    "end\nreturn Service");
        BindDialog dialog({.stores = {u"players"_s}, .store = u"players"_s, .known = files.spec()});
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto* findings = part<QTreeWidget>(&dialog, "bind.findings");
        QTRY_COMPARE(findings->topLevelItemCount(), 1);
        emit findings->itemActivated(findings->topLevelItem(0), 0);
        QCOMPARE(part<QLineEdit>(&dialog, "bind.call")->text(), findings->topLevelItem(0)->text(1));
        QTRY_VERIFY2(state(&dialog).contains(u"None of them is called players"),
                     qPrintable(state(&dialog)));
        QSignalSpy wanted(&dialog, &BindDialog::bindWanted);
        QTest::mouseClick(part<QPushButton>(&dialog, "bind.bind"), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        const auto spec = wanted.front().at(1).value<documents::GameSpec>();
        QCOMPARE(spec.codeStore, std::string("Other"));
        QVERIFY(spec.call.find("new()") != std::string::npos);
    }
};

PLECTRUM_UI_TEST(TestBindDialog)

} // namespace tst_bind_dialog

#include "tst_bind_dialog.moc"
