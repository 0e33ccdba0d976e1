// SPDX-License-Identifier: MIT
#include "ui/game/game_controller.h"

#include "ui/game/bind_dialog.h"
#include "ui/settings/settings.h"
#include "ui/shell/record_tabs.h"

#ifdef PLECTRUM_HAS_LUAU
#include "ui/migration/migration_lab_page.h"
#endif

#include <utility>

namespace plectrum::ui {

GameController::GameController(documents::Workspace& workspace, Settings& settings,
                               QString universe, QWidget* window)
    : QObject(window)
    , m_workspace(workspace)
    , m_settings(settings)
    , m_universe(std::move(universe))
    , m_window(window)
{
    restore();
    connect(&workspace.games(), &documents::GameBindings::bound, this, &GameController::keep);
}

void GameController::restore()
{
    const bool isRemembered = m_settings.hasGames(m_universe);
    for (const auto& [store, spec] :
         isRemembered ? m_settings.games(m_universe) : m_workspace.sampleGames())
        m_workspace.games().bind(store, spec);
}

void GameController::keep()
{
    m_settings.setGames(m_universe, m_workspace.games().specs());
}

void GameController::choose(const std::string& store)
{
    BindDialog::Start start;
    for (const editing::StoreListing& one : m_workspace.stores())
        if (one.kind == store::KeyAddress::Kind::Lyra)
            start.stores.append(QString::fromStdString(one.name));
    start.store = QString::fromStdString(store);
    if (start.store.isEmpty() && !start.stores.isEmpty())
        start.store = start.stores.front();
    if (const documents::GameBinding* bound = m_workspace.games().of(start.store.toStdString()))
        start.known = bound->spec();
    auto* dialog = new BindDialog(start, m_window);
    connect(dialog, &BindDialog::bindWanted, this,
            [this](const QString& chosen, const documents::GameSpec& spec) {
                m_workspace.games().bind(chosen.toStdString(), spec);
            });
    connect(dialog, &BindDialog::unbindWanted, this,
            [this](const QString& chosen) { m_workspace.games().unbind(chosen.toStdString()); });
    dialog->open();
}

void GameController::reload(const std::string& store)
{
    if (documents::GameBinding* bound = m_workspace.games().of(store))
        bound->reload();
}

#ifdef PLECTRUM_HAS_LUAU

void GameController::openLab(RecordTabs* tabs, const std::string& store)
{
    MigrationLabPage* page = nullptr;
    for (int i = 0; i < tabs->count() && !page; ++i)
        if ((page = qobject_cast<MigrationLabPage*>(tabs->widget(i))))
            tabs->setCurrentIndex(i);
    if (!page) {
        page = new MigrationLabPage(m_workspace, tabs);
        connect(page, &MigrationLabPage::gameWanted, this, &GameController::choose);
        connect(page, &MigrationLabPage::recordWanted, &m_workspace,
                [this](const std::string& of, const std::string& key) {
                    m_workspace.openRecord(
                        {.kind = store::KeyAddress::Kind::Lyra, .store = of, .key = key});
                });
        tabs->addPage(page, tr("Migration lab"));
    }
    // Rather a store whose code is known.
    const auto bound = m_workspace.games().specs();
    if (!bound.empty() && !bound.contains(store))
        page->setStore(page->document().store().empty() ? bound.begin()->first
                                                        : page->document().store());
    else
        page->setStore(store);
    page->setFocus();
}

#else

void GameController::openLab(RecordTabs*, const std::string&)
{
}

#endif

} // namespace plectrum::ui

#include "moc_game_controller.cpp"
