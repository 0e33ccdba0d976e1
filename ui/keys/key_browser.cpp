// SPDX-License-Identifier: MIT
// Longer than most: one widget of four parts that only make sense together.
#include "ui/keys/key_browser.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/tone.h"
#include "documents/basics/version_text.h"
#include "documents/keys/key_list_model.h"
#include "documents/keys/store_list_model.h"
#include "ui/keys/key_delegate.h"
#include "ui/keys/key_list_view.h"
#include "ui/keys/key_locks.h"
#include "ui/keys/key_shelf.h"
#include "ui/keys/lock_delegate.h"
#include "ui/keys/store_delegate.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/icon.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QProgressBar>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

/// How long typing in the prefix field must rest before the source is asked.
constexpr std::chrono::milliseconds prefixRest{250};
constexpr int visibleStores = 8;

QLineEdit* makeField(const QString& iconName, const QString& placeholder, const QString& name,
                     QWidget* parent)
{
    auto* field = new QLineEdit(parent);
    field->setObjectName(name);
    field->setPlaceholderText(placeholder);
    field->setAccessibleName(placeholder);
    field->setClearButtonEnabled(true);
    field->addAction(icon(iconName), QLineEdit::LeadingPosition);
    return field;
}

} // namespace

KeyBrowser::KeyBrowser(documents::Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_storeModel(new documents::StoreListModel(this))
    , m_keyModel(new documents::KeyListModel(workspace, this))
    , m_tasks([&workspace](const std::exception_ptr& error) {
        emit workspace.failed(documents::failureText(error));
    })
{
    setObjectName(u"keyBrowser"_s);
    m_storeModel->setGames(workspace.games());
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"browserParts"_s);
    splitter->addWidget(makeStorePart());
    splitter->addWidget(makeKeyPart());
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    makeActions();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(splitter);
    setMinimumWidth(220);
    connectParts();
    showStores();
    showState();
}

KeyBrowser::~KeyBrowser()
{
    m_prefixStop.request_stop();
}

QWidget* KeyBrowser::makeStorePart()
{
    m_storeView = new QListView(this);
    m_storeView->setObjectName(u"storeList"_s);
    m_storeView->setAccessibleName(tr("Stores of the universe"));
    m_storeView->setModel(m_storeModel);
    m_storeView->setItemDelegate(new StoreDelegate(m_storeView));
    m_storeView->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_storeView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_storeView->setMouseTracking(true);
    m_storeView->setMinimumHeight(60);
    m_storeView->setContentsMargins(0, documents::spacing::tiny, 0, documents::spacing::tiny);
    return m_storeView;
}

QWidget* KeyBrowser::makeKeyPart()
{
    auto* part = new QWidget(this);
    part->setBackgroundRole(QPalette::Base);
    part->setAutoFillBackground(true);
    m_prefix = makeField(u"prefix"_s, tr("Starts with"), u"keyPrefix"_s, part);
    m_prefix->setToolTip(tr("Asks the data store for keys that start with this (case matters)"));
    m_filter = makeField(u"filter"_s, tr("Filter loaded keys"), u"keyFilter"_s, part);
    m_filter->setToolTip(tr("Shows only those of the loaded keys that contain this"));
    m_keyView = new KeyListView(part);
    m_keyView->setObjectName(u"keyList"_s);
    m_keyView->setAccessibleName(tr("Keys of the store"));
    m_keyView->setModel(m_keyModel);
    m_keyDelegate = new LockDelegate(m_keyView);
    new KeyLocks(m_keyModel, m_keyView, m_workspace.records().lockWatch());
    m_keyView->setItemDelegate(m_keyDelegate);
    auto* fields = new QVBoxLayout;
    fields->setContentsMargins(documents::spacing::small, documents::spacing::small,
                               documents::spacing::small, documents::spacing::small);
    fields->setSpacing(documents::spacing::small - 2);
    fields->addWidget(m_prefix);
    m_filterRow = new QHBoxLayout;
    m_filterRow->setSpacing(documents::spacing::tiny);
    m_filterRow->addWidget(m_filter, 1);
    fields->addLayout(m_filterRow);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(fields);
    layout->addWidget(m_keyView, 1);
    layout->addWidget(makeFooter());
    return part;
}

