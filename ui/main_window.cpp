// SPDX-License-Identifier: MIT
// The parts of the window and what connects them; nothing is decided here.
#include "ui/main_window.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/keys/key_list_model.h"
#include "ui/activity/activity_panel.h"
#include "ui/compare/compare_dialog.h"
#include "ui/console/console_panel.h"
#include "ui/files/key_export.h"
#include "ui/files/key_import.h"
#include "ui/game/game_controller.h"
#include "ui/keys/element_names_dialog.h"
#include "ui/keys/key_browser.h"
#include "ui/keys/key_commands.h"
#include "ui/record/record_panel.h"
#include "ui/shell/go_to_key_dialog.h"
#include "ui/shell/journal_notice.h"
#include "ui/shell/palette_entries.h"
#include "ui/shell/pane_focus.h"
#include "ui/shell/production_chip.h"
#include "ui/shell/record_tabs.h"
#include "ui/shell/shortcuts_dialog.h"
#include "ui/shell/tab_closer.h"
#include "ui/shell/transaction_pages.h"
#include "ui/shell/unlock_dialog.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/window_menus.h"
#include "ui/shell/window_status.h"
#include "ui/universe/universe_chooser.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/window_actions.h"
#include "ui/work/operations_panel.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QDockWidget>
#include <QLabel>
#include <QMessageBox>
#include <QScreen>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize defaultSize{1280, 800};
constexpr int browserWidth = 280;
constexpr int activityHeight = 280;
/// Raised when docks or tool bars are no longer those of an older version.
constexpr int layoutVersion = 1;

/// The browser's title: the universe, and the button that reads its stores again.
QWidget* makeUniverseTitle(const QString& universe, QAction* reload, QWidget* parent)
{
    auto* bar = new QWidget(parent);
    auto* picture = new IconLabel(u"database"_s, bar);
    auto* title = new QLabel(universe, bar);
    QFont strong = title->font();
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    title->setTextFormat(Qt::PlainText);
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* button = new QToolButton(bar);
    button->setDefaultAction(reload);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(documents::spacing::medium, documents::spacing::tiny,
                            documents::spacing::tiny, documents::spacing::tiny);
    row->setSpacing(documents::spacing::small);
    row->addWidget(picture);
    row->addWidget(title, 1);
    row->addWidget(button);
    return bar;
}

QDockWidget* makeDock(const QString& name, const QString& title, QWidget* content,
                      QMainWindow* window)
{
    auto* dock = new QDockWidget(title, window);
    dock->setObjectName(name);
    dock->setWidget(content);
    return dock;
}

} // namespace

MainWindow::MainWindow(documents::Workspace& workspace, Settings& settings, Appearance& appearance,
                       QWidget* parent)
    : QMainWindow(parent)
    , m_workspace(workspace)
    , m_settings(settings)
    , m_appearance(appearance)
    , m_actions(new WindowActions(this))
    , m_universes(new UniverseChooser(settings, this))
    , m_splitters(settings)
    , m_keyMemory(settings, settingsName())
    , m_tasks([&workspace](const std::exception_ptr& error) {
        emit workspace.failed(documents::failureText(error));
    })
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(icon(u"plectrum"_s));
    m_status = new WindowStatus(workspace, this);
    setStatusBar(m_status);
    makeDocks();
    makeCentre();
    m_menus = new WindowMenus(this, m_actions, m_browser, m_universes,
                              {m_settings, m_appearance, settingsName()});
    connect(m_menus, &WindowMenus::said, m_status, &WindowStatus::say);
    m_closer = new TabCloser(m_workspace, m_tabs, m_transactions, this);
    m_keys = new KeyCommands(m_workspace, m_browser, m_actions, m_message, this);
    m_export = new KeyExport(m_workspace, m_browser, m_keys, m_actions, m_message, this);
    new KeyImport(m_workspace, m_export, m_actions, m_message, this);
    connectActions();
    connectGames();
    connectWorkspace();
    connectSimulation();
    connectProduction();
    if (m_workspace.requestMeter())
        m_status->addRequestMeter();
    restoreLayout();
    showPanel(nullptr);
    m_browser->focusList();
    if (workspace.stores().empty())
        workspace.reloadStores();
    if (m_workspace.documents().empty())
        reopenRecords();
    m_workspace.recoverDrafts();
}

