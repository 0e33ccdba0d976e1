// SPDX-License-Identifier: MIT
// Asks which universe to open: a file, a new file, the demo, one of the last ones. It only makes
// the description; whoever listens opens it, and tells here when that failed.
#pragma once

#include "async/task_owner.h"
#include "datastore/universe.h"
#include "documents/connect/cloud_desk.h"
#include "ui/settings/settings.h"

#include <QObject>
#include <QString>

#include <functional>

class QMenu;
class QWidget;

namespace plectrum::ui {

class UniverseChooser final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it; the dialogs belong to `window`.
    UniverseChooser(Settings& settings, QWidget* window);

    void chooseFile();
    void chooseNewFile();
    void chooseDemo();
    /// From now on universes behind Open Cloud can be set up; it must outlive this and its dialogs.
    void setDesk(documents::CloudDesk& desk);
    bool canConnect() const { return m_desk; }
    /// Sets one up, or changes one that is known; opens it when that is done.
    void chooseCloud(const documents::Connection& known = {});
    /// The last universes, newest first; files that are gone are left out.
    void fillRecent(QMenu* menu);
    /// Those that were set up: to open, change, copy, remove, export.
    void fillConnections(QMenu* menu);
    /// A menu for each connection, whose first action opens it. The caller owns them.
    QList<QMenu*> connectionMenus();
    /// Says why a universe could not be opened. The window stays as it is.
    void showFailure(const QString& title, const QString& why);

signals:
    void openRequested(const plectrum::datastore::UniverseSpec& spec);
    /// The file shall be made; it must not be there yet.
    void newRequested(const plectrum::datastore::UniverseSpec& spec);
    void connectionsChanged();

private:
    Settings& m_settings;
    QWidget* m_window;
    documents::CloudDesk* m_desk = nullptr;
    async::TaskOwner m_tasks;

    void apply(const documents::Connection& connection);
    void forget(const documents::Connection& connection);
    QMenu* makeConnectionMenu(const documents::Connection& connection, QMenu* parent);
    void askToRemove(const documents::Connection& connection);
    struct Removal
    {
        QString text;
        QString consequence;
        QString confirm; ///< on the button
    };
    void confirmRemoval(const Removal& removal, const std::function<void()>& confirmed);
    async::Task<void> remove(documents::Connection connection, std::stop_token stop);
    void chooseExport();
    void exportTo(const QString& path);
    QString nameOf(const datastore::UniverseSpec& spec) const;
};

} // namespace plectrum::ui