QWidget* KeyBrowser::makeFooter()
{
    auto* footer = new QWidget(this);
    footer->setAutoFillBackground(true);
    m_count = new QLabel(footer);
    m_count->setObjectName(u"keyCount"_s);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress = new QProgressBar(footer);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(48);
    m_progress->setAccessibleName(tr("Keys are being listed"));
    auto* button = new QToolButton(footer);
    button->setObjectName(u"loadAllButton"_s);
    button->setDefaultAction(m_loadAll);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(documents::spacing::medium, documents::spacing::tiny,
                            documents::spacing::tiny, documents::spacing::tiny);
    row->setSpacing(documents::spacing::small);
    row->addWidget(m_count, 1);
    row->addWidget(m_progress);
    row->addWidget(button);
    return footer;
}

QAction* KeyBrowser::addBrowserAction(QLatin1StringView id, void (KeyBrowser::*slot)())
{
    QAction* action = makeAction(id, this);
    connect(action, &QAction::triggered, this, slot);
    m_actions.append(action);
    return action;
}

void KeyBrowser::makeActions()
{
    addBrowserAction("keys.filter"_L1, &KeyBrowser::focusFilter);
    addBrowserAction("keys.prefix"_L1, &KeyBrowser::focusPrefix);
    QAction* reload = addBrowserAction("keys.reload"_L1, &KeyBrowser::reloadKeys);
    QAction* copy = addBrowserAction("keys.copy"_L1, &KeyBrowser::copyKey);
    QAction* add = addBrowserAction("keys.addToTransaction"_L1, &KeyBrowser::addToTransaction);
    QAction* console = addBrowserAction("keys.console"_L1, &KeyBrowser::askForConsole);
    QAction* elements = addBrowserAction("keys.elements"_L1, &KeyBrowser::askForElements);
    m_loadAll = addBrowserAction("keys.loadAll"_L1, &KeyBrowser::loadOrStop);
    m_favourite = addBrowserAction("keys.favourite"_L1, &KeyBrowser::toggleFavourite);
    m_favourite->setVisible(false);
    m_keyView->addActions({copy, add, m_favourite});
    m_storeView->addActions({reload, console, elements});
}

void KeyBrowser::connectParts()
{
    connect(&m_workspace, &documents::Workspace::storesChanged, this, &KeyBrowser::showStores);
    connect(&m_workspace, &documents::Workspace::listingStoresChanged, this,
            &KeyBrowser::showState);
    connect(&m_workspace, &documents::Workspace::currentDocumentChanged, this,
            &KeyBrowser::showCurrentRecord);
    connect(m_storeView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &KeyBrowser::chooseStore);
    connect(m_keyModel, &documents::KeyListModel::stateChanged, this, &KeyBrowser::showState);
    connect(m_keyView, &QAbstractItemView::clicked, this, &KeyBrowser::previewKey);
    connect(m_keyView, &QAbstractItemView::doubleClicked, this, &KeyBrowser::openKey);
    connect(m_keyView, &QAbstractItemView::activated, this, &KeyBrowser::openKey);
    connect(m_keyView, &KeyListView::textTyped, this, &KeyBrowser::typeIntoFilter);
    connect(m_prefix, &QLineEdit::textChanged, this, &KeyBrowser::typePrefix);
    connect(m_prefix, &QLineEdit::returnPressed, this, &KeyBrowser::applyPrefix);
    m_keyView->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_storeView->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_filter, &QLineEdit::textChanged, this, &KeyBrowser::applyFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, &KeyBrowser::openFirstMatch);
    connect(m_keyView->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showFavourite();
        emit currentKeyChanged();
    });
    connect(m_keyModel, &QAbstractItemModel::modelReset, this, &KeyBrowser::showCurrentRecord);
    connect(&m_workspace, &documents::Workspace::keyChanged, m_keyModel,
            &documents::KeyListModel::noteKey);
    m_prefix->installEventFilter(this);
    m_filter->installEventFilter(this);
}