/// A window that is still shown hides its docks when it goes, and they tell it.
MainWindow::~MainWindow()
{
    m_activityDock->disconnect(this);
}

KeyBrowser* MainWindow::keyBrowser() const
{
    return m_browser;
}

RecordTabs* MainWindow::recordTabs() const
{
    return m_tabs;
}

UniverseChooser* MainWindow::universes() const
{
    return m_universes;
}

void MainWindow::makeDocks()
{
    setDockNestingEnabled(true);
    m_browser = new KeyBrowser(m_workspace, this);
    m_browser->setMemory(m_keyMemory);
    m_browser->addKeyActions({m_actions->at("record.new"_L1), m_actions->at("record.copyTo"_L1),
                              m_actions->at("record.compare"_L1), m_actions->at("file.export"_L1),
                              m_actions->at("record.delete"_L1)});
    m_browser->addStoreActions({m_actions->at("record.new"_L1),
                                m_actions->at("file.exportStore"_L1),
                                m_actions->at("file.import"_L1)});
    m_browserDock = makeDock(u"keyBrowserDock"_s, tr("Keys"), m_browser, this);
    m_browserDock->setTitleBarWidget(makeUniverseTitle(
        m_workspace.universeTitle(), m_actions->at("file.reloadStores"_L1), m_browserDock));
    // The areas are of the screen, not of the reading direction.
    addDockWidget(isRightToLeft() ? Qt::RightDockWidgetArea : Qt::LeftDockWidgetArea,
                  m_browserDock);
    resizeDocks({m_browserDock}, {browserWidth}, Qt::Horizontal);
    m_taskDock = makeDock(u"taskDock"_s, tr("Tasks"),
                          new OperationsPanel(m_workspace.operations(), this), this);
    addDockWidget(Qt::BottomDockWidgetArea, m_taskDock);
    m_taskDock->hide();
    m_activity = new ActivityPanel(m_workspace, this);
    m_activityDock = makeDock(u"activityDock"_s, tr("Activity"), m_activity, this);
    addDockWidget(Qt::BottomDockWidgetArea, m_activityDock);
    tabifyDockWidget(m_taskDock, m_activityDock);
    resizeDocks({m_activityDock}, {activityHeight}, Qt::Vertical);
    m_activityDock->hide();
    makeConsole();
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    const auto elements = m_settings.elementMembers(settingsName());
    for (const auto& [store, members] : elements.asKeyValueRange())
        identifyElements(store.toStdString(), members);
    const auto recent = m_settings.recentStores(settingsName());
    if (!recent.empty())
        m_browser->setCurrentStore(recent.front());
}

void MainWindow::makeConsole()
{
    m_console = new documents::ConsoleDocument(m_workspace, this);
    m_console->setHistory(m_settings.consoleHistory());
    m_console->setKeySource([this] { return knownKeys(); });
    connect(m_console, &documents::ConsoleDocument::historyChanged, this,
            [this] { m_settings.setConsoleHistory(m_console->history()); });
    m_consolePanel = new ConsolePanel(*m_console, this);
    connect(m_consolePanel, &ConsolePanel::unlockWanted, this, &MainWindow::toggleProduction);
    m_consoleDock = makeDock(u"consoleDock"_s, tr("Console"), m_consolePanel, this);
    addDockWidget(Qt::BottomDockWidgetArea, m_consoleDock);
    tabifyDockWidget(m_activityDock, m_consoleDock);
    m_consoleDock->hide();
}

/// For completion: those that the browser shows, as far as they are here.
std::map<std::string, std::vector<std::string>> MainWindow::knownKeys() const
{
    constexpr int most = 500;
    std::map<std::string, std::vector<std::string>> known;
    const documents::KeyListModel* keys = m_browser->keys();
    if (!keys->store() || keys->store()->kind != store::KeyAddress::Kind::Lyra)
        return known;
    auto& names = known[keys->store()->name];
    for (int row = 0; row < std::min(most, keys->rowCount()); ++row)
        names.push_back(keys->address(keys->index(row)).key);
    return known;
}

