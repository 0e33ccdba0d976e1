// SPDX-License-Identifier: MIT
// The windows that are open, one for each universe. Opens what a window asks for; when that fails
// the window says why and all stay as they are.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "async/task_owner.h"
#include "backends/open_universe.h"
#include "datastore/universe.h"
#include "journal/journal_file.h"
#include "plectrum/key_desk.h"
#include "plectrum/raise_request.h"
#include "secrets/key_ring.h"
#include "ui/main_window.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <exception>
#include <memory>
#include <vector>

namespace plectrum::app {

/// One universe with the window on it. Members go in the right order: the window first.
struct OpenWindow
{
    QString identity; ///< the file or what names the universe, to know it again
    std::unique_ptr<documents::Workspace> workspace;
    std::unique_ptr<ui::MainWindow> window;
    std::unique_ptr<RaiseListener> raising; ///< of a universe in a file
};

class Windows final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the windows.
    Windows(async::Clock& clock, async::Random& random, async::Executor& executor,
            ui::Settings& settings, ui::Appearance& appearance);
    ~Windows() override;

    /// A window on that universe, not shown yet; the one there is when it is open already. Lives
    /// until it is closed. Throws datastore::Error.
    OpenWindow& open(const datastore::UniverseSpec& spec);
    /// True when another program has that universe open and has raised its window.
    static bool raiseElsewhere(const datastore::UniverseSpec& spec);
    /// A window without a universe, which says why that one could not be opened and what else can.
    OpenWindow& openInsteadOf(const datastore::UniverseSpec& spec, const std::exception_ptr& why);
    /// Keeps edits and enters writes of all windows there that are opened from now on; it must
    /// outlive the windows.
    void setJournalFile(journal::JournalFile& journalFile) { m_journalFile = &journalFile; }
    /// From now on no simulation is started, whatever the settings say.
    void disableSimulation() { m_isStill = true; }
    /// Starts the simulation of a window's universe when there is one and the settings say so.
    void startSimulation(const OpenWindow& window);
    std::size_t count() const { return m_open.size(); }

private:
    OpenWindow& add(const datastore::UniverseSpec& spec, OpenUniverse open);
    void listen(ui::MainWindow* window);
    QList<documents::Workspace*> workspaces() const;
    void openFor(ui::MainWindow* asking, const datastore::UniverseSpec& spec);
    OpenWindow* find(const datastore::UniverseSpec& spec) const;
    async::Task<void> openCloud(QPointer<ui::MainWindow> asking, datastore::UniverseSpec spec,
                                std::stop_token stop);
    QString nameOf(const datastore::UniverseSpec& spec) const;
    static QString userNameCacheFile(const datastore::CloudSpec& spec);
    void makeFor(ui::MainWindow* asking, const datastore::UniverseSpec& spec);
    void closeAll();
    void forget(ui::MainWindow* window);

    async::Clock& m_clock;
    async::Random& m_random;
    async::Executor& m_executor;
    ui::Settings& m_settings;
    ui::Appearance& m_appearance;
    std::vector<std::unique_ptr<OpenWindow>> m_open;
    journal::JournalFile* m_journalFile = nullptr;
    secrets::KeyRing m_keys;
    KeyDesk m_desk{m_keys};
    async::TaskOwner m_tasks;
    bool m_isStill = false;
};

} // namespace plectrum::app