/// Down goes from a field into the list.
bool KeyBrowser::eventFilter(QObject* watched, QEvent* event)
{
    const bool isField = watched == m_prefix || watched == m_filter;
    if (!isField || event->type() != QEvent::KeyPress
        || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Down)
        return QWidget::eventFilter(watched, event);
    applyPrefix();
    focusKeys();
    return true;
}

void KeyBrowser::openFirstMatch()
{
    if (m_keyModel->rowCount() == 0)
        return;
    focusKeys();
    const QModelIndex current = m_keyView->currentIndex();
    openKey(current.isValid() ? current : m_keyModel->index(0));
}

documents::KeyListModel* KeyBrowser::keys() const
{
    return m_keyModel;
}

std::optional<editing::StoreListing> KeyBrowser::currentStore() const
{
    return m_keyModel->store();
}

void KeyBrowser::setCurrentStore(const editing::StoreListing& store)
{
    const QModelIndex index = m_storeModel->indexOf(store);
    if (index.isValid())
        m_storeView->setCurrentIndex(index);
    else
        m_preferred = store;
}

QList<QAction*> KeyBrowser::browserActions() const
{
    return m_actions;
}

void KeyBrowser::setMemory(KeyMemory& memory)
{
    m_shelf = new KeyShelf(memory, m_workspace, m_keyModel, this);
    m_filterRow->addWidget(m_shelf);
    m_actions += m_shelf->shelfActions();
    addActions(m_shelf->shelfActions());
    m_favourite->setVisible(true);
    connect(m_shelf, &KeyShelf::filterWanted, this, &KeyBrowser::applySavedFilter);
    connect(m_shelf, &KeyShelf::keyWanted, this, [this](const store::KeyAddress& address) {
        m_workspace.openRecord(address);
        emit recordOpened();
    });
    showFavourite();
}

void KeyBrowser::addKeyActions(const QList<QAction*>& actions)
{
    m_keyView->insertActions(m_keyView->actions().value(0), actions);
}

void KeyBrowser::addStoreActions(const QList<QAction*>& actions)
{
    m_storeView->addActions(actions);
}

std::optional<store::KeyAddress> KeyBrowser::currentKey() const
{
    const QModelIndex index = m_keyView->currentIndex();
    return index.isValid() ? std::optional(m_keyModel->address(index)) : std::nullopt;
}

std::vector<store::KeyAddress> KeyBrowser::chosenKeys() const
{
    QModelIndexList rows = m_keyView->selectionModel()->selectedIndexes();
    std::ranges::sort(rows);
    std::vector<store::KeyAddress> keys;
    for (const QModelIndex& row : std::as_const(rows))
        keys.push_back(m_keyModel->address(row));
    return keys;
}

bool KeyBrowser::hasKeyFocus() const
{
    return window()->focusWidget() == m_keyView;
}

QString KeyBrowser::searchedText() const
{
    return m_keyModel->rowCount() > 0 ? QString()
        : m_filter->text().isEmpty()  ? m_prefix->text()
                                      : m_filter->text();
}

void KeyBrowser::toggleFavourite()
{
    if (const auto key = currentKey(); key && m_shelf)
        m_shelf->toggleFavourite(*key);
    showFavourite();
}

void KeyBrowser::showFavourite()
{
    const auto key = currentKey();
    m_favourite->setEnabled(key && m_shelf);
    m_favourite->setChecked(key && m_shelf && m_shelf->isFavourite(*key));
}

void KeyBrowser::applySavedFilter(const QString& prefix, const QString& filter)
{
    m_prefix->setText(prefix);
    applyPrefix();
    m_filter->setText(filter);
    focusKeys();
}

void KeyBrowser::addStoreAction(QAction* action)
{
    m_storeView->addAction(action);
}