void MainWindow::makeCentre()
{
    m_tabs = new RecordTabs(m_workspace, this);
    m_transactions = new TransactionPages(m_workspace, m_tabs);
    m_centre = new QStackedWidget(this);
    auto* welcome =
        new WelcomePage(m_workspace.universeTitle(),
                        {m_actions->at("file.goToKey"_L1), m_actions->at("view.focusBrowser"_L1),
                         m_actions->at("game.lab"_L1), m_actions->at("game.bind"_L1),
                         m_actions->at("file.openUniverse"_L1), m_actions->at("file.connect"_L1),
                         m_actions->at("help.shortcuts"_L1)},
                        this);
    const auto showConnections = [this, welcome] {
        welcome->showConnections(m_universes->connectionMenus());
    };
    showConnections();
    connect(m_universes, &UniverseChooser::connectionsChanged, welcome, showConnections);
    m_centre->addWidget(welcome);
    m_centre->addWidget(m_tabs);
    auto* middle = new QWidget(this);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new JournalNotice(m_workspace, this));
    m_message = new MessageBar(this);
    m_message->setObjectName(u"keyMessage"_s);
    column->addWidget(m_message);
    column->addWidget(m_centre, 1);
    setCentralWidget(middle);
}

void MainWindow::connectActions()
{
    const auto run = [this](QLatin1StringView name, auto slot) {
        connect(m_actions->at(name), &QAction::triggered, this, slot);
    };
    run("file.goToKey"_L1, &MainWindow::goToKey);
    run("record.compare"_L1, &MainWindow::compare);
    run("file.reloadStores"_L1, [this] { m_workspace.reloadStores(); });
    run("file.newTransaction"_L1, [this] {
        const auto store = m_browser->currentStore();
        const bool isLyra = store && store->kind == store::KeyAddress::Kind::Lyra;
        m_transactions->open(isLyra ? store->name : std::string());
    });
    run("file.unfinished"_L1, [this] { m_transactions->showUnfinished(); });
    connect(m_browser, &KeyBrowser::transactionWanted, m_transactions, &TransactionPages::addKey);
    connect(m_browser, &KeyBrowser::elementsWanted, this, &MainWindow::askForElements);
    connect(m_browser, &KeyBrowser::consoleWanted, this, &MainWindow::openConsole);
    run("view.console"_L1, &MainWindow::toggleConsole);
    connect(m_consoleDock, &QDockWidget::visibilityChanged, this,
            [this] { m_actions->at("view.console"_L1)->setChecked(m_consoleDock->isVisible()); });
    run("file.closeTab"_L1, [this] { m_closer->closeCurrent(); });
    run("file.closeAll"_L1, [this] { m_closer->closeAll(); });
    run("file.quit"_L1, &MainWindow::quitRequested);
    connect(this, &MainWindow::quitRequested, this, &QWidget::close);
    const auto choose = [this](QLatin1StringView name, auto slot) {
        connect(m_actions->at(name), &QAction::triggered, m_universes, slot);
    };
    choose("file.openUniverse"_L1, &UniverseChooser::chooseFile);
    choose("file.newUniverse"_L1, &UniverseChooser::chooseNewFile);
    choose("file.openDemo"_L1, &UniverseChooser::chooseDemo);
    run("file.connect"_L1, [this] { m_universes->chooseCloud(); });
    run("view.focusBrowser"_L1, &MainWindow::focusBrowser);
    run("view.focusRecord"_L1, &MainWindow::focusRecord);
    run("view.journal"_L1, [this] { toggleActivity(ActivityPanel::Page::Journal); });
    run("view.log"_L1, [this] { toggleActivity(ActivityPanel::Page::Log); });
    connect(m_activityDock, &QDockWidget::visibilityChanged, this, &MainWindow::checkActivity);
    connect(m_activity, &QTabWidget::currentChanged, this, &MainWindow::checkActivity);
    run("view.nextTab"_L1, [this] { m_tabs->step(1); });
    run("view.previousTab"_L1, [this] { m_tabs->step(-1); });
    run("view.keepOpen"_L1, &MainWindow::keepOpen);
    run("view.nextPane"_L1, [this] { focusPane(this, 1); });
    run("view.previousPane"_L1, [this] { focusPane(this, -1); });
    run("help.palette"_L1, &MainWindow::showPalette);
    run("help.shortcuts"_L1, &MainWindow::showShortcuts);
    run("help.about"_L1, &MainWindow::showAbout);
    QAction* browser = m_actions->at("view.keyBrowser"_L1);
    connect(browser, &QAction::triggered, m_browserDock, &QDockWidget::setVisible);
    connect(m_browserDock->toggleViewAction(), &QAction::toggled, browser, &QAction::setChecked);
    QAction* tasks = m_actions->at("view.tasks"_L1);
    connect(tasks, &QAction::triggered, m_taskDock, &QDockWidget::setVisible);
    connect(m_taskDock->toggleViewAction(), &QAction::toggled, tasks, &QAction::setChecked);
}

