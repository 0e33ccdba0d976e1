// SPDX-License-Identifier: MIT
// What the program remembers between runs, typed; passed to whoever needs it. No secrets.
#pragma once

#include "datastore/universe.h"
#include "documents/connect/connection.h"
#include "documents/game/game_spec.h"
#include "editing/record_access.h"
#include "ui/settings/appearance.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <map>
#include <string>
#include <vector>

namespace plectrum::ui {

class Settings
{
public:
    /// The user's own, as the system keeps them; application and organisation names must be set.
    Settings();
    /// Those in this INI file.
    explicit Settings(const QString& file);

    /// Writes what is new to where it is kept, now.
    void sync() { m_settings.sync(); }

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    QByteArray windowState() const; ///< docks and tool bars
    void setWindowState(const QByteArray& state);
    /// How the parts of a splitter share its room, by the splitter's object name; empty until set.
    QList<int> splitterSizes(const QString& name) const;
    void setSplitterSizes(const QString& name, const QList<int>& sizes);
    Appearance::Choice appearance() const;
    void setAppearance(Appearance::Choice choice);
    /// "en" or "de"; empty: as the system says.
    QString language() const;
    void setLanguage(const QString& language);
    /// Whether the simulation of a universe that has one shall run; true until set.
    bool isSimulationOn() const;
    void setSimulationOn(bool isOn);
    /// Newest first. Files may be gone since.
    std::vector<datastore::UniverseSpec> recentUniverses() const;
    /// Puts it first; keeps the last eight.
    void addRecentUniverse(const datastore::UniverseSpec& universe);
    /// The universe is not offered any more.
    void forgetRecentUniverse(const datastore::UniverseSpec& universe);
    /// Universes behind Open Cloud that were set up, newest first. Their keys are kept elsewhere.
    std::vector<documents::Connection> connections() const;
    /// Puts it first; takes the place of one to the same universe at the same address.
    void setConnection(const documents::Connection& connection);
    /// Also as a recent universe.
    void forgetConnection(const documents::Connection& connection);
    /// Newest first, of one universe.
    /// The records that were open when that universe was closed, in the order of their tabs.
    struct OpenRecords
    {
        std::vector<store::KeyAddress> addresses;
        std::size_t current = 0; ///< which of them was in front
    };
    OpenRecords openRecords(const QString& universe) const;
    void setOpenRecords(const QString& universe, const OpenRecords& open);
    std::vector<editing::StoreListing> recentStores(const QString& universe) const;
    /// Puts it first; keeps the last eight.
    void addRecentStore(const QString& universe, const editing::StoreListing& store);
    /// By which members the elements of arrays can be told apart, beside the usual ones; by store,
    /// of one universe. Only of stores that have some.
    QMap<QString, QStringList> elementMembers(const QString& universe) const;
    void setElementMembers(const QString& universe, const QString& store,
                           const QStringList& members);

    /// What was run in the console, oldest first; the last two hundred.
    QStringList consoleHistory() const;
    void setConsoleHistory(const QStringList& inputs);
    /// For classes that keep a group of their own there (KeyMemory).
    QSettings& store() { return m_settings; }
    /// The games' code that is bound to Lyra stores of one universe, by store.
    std::map<std::string, documents::GameSpec> games(const QString& universe) const;
    void setGames(const QString& universe, const std::map<std::string, documents::GameSpec>& games);
    /// Whether something was ever bound or unbound there: then a universe's own suggestion is none.
    bool hasGames(const QString& universe) const;

private:
    QSettings m_settings;
};

} // namespace plectrum::ui
