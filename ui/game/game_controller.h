// SPDX-License-Identifier: MIT
// The game code of a window's stores: asks for it, remembers it in the settings, binds what was
// remembered.
#pragma once

#include "documents/game/game_spec.h"
#include "documents/workspace.h"

#include <QObject>
#include <QString>

#include <string>

class QWidget;

namespace plectrum::ui {

class RecordTabs;
class Settings;

class GameController final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it; `universe`: what its settings are kept under. Binds what is remembered,
    /// or what the universe comes with.
    GameController(documents::Workspace& workspace, Settings& settings, QString universe,
                   QWidget* window);

    /// Asks for the code of a store; empty: the user chooses which.
    void choose(const std::string& store);
    void reload(const std::string& store);
    /// Goes to the migration lab; with a store that one is tried, else what it has.
    void openLab(RecordTabs* tabs, const std::string& store);

private:
    void restore();
    void keep();

    documents::Workspace& m_workspace;
    Settings& m_settings;
    QString m_universe;
    QWidget* m_window;
};

} // namespace plectrum::ui