void MainWindow::connectGames()
{
    m_games = new GameController(m_workspace, m_settings, settingsName(), this);
    QAction* bind = m_actions->at("game.bind"_L1);
    m_browser->addStoreAction(bind);
    connect(bind, &QAction::triggered, m_games, [this] { m_games->choose(gameStore()); });
    connect(m_actions->at("game.reload"_L1), &QAction::triggered, m_games,
            [this] { m_games->reload(gameStore()); });
    connect(m_actions->at("game.lab"_L1), &QAction::triggered, m_games,
            [this] { m_games->openLab(m_tabs, gameStore()); });
    connect(m_tabs, &RecordTabs::gameWanted, m_games, &GameController::choose);
    connect(&m_workspace.games(), &documents::GameBindings::bindingChanged, this,
            &MainWindow::checkGames);
    checkGames();
}

/// The one that the actions of games are for: that of the browser.
std::string MainWindow::gameStore() const
{
    const auto store = m_browser->currentStore();
    return store && store->kind == store::KeyAddress::Kind::Lyra ? store->name : std::string();
}

void MainWindow::checkGames()
{
    for (const auto name : {"game.bind"_L1, "game.lab"_L1})
        m_actions->at(name)->setEnabled(documents::LoadedGame::isSupported());
    m_actions->at("game.reload"_L1)->setEnabled(m_workspace.games().of(gameStore()));
}

void MainWindow::connectWorkspace()
{
    connect(m_tabs, &RecordTabs::currentPanelChanged, this, &MainWindow::showPanel);
    connect(m_browser, &KeyBrowser::recordOpened, this, &MainWindow::focusRecord);
    connect(m_browser, &KeyBrowser::currentStoreChanged, this, &MainWindow::noteStore);
    connect(m_status, &WindowStatus::tasksRequested, m_taskDock, &QWidget::show);
}

void MainWindow::connectSimulation()
{
    QAction* toggle = m_actions->at("file.simulation"_L1);
    documents::Simulation* simulation = m_workspace.simulation();
    toggle->setVisible(simulation);
    toggle->setEnabled(simulation);
    if (!simulation)
        return;
    const auto show = [toggle, simulation] { toggle->setChecked(simulation->isRunning()); };
    toggle->setText(simulation->name());
    toggle->setToolTip(simulation->description());
    connect(simulation, &documents::Simulation::statusChanged, toggle, show);
    connect(toggle, &QAction::triggered, simulation, [this, simulation](bool isOn) {
        m_settings.setSimulationOn(isOn);
        isOn ? simulation->start() : simulation->stop();
    });
    show();
    m_status->addSimulation(toggle);
}

/// By word and colour in the title, at the tabs and in the status bar.
void MainWindow::connectProduction()
{
    QAction* toggle = m_actions->at("file.production"_L1);
    documents::Production* production = m_workspace.production();
    toggle->setVisible(production);
    toggle->setEnabled(production);
    if (!production)
        return;
    const auto show = [this, toggle, production] {
        toggle->setText(production->isWritable() ? tr("&Make Read-Only Now")
                                                 : tr("&Unlock for Writing…"));
        showTitle();
    };
    connect(production, &documents::Production::changed, this, show);
    connect(toggle, &QAction::triggered, this, &MainWindow::toggleProduction);
    m_status->addProduction(toggle);
    auto* corner = new ProductionChip(*production, toggle, m_tabs);
    corner->setObjectName(u"productionTabs"_s);
    m_tabs->addCornerWidget(corner);
    show();
}

void MainWindow::toggleProduction()
{
    documents::Production& production = *m_workspace.production();
    if (production.isWritable())
        production.lock();
    else
        (new UnlockDialog(production, this))->open();
}

void MainWindow::restoreLayout()
{
    resize(defaultSize.boundedTo(screen()->availableSize()));
    restoreGeometry(m_settings.windowGeometry());
    restoreState(m_settings.windowState(), layoutVersion);
    m_splitters.add(m_browser);
    m_actions->at("view.keyBrowser"_L1)->setChecked(!m_browserDock->isHidden());
    m_actions->at("view.tasks"_L1)->setChecked(!m_taskDock->isHidden());
}

