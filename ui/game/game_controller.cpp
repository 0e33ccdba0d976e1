// SPDX-License-Identifier: MIT
#include "ui/game/game_controller.h"

#include "ui/game/bind_dialog.h"
#include "ui/settings/settings.h"

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

} // namespace plectrum::ui

#include "moc_game_controller.cpp"
