// SPDX-License-Identifier: MIT
// Two buttons beside the filter of the keys: one leads to favourites and to the keys opened last,
// the other to the order of the list and to filters that were given a name.
#pragma once

#include "store/key_address.h"
#include "ui/settings/key_memory.h"

#include <QWidget>

class QMenu;
class QToolButton;

namespace plectrum::documents {
class KeyListModel;
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class KeyShelf final : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive it. Notes the records that are opened.
    KeyShelf(KeyMemory& memory, documents::Workspace& workspace, documents::KeyListModel* keys,
             QWidget* parent = nullptr);

    /// "keys.favourites" and "keys.order", which open the menus.
    QList<QAction*> shelfActions() const;
    /// What a filter is made of that is saved now.
    void setCurrentFilter(const QString& prefix, const QString& filter);
    bool isFavourite(const store::KeyAddress& address) const;
    void toggleFavourite(const store::KeyAddress& address);

signals:
    void keyWanted(const plectrum::store::KeyAddress& address);
    void filterWanted(const QString& prefix, const QString& filter);

private:
    QToolButton* makeButton(QLatin1StringView action, const QString& name);
    void fillKeys();
    void addKeys(const QString& title, const std::vector<store::KeyAddress>& keys,
                 const QString& none);
    void fillOrder();
    void addOrders();
    void addFilters();
    void askForName();
    void noteOpened();

    KeyMemory& m_memory;
    documents::Workspace& m_workspace;
    documents::KeyListModel* m_keys;
    QMenu* m_keyMenu;
    QMenu* m_orderMenu;
    QToolButton* m_keyButton;
    QToolButton* m_orderButton;
    SavedFilter m_current;
};

} // namespace plectrum::ui