void MainWindow::keepLayout()
{
    m_settings.setWindowGeometry(saveGeometry());
    m_settings.setWindowState(saveState(layoutVersion));
}

/// What stays open is told before the tabs close one by one.
void MainWindow::keepOpenRecords()
{
    Settings::OpenRecords open;
    for (int i = 0; i < m_tabs->count(); ++i) {
        const documents::RecordDocument* document = m_tabs->documentAt(i);
        if (!document)
            continue;
        if (i == m_tabs->currentIndex())
            open.current = open.addresses.size();
        open.addresses.push_back(document->address());
    }
    m_settings.setOpenRecords(settingsName(), open);
}

void MainWindow::reopenRecords()
{
    const auto open = m_settings.openRecords(settingsName());
    for (const store::KeyAddress& address : open.addresses)
        m_workspace.openRecord(address);
    if (open.current < open.addresses.size())
        m_workspace.openRecord(open.addresses[open.current]);
}

void MainWindow::showPanel(RecordPanel* panel)
{
    m_centre->setCurrentIndex(m_tabs->count() > 0 ? 1 : 0);
    if (panel)
        m_splitters.add(panel);
    m_menus->showPanel(panel);
    m_keys->watch(panel);
    m_export->watch(panel);
    for (const auto name : {"view.focusRecord"_L1, "view.keepOpen"_L1})
        m_actions->at(name)->setEnabled(panel);
    for (const auto name :
         {"file.closeTab"_L1, "file.closeAll"_L1, "view.nextTab"_L1, "view.previousTab"_L1})
        m_actions->at(name)->setEnabled(m_tabs->count() > 0);
    showTitle();
}

void MainWindow::showTitle()
{
    const documents::RecordDocument* document = m_workspace.currentDocument();
    QString universe = m_workspace.universeTitle();
    if (const documents::Production* production = m_workspace.production())
        universe = tr("%1 (%2)").arg(production->name(), production->statusText());
    setWindowTitle(document ? tr("%1 · %2 · Plectrum").arg(document->title(), universe)
                            : tr("%1 · Plectrum").arg(universe));
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Plectrum"));
    box->setIconPixmap(icon(u"plectrum"_s).pixmap(QSize(64, 64), devicePixelRatio()));
    box->setText(tr("Plectrum %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(tr("Inspector and editor for the stores of the Lyra player-data "
                               "library.\nFree software under the MIT licence."));
    box->open();
}

void MainWindow::showPalette()
{
    const PaletteEntries offered(this, m_workspace, m_browser);
    auto entries = offered.actions();
    std::ranges::move(offered.stores(), std::back_inserter(entries));
    const auto keys = [offered](const QString& text, int most) { return offered.keys(text, most); };
    (new CommandPalette(std::move(entries), keys, this))->open();
}

void MainWindow::showShortcuts()
{
    (new ShortcutsDialog(this))->open();
}

void MainWindow::goToKey()
{
    auto* dialog = new GoToKeyDialog(m_workspace.stores(), m_browser->currentStore(), this);
    dialog->setLoadedKeys(m_browser->keys());
    connect(dialog, &GoToKeyDialog::chosen, &m_workspace, &documents::Workspace::openRecord);
    connect(dialog, &GoToKeyDialog::newRecordWanted, m_keys, &KeyCommands::newRecordAt,
            Qt::QueuedConnection);
    // Once the dialog is gone, which gives the focus back to where it was.
    connect(dialog, &QDialog::accepted, this, &MainWindow::focusRecord, Qt::QueuedConnection);
    dialog->open();
}

/// Two keys that are chosen in the list with each other; else the record that is shown with what
/// is chosen then.
void MainWindow::compare()
{
    using documents::Comparison;
    const auto chosen = m_browser->chosenKeys();
    const auto target = m_keys->target();
    if (!target)
        return;
    const auto sourceOf = [this](const store::KeyAddress& address) {
        const auto& open = m_workspace.documents();
        const bool isOpen =
            std::ranges::contains(open, address, &documents::RecordDocument::address);
        using enum documents::CompareSource::Kind;
        return documents::CompareSource{.kind = isOpen ? Draft : Stored,
                                        .address = address,
                                        .title = documents::visibleName(address.key)};
    };
    const bool areTwo = m_browser->hasKeyFocus() && chosen.size() == 2;
    const store::KeyAddress left = areTwo ? chosen.front() : *target;
    auto* dialog = new CompareDialog(m_workspace, left, this);
    dialog->choose(Comparison::Left, sourceOf(left));
    if (areTwo)
        dialog->choose(Comparison::Right, sourceOf(chosen.back()));
    dialog->open();
}