void KeyBrowser::focusKeys()
{
    m_keyView->setFocus(Qt::ShortcutFocusReason);
    if (!m_keyView->currentIndex().isValid() && m_keyModel->rowCount() > 0)
        m_keyView->selectionModel()->setCurrentIndex(m_keyModel->index(0),
                                                     QItemSelectionModel::ClearAndSelect);
}

void KeyBrowser::focusList()
{
    m_keyView->setFocus();
}

void KeyBrowser::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void KeyBrowser::focusPrefix()
{
    m_prefix->setFocus(Qt::ShortcutFocusReason);
    m_prefix->selectAll();
}

void KeyBrowser::showStores()
{
    const auto wanted = m_preferred ? m_preferred : m_keyModel->store();
    m_storeModel->setStores(m_workspace.stores());
    int height = 2 * documents::spacing::tiny;
    for (int row = 0; row < std::min(m_storeModel->rowCount(), visibleStores); ++row)
        height += m_storeView->sizeHintForRow(row);
    m_storeView->setMaximumHeight(std::max(height, m_storeView->minimumHeight()) * 2);
    if (auto* splitter = qobject_cast<QSplitter*>(m_storeView->parentWidget()))
        splitter->setSizes({height, std::max(1, this->height() - height)});
    QModelIndex index = wanted ? m_storeModel->indexOf(*wanted) : QModelIndex();
    if (!index.isValid() && m_storeModel->rowCount() > 1)
        index = m_storeModel->index(1);
    if (index.isValid())
        m_storeView->setCurrentIndex(index);
    else
        m_keyModel->clear();
    m_preferred.reset();
    showEmptyText();
}

void KeyBrowser::chooseStore(const QModelIndex& index)
{
    const auto store = m_storeModel->store(index);
    if (!store || store == m_keyModel->store())
        return;
    m_prefixStop.request_stop();
    const QSignalBlocker quiet(m_prefix);
    m_prefix->clear();
    m_filter->clear();
    m_keyModel->list(*store, {});
    emit currentStoreChanged(*store);
}

void KeyBrowser::typePrefix()
{
    m_prefixStop.request_stop();
    m_prefixStop = {};
    m_tasks.start(applyPrefixSoon(m_prefixStop.get_token()));
}

/// The browser may be gone when the wait is over: then the stop was asked for.
async::Task<void> KeyBrowser::applyPrefixSoon(std::stop_token stop)
{
    co_await m_workspace.clock().sleep(prefixRest, stop);
    async::throwIfStopped(stop);
    applyPrefix();
}

void KeyBrowser::applyPrefix()
{
    m_prefixStop.request_stop();
    if (const auto store = m_keyModel->store(); store && m_prefix->text() != m_keyModel->prefix())
        m_keyModel->list(*store, m_prefix->text());
}

void KeyBrowser::applyFilter(const QString& text)
{
    m_keyDelegate->setMarked(text);
    m_keyModel->setFilter(text);
    showCurrentRecord();
}

void KeyBrowser::typeIntoFilter(const QString& text)
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->setText(text);
}

QString KeyBrowser::countText() const
{
    if (!m_keyModel->store())
        return {};
    const QLocale locale;
    const auto loaded = locale.toString(static_cast<qulonglong>(m_keyModel->loadedCount()));
    if (!m_filter->text().isEmpty())
        return tr("%1 of %2 loaded keys").arg(locale.toString(m_keyModel->rowCount()), loaded);
    const int count = static_cast<int>(m_keyModel->loadedCount());
    if (!m_keyModel->failure().isEmpty() && count > 0)
        return tr("%Ln keys, as read at %1", nullptr, count)
            .arg(documents::timeOfDayText(m_keyModel->readTime()));
    return m_keyModel->isComplete() ? tr("%Ln keys", nullptr, count)
                                    : tr("%Ln keys loaded", nullptr, count);
}

