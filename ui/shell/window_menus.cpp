// SPDX-License-Identifier: MIT
#include "ui/shell/window_menus.h"

#include "documents/basics/visible_name.h"
#include "ui/keys/key_browser.h"
#include "ui/record/record_panel.h"
#include "ui/settings/appearance.h"
#include "ui/settings/settings.h"
#include "ui/universe/universe_chooser.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/window_actions.h"

#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

const ActionRow& rowOf(const QAction* action)
{
    return actionRow(QLatin1StringView(action->objectName().toLatin1()));
}

/// Puts the actions into a menu in their order, with a line between groups; those that change the
/// type are a menu of their own.
void fillMenu(QMenu* menu, const QList<QAction*>& actions)
{
    int group = 0;
    QMenu* types = nullptr;
    for (QAction* action : actions) {
        const ActionRow& row = rowOf(action);
        if (!menu->isEmpty() && group != row.group)
            menu->addSeparator();
        group = row.group;
        if (row.menu != ActionMenu::ChangeType) {
            menu->addAction(action);
            continue;
        }
        if (!types)
            types = menu->addMenu(WindowMenus::tr("Change &Type"));
        types->addAction(action);
        types->menuAction()->setEnabled(action->isEnabled());
        QObject::connect(action, &QAction::enabledChanged, types->menuAction(),
                         &QAction::setEnabled);
    }
}

} // namespace

WindowMenus::WindowMenus(QMainWindow* window, WindowActions* actions, KeyBrowser* browser,
                         UniverseChooser* universes, WindowChoices choices)
    : QObject(window)
    , m_window(window)
    , m_actions(actions)
    , m_browser(browser)
    , m_universes(universes)
    , m_choices(std::move(choices))
{
    makeToolBar();
    makeMenus();
    fillRecentStores();
    showPanel(nullptr);
}

void WindowMenus::makeToolBar()
{
    m_toolBar = m_window->addToolBar(tr("Tools"));
    m_toolBar->setObjectName(u"toolBar"_s);
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({16, 16});
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
}

void WindowMenus::makeMenus()
{
    QMenuBar* bar = m_window->menuBar();
    QMenu* file = bar->addMenu(tr("&File"));
    for (const auto name : {"file.openUniverse"_L1, "file.newUniverse"_L1})
        file->addAction(m_actions->at(name));
    QMenu* universes = file->addMenu(icon(u"history"_s), tr("Recent &Universes"));
    connect(universes, &QMenu::aboutToShow, m_universes,
            [this, universes] { m_universes->fillRecent(universes); });
    file->addAction(m_actions->at("file.openDemo"_L1));
    file->addSeparator();
    file->addAction(m_actions->at("file.connect"_L1));
    QMenu* connections = file->addMenu(icon(u"server"_s), tr("Co&nnections"));
    connect(connections, &QMenu::aboutToShow, m_universes,
            [this, connections] { m_universes->fillConnections(connections); });
    file->addAction(m_actions->at("file.production"_L1));
    file->addSeparator();
    file->addAction(m_actions->at("file.goToKey"_L1));
    file->addAction(m_actions->at("file.reloadStores"_L1));
    for (const auto name : {"file.import"_L1, "file.export"_L1, "file.exportStore"_L1})
        file->addAction(m_actions->at(name));
    m_recentMenu = file->addMenu(icon(u"history"_s), tr("Recent &Stores"));
    file->addAction(m_actions->at("file.simulation"_L1));
    file->addSeparator();
    file->addAction(m_actions->at("file.newTransaction"_L1));
    file->addAction(m_actions->at("file.unfinished"_L1));
    file->addSeparator();
    file->addAction(m_actions->at("file.closeTab"_L1));
    file->addAction(m_actions->at("file.closeAll"_L1));
    file->addSeparator();
    file->addAction(m_actions->at("file.quit"_L1));
    m_editMenu = bar->addMenu(tr("&Edit"));
    m_recordMenu = bar->addMenu(tr("&Record"));
    QMenu* game = bar->addMenu(tr("&Game"));
    for (const auto name : {"game.lab"_L1, "game.bind"_L1, "game.reload"_L1})
        game->addAction(m_actions->at(name));
    QMenu* view = bar->addMenu(tr("&View"));
    for (const auto name : {"view.keyBrowser"_L1, "view.tasks"_L1, "view.journal"_L1, "view.log"_L1,
                            "view.console"_L1})
        view->addAction(m_actions->at(name));
    makeAppearanceMenu(view);
    makeLanguageMenu(view);
    view->addSeparator();
    QMenu* keys = view->addMenu(icon(u"key"_s), tr("K&eys"));
    keys->addActions(m_browser->browserActions());
    view->addSeparator();
    for (const auto name :
         {"view.focusBrowser"_L1, "view.focusRecord"_L1, "view.nextTab"_L1, "view.previousTab"_L1,
          "view.nextPane"_L1, "view.previousPane"_L1, "view.keepOpen"_L1})
        view->addAction(m_actions->at(name));
    QMenu* help = bar->addMenu(tr("&Help"));
    help->addAction(m_actions->at("help.palette"_L1));
    help->addAction(m_actions->at("help.shortcuts"_L1));
    help->addAction(m_actions->at("help.about"_L1));
}