/// What is kept of this universe is kept under.
QString MainWindow::settingsName() const
{
    const std::string& id = m_workspace.universeId();
    return id.empty() ? m_workspace.universeTitle() : QString::fromStdString(id);
}

void MainWindow::identifyElements(const std::string& store, const QStringList& members)
{
    std::vector<std::string> names;
    for (const QString& member : members)
        names.push_back(member.toStdString());
    m_workspace.records().identifyElements(store, std::move(names));
}

void MainWindow::askForElements(const editing::StoreListing& store)
{
    const QString name = QString::fromStdString(store.name);
    auto* dialog =
        new ElementNamesDialog(store, m_settings.elementMembers(settingsName()).value(name), this);
    connect(dialog, &ElementNamesDialog::chosen, this, [this, name](const QStringList& members) {
        m_settings.setElementMembers(settingsName(), name, members);
        identifyElements(name.toStdString(), members);
    });
    dialog->open();
}

void MainWindow::focusBrowser()
{
    m_browserDock->show();
    m_browserDock->raise();
    m_browser->focusKeys();
}

/// The same key shows it and takes it away.
void MainWindow::toggleActivity(ActivityPanel::Page page)
{
    const bool isInSight = m_activityDock->isVisible() && !m_activity->visibleRegion().isEmpty();
    if (isInSight && m_activity->page() == page) {
        m_activityDock->hide();
        focusRecord();
    } else {
        m_activityDock->show();
        m_activityDock->raise();
        m_activity->showPage(page);
    }
    checkActivity();
}

void MainWindow::checkActivity()
{
    using Page = ActivityPanel::Page;
    const bool isShown = m_activityDock->isVisible();
    m_actions->at("view.journal"_L1)->setChecked(isShown && m_activity->page() == Page::Journal);
    m_actions->at("view.log"_L1)->setChecked(isShown && m_activity->page() == Page::Log);
}

/// As toggleActivity().
void MainWindow::toggleConsole()
{
    if (m_consoleDock->isVisible() && !m_consolePanel->visibleRegion().isEmpty()) {
        m_consoleDock->hide();
        focusRecord();
    } else {
        m_consoleDock->show();
        m_consoleDock->raise();
        m_consolePanel->focusInput();
    }
    m_actions->at("view.console"_L1)->setChecked(m_consoleDock->isVisible());
}

void MainWindow::openConsole(const editing::StoreListing& store)
{
    if (store.kind == store::KeyAddress::Kind::Lyra)
        m_console->setStore(store.name);
    m_consoleDock->show();
    m_consoleDock->raise();
    m_consolePanel->focusInput();
}

void MainWindow::focusRecord()
{
    if (RecordPanel* panel = m_tabs->currentPanel())
        panel->focusContent();
}

void MainWindow::keepOpen()
{
    m_workspace.pin(m_workspace.currentDocument());
}

void MainWindow::noteStore(const editing::StoreListing& store)
{
    m_settings.addRecentStore(settingsName(), store);
    m_menus->fillRecentStores();
    checkGames();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_isShutDown) {
        event->accept();
        emit closed();
        return;
    }
    event->ignore();
    if (m_isClosing)
        return;
    keepOpenRecords();
    m_closer->closeAllAnd([this] { startShutDown(); });
}

void MainWindow::startShutDown()
{
    m_isClosing = true;
    keepLayout();
    m_tasks.start(shutDown());
}

/// Cannot be cancelled: all was asked to stop and is only waited for.
async::Task<void> MainWindow::shutDown()
{
    co_await m_console->shutDown();
    co_await m_transactions->shutDown();
    co_await m_workspace.shutDown();
    m_isShutDown = true;
    // This may still be inside the close that asked for it, which a second one does not interrupt.
    QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

} // namespace plectrum::ui

#include "moc_main_window.cpp"
