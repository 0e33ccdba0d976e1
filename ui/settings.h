// SPDX-License-Identifier: MIT
// What the program remembers between runs, typed; passed to whoever needs it. No secrets.
#pragma once

#include "datastore/universe.h"
#include "store/record_access.h"
#include "ui/appearance.h"

#include <QByteArray>
#include <QSettings>
#include <QString>

#include <vector>

namespace plectrum::ui {

class Settings
{
public:
    /// The user's own, as the system keeps them; application and organisation names must be set.
    Settings();
    /// Those in this INI file.
    explicit Settings(const QString& file);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    QByteArray windowState() const; ///< docks and tool bars
    void setWindowState(const QByteArray& state);
    Appearance::Choice appearance() const;
    void setAppearance(Appearance::Choice choice);
    /// Whether the simulation of a universe that has one shall run; true until set.
    bool isSimulationOn() const;
    void setSimulationOn(bool isOn);
    /// Newest first. Files may be gone since.
    std::vector<datastore::UniverseSpec> recentUniverses() const;
    /// Puts it first; keeps the last eight.
    void addRecentUniverse(const datastore::UniverseSpec& universe);
    /// Newest first, of one universe.
    std::vector<store::StoreListing> recentStores(const QString& universe) const;
    /// Puts it first; keeps the last eight.
    void addRecentStore(const QString& universe, const store::StoreListing& store);

private:
    QSettings m_settings;
};

} // namespace plectrum::ui