void WindowMenus::makeAppearanceMenu(QMenu* view)
{
    using enum Appearance::Choice;
    QMenu* menu = view->addMenu(icon(u"appearance"_s), tr("&Appearance"));
    auto* group = new QActionGroup(this);
    const std::array choices{std::pair(System, "view.appearanceSystem"_L1),
                             std::pair(Light, "view.appearanceLight"_L1),
                             std::pair(Dark, "view.appearanceDark"_L1)};
    for (const auto& [choice, name] : choices) {
        QAction* action = m_actions->at(name);
        menu->addAction(group->addAction(action));
        action->setChecked(m_choices.appearance.choice() == choice);
        connect(&m_choices.appearance, &Appearance::choiceChanged, action,
                [action, choice](Appearance::Choice now) { action->setChecked(now == choice); });
        connect(action, &QAction::triggered, this, [this, choice] {
            m_choices.appearance.setChoice(choice);
            m_choices.settings.setAppearance(choice);
        });
    }
}

/// The texts that stand in the window are not made anew: the next start has the language.
void WindowMenus::makeLanguageMenu(QMenu* view)
{
    QMenu* menu = view->addMenu(icon(u"language"_s), tr("&Language"));
    auto* group = new QActionGroup(this);
    const std::array choices{std::pair(u""_s, "view.languageSystem"_L1),
                             std::pair(u"en"_s, "view.languageEnglish"_L1),
                             std::pair(u"de"_s, "view.languageGerman"_L1)};
    for (const auto& [language, name] : choices) {
        QAction* action = m_actions->at(name);
        menu->addAction(group->addAction(action));
        action->setChecked(m_choices.settings.language() == language);
        connect(action, &QAction::triggered, this, [this, language] {
            m_choices.settings.setLanguage(language);
            emit said(tr("The language changes when Plectrum starts the next time."));
        });
    }
}

void WindowMenus::showPanel(RecordPanel* panel)
{
    fillRecordMenus(panel);
    fillToolBar(panel);
}

void WindowMenus::fillRecordMenus(RecordPanel* panel)
{
    m_editMenu->clear();
    m_recordMenu->clear();
    QList<QAction*> editing;
    QList<QAction*> others;
    if (panel)
        for (QAction* action : panel->recordActions())
            (rowOf(action).menu == ActionMenu::Edit ? editing : others).append(action);
    fillMenu(m_editMenu, editing);
    for (const auto name : {"record.new"_L1, "record.copyTo"_L1, "record.compare"_L1,
                            "record.delete"_L1, "record.undelete"_L1})
        m_recordMenu->addAction(m_actions->at(name));
    fillMenu(m_recordMenu, others);
    if (m_editMenu->isEmpty())
        m_editMenu->addAction(tr("No record open"))->setEnabled(false);
}

void WindowMenus::fillToolBar(RecordPanel* panel)
{
    m_toolBar->clear();
    QList<QAction*> actions{m_actions->at("file.goToKey"_L1)};
    if (panel)
        std::ranges::copy_if(panel->recordActions(), std::back_inserter(actions),
                             [](const QAction* action) { return rowOf(action).isOnToolBar; });
    int group = rowOf(actions.front()).group;
    for (QAction* action : std::as_const(actions)) {
        const ActionRow& row = rowOf(action);
        if (group != row.group)
            m_toolBar->addSeparator();
        group = row.group;
        m_toolBar->addAction(action);
        auto* button = qobject_cast<QToolButton*>(m_toolBar->widgetForAction(action));
        if (button && row.hasTextOnToolBar)
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
}

void WindowMenus::fillRecentStores()
{
    m_recentMenu->clear();
    for (const auto& store : m_choices.settings.recentStores(m_choices.universe)) {
        const bool isLyra = store.kind == store::KeyAddress::Kind::Lyra;
        QAction* action = m_recentMenu->addAction(icon(isLyra ? u"store"_s : u"table"_s),
                                                  documents::visibleName(store.name));
        connect(action, &QAction::triggered, m_browser,
                [this, store] { m_browser->setCurrentStore(store); });
    }
    m_recentMenu->setEnabled(!m_recentMenu->isEmpty());
}

} // namespace plectrum::ui

#include "moc_window_menus.cpp"
