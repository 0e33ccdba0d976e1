// SPDX-License-Identifier: MIT
#include "ui/keys/key_shelf.h"

#include "documents/basics/visible_name.h"
#include "documents/keys/key_list_model.h"
#include "documents/workspace.h"
#include "ui/keys/filter_name_dialog.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/icon.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <array>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using Order = documents::KeyListModel::Order;

namespace {

/// A name in a menu, where & would mark a letter.
QString menuText(const QString& name)
{
    return QString(name).replace(u'&', u"&&"_s);
}

/// Not every style paints the text of a section.
void addHeading(QMenu* menu, const QString& title)
{
    if (!menu->isEmpty())
        menu->addSeparator();
    menu->addAction(title)->setEnabled(false);
}

} // namespace

KeyShelf::KeyShelf(KeyMemory& memory, documents::Workspace& workspace,
                   documents::KeyListModel* keys, QWidget* parent)
    : QWidget(parent)
    , m_memory(memory)
    , m_workspace(workspace)
    , m_keys(keys)
    , m_keyMenu(new QMenu(this))
    , m_orderMenu(new QMenu(this))
    , m_keyButton(makeButton("keys.favourites"_L1, u"favouritesButton"_s))
    , m_orderButton(makeButton("keys.order"_L1, u"keyOrderButton"_s))
{
    setObjectName(u"keyShelf"_s);
    m_keyMenu->setObjectName(u"favouritesMenu"_s);
    m_orderMenu->setObjectName(u"keyOrderMenu"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_keyButton);
    row->addWidget(m_orderButton);
    const auto open = [this](QToolButton* button, QMenu* menu) {
        connect(button->defaultAction(), &QAction::triggered, menu,
                [button, menu] { menu->popup(button->mapToGlobal(QPoint(0, button->height()))); });
    };
    open(m_keyButton, m_keyMenu);
    open(m_orderButton, m_orderMenu);
    connect(m_keyMenu, &QMenu::aboutToShow, this, &KeyShelf::fillKeys);
    connect(m_orderMenu, &QMenu::aboutToShow, this, &KeyShelf::fillOrder);
    connect(&m_workspace, &documents::Workspace::currentDocumentChanged, this,
            &KeyShelf::noteOpened);
    m_keys->setOrder(m_memory.order());
}

QToolButton* KeyShelf::makeButton(QLatin1StringView action, const QString& name)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setDefaultAction(makeAction(action, this));
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(button->defaultAction()->text());
    return button;
}

QList<QAction*> KeyShelf::shelfActions() const
{
    return {m_keyButton->defaultAction(), m_orderButton->defaultAction()};
}

void KeyShelf::setCurrentFilter(const QString& prefix, const QString& filter)
{
    m_current = {{}, prefix, filter};
}

bool KeyShelf::isFavourite(const store::KeyAddress& address) const
{
    return m_memory.isFavourite(address);
}

void KeyShelf::toggleFavourite(const store::KeyAddress& address)
{
    m_memory.setFavourite(address, !m_memory.isFavourite(address));
}

void KeyShelf::noteOpened()
{
    if (const auto* document = m_workspace.currentDocument())
        m_memory.addRecent(document->address());
}

void KeyShelf::fillKeys()
{
    m_keyMenu->clear();
    addKeys(tr("Favourites"), m_memory.favourites(), tr("None yet: Ctrl+Shift+B makes a key one"));
    addKeys(tr("Opened Last"), m_memory.recent(), tr("None yet"));
}

void KeyShelf::addKeys(const QString& title, const std::vector<store::KeyAddress>& keys,
                       const QString& none)
{
    addHeading(m_keyMenu, title);
    if (keys.empty())
        m_keyMenu->addAction(none)->setEnabled(false);
    for (const store::KeyAddress& key : keys) {
        const QString text =
            tr("%1 in %2").arg(documents::visibleName(key.key), documents::visibleName(key.store));
        QAction* action = m_keyMenu->addAction(
            icon(m_memory.isFavourite(key) ? u"star"_s : u"key"_s), menuText(text));
        connect(action, &QAction::triggered, this, [this, key] { emit keyWanted(key); });
    }
}

void KeyShelf::fillOrder()
{
    m_orderMenu->clear();
    addHeading(m_orderMenu, tr("Order of the Loaded Keys"));
    addOrders();
    addHeading(m_orderMenu, tr("Saved Filters"));
    addFilters();
}

void KeyShelf::addOrders()
{
    auto* group = new QActionGroup(m_orderMenu);
    const std::array orders{std::pair(Order::Bytes, tr("As in the &Data Store")),
                            std::pair(Order::Descending, tr("&Backwards")),
                            std::pair(Order::Natural, tr("By &Number, in Either Case"))};
    for (const auto& [order, text] : orders) {
        QAction* action = group->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_keys->order() == order);
        m_orderMenu->addAction(action);
        connect(action, &QAction::triggered, this, [this, wanted = order] {
            m_memory.setOrder(wanted);
            m_keys->setOrder(wanted);
        });
    }
}

void KeyShelf::addFilters()
{
    const auto filters = m_memory.filters();
    for (const SavedFilter& filter : filters) {
        QAction* action = m_orderMenu->addAction(icon(u"filter"_s), menuText(filter.name));
        connect(action, &QAction::triggered, this,
                [this, filter] { emit filterWanted(filter.prefix, filter.filter); });
    }
    QAction* save = m_orderMenu->addAction(icon(u"save"_s), tr("&Save This Filter…"));
    save->setObjectName(u"keys.saveFilter"_s);
    save->setEnabled(!m_current.prefix.isEmpty() || !m_current.filter.isEmpty());
    connect(save, &QAction::triggered, this, &KeyShelf::askForName);
    if (filters.empty())
        return;
    QMenu* forget = m_orderMenu->addMenu(tr("&Forget"));
    for (const SavedFilter& filter : filters)
        connect(forget->addAction(menuText(filter.name)), &QAction::triggered, this,
                [this, name = filter.name] { m_memory.removeFilter(name); });
}

void KeyShelf::askForName()
{
    auto* dialog = new FilterNameDialog(m_current, window());
    connect(dialog, &FilterNameDialog::named, this, [this](const QString& name) {
        m_memory.saveFilter({name, m_current.prefix, m_current.filter});
    });
    dialog->open();
}

} // namespace plectrum::ui

#include "moc_key_shelf.cpp"
