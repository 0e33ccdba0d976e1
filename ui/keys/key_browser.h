// SPDX-License-Identifier: MIT
// The universe's stores and the keys of the chosen one. A click looks at a record, a double click
// or Enter opens it to stay.
#pragma once

#include "documents/workspace.h"

#include <QWidget>

#include <optional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QListView;
class QProgressBar;
class QToolButton;

namespace plectrum::documents {
class KeyListModel;
class StoreListModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class KeyDelegate;
class KeyListView;
class KeyMemory;
class KeyShelf;

class KeyBrowser final : public QWidget
{
    Q_OBJECT

public:
    /// The workspace must outlive the browser.
    explicit KeyBrowser(documents::Workspace& workspace, QWidget* parent = nullptr);
    ~KeyBrowser() override;

    documents::KeyListModel* keys() const;
    /// The store whose keys are shown.
    std::optional<editing::StoreListing> currentStore() const;
    /// Chooses a store; one that is not listed yet, once it is. Without it the first is chosen.
    void setCurrentStore(const editing::StoreListing& store);
    /// Favourites, order and saved filters, which must outlive the browser; without it there are
    /// none of them.
    void setMemory(KeyMemory& memory);
    /// Stand in the context menu of the keys, in front; of the stores.
    void addKeyActions(const QList<QAction*>& actions);
    void addStoreActions(const QList<QAction*>& actions);
    std::optional<store::KeyAddress> currentKey() const;
    /// Those that are chosen, in the order of the list.
    std::vector<store::KeyAddress> chosenKeys() const;
    bool hasKeyFocus() const; ///< the list of keys has it
    KeyListView* keyView() const { return m_keyView; }
    /// What is typed in the filter, else in the prefix: a key that is looked for and not there.
    QString searchedText() const;
    /// The actions of the browser; their shortcuts are valid while it has the focus.
    QList<QAction*> browserActions() const;
    /// Offers it for the chosen store.
    void addStoreAction(QAction* action);
    void focusKeys(); ///< and chooses the first when none is
    void focusList();
    void focusFilter();
    void focusPrefix();
    /// "1,204 of 5,000 loaded keys"
    QString countText() const;

signals:
    void currentStoreChanged(const plectrum::editing::StoreListing& store);
    void elementsWanted(const plectrum::editing::StoreListing& store); ///< how they are told apart
    void consoleWanted(const plectrum::editing::StoreListing& store);
    void transactionWanted(const plectrum::store::KeyAddress& address); ///< for this key
    void currentKeyChanged();
    void recordOpened(); ///< by Enter or a double click: whoever did it goes on with the record

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeStorePart();
    QWidget* makeKeyPart();
    QWidget* makeFooter();
    void makeActions();
    void connectParts();
    QAction* addBrowserAction(QLatin1StringView id, void (KeyBrowser::*slot)());
    void showStores();
    void chooseStore(const QModelIndex& index);
    void typePrefix();
    void applyPrefix();
    void applyFilter(const QString& text);
    void openFirstMatch();
    void showState();
    void showEmptyText();
    void showCurrentRecord();
    void previewKey(const QModelIndex& index);
    void openKey(const QModelIndex& index);
    void typeIntoFilter(const QString& text);
    void loadOrStop();
    void reloadKeys();
    void copyKey();
    void addToTransaction();
    void askForConsole();
    void askForElements();
    void toggleFavourite();
    void showFavourite();
    void applySavedFilter(const QString& prefix, const QString& filter);
    async::Task<void> applyPrefixSoon(std::stop_token stop);

    documents::Workspace& m_workspace;
    documents::StoreListModel* m_storeModel;
    documents::KeyListModel* m_keyModel;
    QListView* m_storeView = nullptr;
    KeyListView* m_keyView = nullptr;
    KeyDelegate* m_keyDelegate = nullptr;
    QLineEdit* m_prefix = nullptr;
    QLineEdit* m_filter = nullptr;
    QHBoxLayout* m_filterRow = nullptr;
    KeyShelf* m_shelf = nullptr; ///< null without a memory
    QAction* m_favourite = nullptr;
    QLabel* m_count = nullptr;
    QProgressBar* m_progress = nullptr;
    QAction* m_loadAll = nullptr;
    QList<QAction*> m_actions;
    std::optional<editing::StoreListing> m_preferred;
    std::stop_source m_prefixStop;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::ui