void KeyBrowser::showState()
{
    if (m_shelf)
        m_shelf->setCurrentFilter(m_prefix->text(), m_filter->text());
    m_count->setText(countText());
    m_count->setToolTip(m_keyModel->failure().isEmpty()
                            ? QString()
                            : m_keyModel->failure() % u"\n"_s % tr("Ctrl+F5 tries again."));
    m_progress->setVisible(m_keyModel->isLoadingAll());
    m_loadAll->setEnabled(m_keyModel->store() && !m_keyModel->isComplete());
    m_loadAll->setText(m_keyModel->isLoadingAll() ? tr("Stop") : tr("Load All"));
    m_loadAll->setToolTip(m_keyModel->isLoadingAll() ? tr("Stop loading keys")
                                                     : tr("Load all keys of the store"));
    showEmptyText();
}

void KeyBrowser::showEmptyText()
{
    if (m_workspace.isListingStores() || m_keyModel->isLoading())
        m_keyView->setEmptyText(tr("Loading…"), {});
    else if (!m_keyModel->failure().isEmpty())
        m_keyView->setEmptyText(tr("The keys could not be listed"),
                                m_keyModel->failure() % u"\n"_s % tr("Ctrl+F5 tries again."));
    else if (!m_keyModel->store())
        m_keyView->setEmptyText(tr("No stores"),
                                tr("This universe has no data yet. Ctrl+Shift+I imports a file; "
                                   "one can be dropped here, too."));
    else if (!m_filter->text().isEmpty() && m_keyModel->loadedCount() > 0)
        m_keyView->setEmptyText(tr("No loaded key contains this"),
                                m_keyModel->isComplete()
                                    ? tr("Ctrl+Shift+N makes a record of that name.")
                                    : tr("There are more keys: load all, or give a prefix."));
    else if (!m_keyModel->prefix().isEmpty())
        m_keyView->setEmptyText(tr("No key starts with this"),
                                tr("Upper and lower case differ. Ctrl+Shift+N makes a record of "
                                   "that name."));
    else
        m_keyView->setEmptyText(tr("No keys"),
                                tr("This store is empty. Ctrl+Shift+N makes a record."));
}

void KeyBrowser::showCurrentRecord()
{
    const documents::RecordDocument* document = m_workspace.currentDocument();
    const auto store = m_keyModel->store();
    if (!document || !store || document->address().store != store->name
        || document->address().kind != store->kind)
        return;
    const QModelIndex index = m_keyModel->indexOf(document->address().key);
    if (index.isValid() && !m_keyView->selectionModel()->isSelected(index))
        m_keyView->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
}

/// With Ctrl or Shift more keys are chosen, and none is looked at.
void KeyBrowser::previewKey(const QModelIndex& index)
{
    const auto modifiers = QGuiApplication::keyboardModifiers();
    if (modifiers.testAnyFlags(Qt::ControlModifier | Qt::ShiftModifier))
        return;
    m_workspace.previewRecord(m_keyModel->address(index));
}

void KeyBrowser::openKey(const QModelIndex& index)
{
    m_workspace.openRecord(m_keyModel->address(index));
    emit recordOpened();
}

void KeyBrowser::loadOrStop()
{
    if (m_keyModel->isLoadingAll())
        m_keyModel->stopLoading();
    else
        m_keyModel->loadAll();
}

void KeyBrowser::reloadKeys()
{
    m_keyModel->reload();
}

void KeyBrowser::addToTransaction()
{
    if (const QModelIndex index = m_keyView->currentIndex(); index.isValid())
        emit transactionWanted(m_keyModel->address(index));
}

void KeyBrowser::askForConsole()
{
    if (const auto store = m_keyModel->store())
        emit consoleWanted(*store);
}

void KeyBrowser::askForElements()
{
    if (const auto store = m_keyModel->store())
        emit elementsWanted(*store);
}

void KeyBrowser::copyKey()
{
    if (const QModelIndex index = m_keyView->currentIndex(); index.isValid())
        QGuiApplication::clipboard()->setText(
            index.data(documents::KeyListModel::KeyRole).toString());
}

} // namespace plectrum::ui
