// SPDX-License-Identifier: MIT
// The window: docks, tabs, menus and tool bar, geometry. It collects actions and carries requests
// to the workspace; it decides nothing about data.
#pragma once

#include "documents/workspace.h"
#include "ui/appearance.h"
#include "ui/settings.h"
#include "ui/shell/splitter_memory.h"

#include <QMainWindow>
#include <QPointer>

class QActionGroup;
class QDockWidget;
class QMenu;
class QStackedWidget;
class QToolBar;

namespace plectrum::ui {

class ActivityPanel;
class KeyBrowser;
class RecordPanel;
class RecordTabs;
class UniverseChooser;
class UnsavedQuestion;
class TransactionPages;
class WindowActions;
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
    void makeToolBar();
    void makeMenus();
    void makeAppearanceMenu(QMenu* view);
    void connectActions();
    void connectWorkspace();
    void connectSimulation();
    void connectProduction();
    void toggleProduction();
    void restoreLayout();
    void keepLayout();

    void showPanel(RecordPanel* panel);
    void fillRecordMenus(RecordPanel* panel);
    void fillToolBar(RecordPanel* panel);
    void fillRecentStores();
    void showTitle();
    void showOperations(bool isShown);
    void showAbout();
    void showShortcuts();

    void goToKey();
    void focusBrowser();
    void showActivity(void (ActivityPanel::*tab)());
    void focusRecord();
    void keepOpen();
    void noteStore(const editing::StoreListing& store);
    QString settingsName() const;
    void identifyElements(const std::string& store, const QStringList& members);
    void askForElements(const editing::StoreListing& store);
    void closeCurrent();
    void closeAll();
    void requestClose(documents::RecordDocument* document);
    void requestClosePage(QWidget* page);
    /// Takes over what is typed in them, asks for what is not saved, then closes them all.
    void closeTabs(const std::vector<documents::RecordDocument*>& documents,
                   const std::vector<QWidget*>& pages, void (MainWindow::*then)());
    bool commitEditsOf(const std::vector<documents::RecordDocument*>& documents,
                         const std::vector<QWidget*>& pages);
    void closeNow(const std::vector<documents::RecordDocument*>& documents,
                  const std::vector<QWidget*>& pages, documents::DraftFate fate);
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
    RecordTabs* m_tabs = nullptr;
    TransactionPages* m_transactions = nullptr;
    QStackedWidget* m_centre = nullptr;
    WindowStatus* m_status = nullptr;
    QToolBar* m_toolBar = nullptr;
    QMenu* m_editMenu = nullptr;
    QMenu* m_recordMenu = nullptr;
    QMenu* m_recentMenu = nullptr;
    UniverseChooser* m_universes;
    QPointer<UnsavedQuestion> m_question;
    bool m_isShutDown = false;
    bool m_isClosing = false;
    SplitterMemory m_splitters;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::ui
