// SPDX-License-Identifier: MIT
// The window: docks, tabs, menus and tool bar, geometry. It collects actions and carries requests
// to the workspace; it decides nothing about data.
#pragma once

#include "documents/console/console_document.h"
#include "documents/workspace.h"
#include "ui/activity/activity_panel.h"
#include "ui/settings/appearance.h"
#include "ui/settings/key_memory.h"
#include "ui/settings/settings.h"
#include "ui/settings/splitter_memory.h"

#include <QMainWindow>

#include <map>
#include <string>
#include <vector>

class QDockWidget;
class QStackedWidget;

namespace plectrum::ui {

class ConsolePanel;
class GameController;
class KeyBrowser;
class KeyExport;
class KeyCommands;
class MessageBar;
class RecordPanel;
class RecordTabs;
class UniverseChooser;
class TabCloser;
class TransactionPages;
class WindowActions;
class WindowMenus;
class WindowStatus;

class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// All of them must outlive the window. Lists the stores.
    MainWindow(documents::Workspace& workspace, Settings& settings, Appearance& appearance,
               QWidget* parent = nullptr);
    ~MainWindow() override;

    KeyBrowser* keyBrowser() const;
    RecordTabs* recordTabs() const;
    documents::ConsoleDocument* console() const { return m_console; }
    /// Whoever can open universes listens to it.
    UniverseChooser* universes() const;

signals:
    /// This window closes, and all others shall, too.
    void quitRequested();
    /// It was closed, and nothing runs in the workspace any more.
    void closed();

protected:
    /// Asks for what is unsaved, then waits for what runs, and only then closes.
    void closeEvent(QCloseEvent* event) override;

private:
    void makeDocks();
    void makeCentre();
    void connectActions();
    void connectGames();
    void checkGames();
    std::string gameStore() const;
    void connectWorkspace();
    void connectSimulation();
    void connectProduction();
    void toggleProduction();
    void restoreLayout();
    void keepLayout();
    void keepOpenRecords();
    void reopenRecords();

    void showPanel(RecordPanel* panel);
    void showTitle();
    void showOperations(bool isShown);
    void showAbout();
    void showPalette();
    void showShortcuts();

    void goToKey();
    void compare();
    void focusBrowser();
    void toggleActivity(ActivityPanel::Page page);
    void checkActivity();
    void makeConsole();
    void toggleConsole();
    void openConsole(const editing::StoreListing& store);
    std::map<std::string, std::vector<std::string>> knownKeys() const;
    void focusRecord();
    void keepOpen();
    void noteStore(const editing::StoreListing& store);
    QString settingsName() const;
    void identifyElements(const std::string& store, const QStringList& members);
    void askForElements(const editing::StoreListing& store);
    void startShutDown();
    async::Task<void> shutDown();

    documents::Workspace& m_workspace;
    Settings& m_settings;
    Appearance& m_appearance;
    WindowActions* m_actions;
    KeyBrowser* m_browser = nullptr;
    QDockWidget* m_browserDock = nullptr;
    QDockWidget* m_taskDock = nullptr;
    QDockWidget* m_activityDock = nullptr;
    ActivityPanel* m_activity = nullptr;
    documents::ConsoleDocument* m_console = nullptr;
    ConsolePanel* m_consolePanel = nullptr;
    QDockWidget* m_consoleDock = nullptr;
    RecordTabs* m_tabs = nullptr;
    TransactionPages* m_transactions = nullptr;
    QStackedWidget* m_centre = nullptr;
    WindowStatus* m_status = nullptr;
    WindowMenus* m_menus = nullptr;
    TabCloser* m_closer = nullptr;
    KeyCommands* m_keys = nullptr;
    KeyExport* m_export = nullptr;
    MessageBar* m_message = nullptr; ///< of what was done to whole keys and files
    GameController* m_games = nullptr;
    UniverseChooser* m_universes;
    bool m_isShutDown = false;
    bool m_isClosing = false;
    SplitterMemory m_splitters;
    KeyMemory m_keyMemory;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::ui
