// SPDX-License-Identifier: MIT
#include "ui/shell/palette_entries.h"

#include "documents/basics/visible_name.h"
#include "documents/keys/key_list_model.h"
#include "documents/workspace.h"
#include "ui/keys/key_browser.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/icon.h"

#include <QAction>
#include <QPointer>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

PaletteEntries::PaletteEntries(QWidget* window, documents::Workspace& workspace,
                               KeyBrowser* browser)
    : m_window(window)
    , m_workspace(&workspace)
    , m_browser(browser)
{
}

std::vector<PaletteEntry> PaletteEntries::actions() const
{
    std::vector<PaletteEntry> entries;
    for (const ActionRow& row : actionRows()) {
        const QString name = QLatin1StringView(row.id);
        const auto actions = m_window->findChildren<QAction*>(name);
        // Of those that each pane has for itself the one that is in sight.
        const auto isReachable = [](const QAction* action) {
            const auto* pane = qobject_cast<const QWidget*>(action->parent());
            return action->isEnabled() && (!pane || pane->isVisible());
        };
        const auto found = std::ranges::find_if(actions, isReachable);
        if (found == actions.end() || name == u"help.palette")
            continue;
        QAction* action = *found;
        entries.push_back({.text = action->text().remove(u'&'),
                           .hint = action->shortcut().toString(QKeySequence::NativeText),
                           .icon = action->icon(),
                           .run = [action = QPointer(action)] {
                               if (action)
                                   action->trigger();
                           }});
    }
    return entries;
}

std::vector<PaletteEntry> PaletteEntries::stores() const
{
    std::vector<PaletteEntry> entries;
    for (const editing::StoreListing& store : m_workspace->stores()) {
        const bool isLyra = store.kind == store::KeyAddress::Kind::Lyra;
        entries.push_back(
            {.text = documents::visibleName(store.name),
             .hint = isLyra ? tr("Store") : tr("Data store"),
             .icon = icon(isLyra ? u"store"_s : u"table"_s),
             .run = [browser = m_browser, store] { browser->setCurrentStore(store); }});
    }
    return entries;
}

std::vector<PaletteEntry> PaletteEntries::keys(const QString& text, int most) const
{
    std::vector<PaletteEntry> entries;
    const documents::KeyListModel* keys = m_browser->keys();
    for (int row = 0; row < keys->rowCount() && int(entries.size()) < most; ++row) {
        const QModelIndex index = keys->index(row);
        const QString name = index.data().toString();
        if (!name.contains(text, Qt::CaseInsensitive))
            continue;
        entries.push_back({.text = name,
                           .hint = tr("Key"),
                           .icon = icon(u"key"_s),
                           .run = [workspace = m_workspace, address = keys->address(index)] {
                               workspace->openRecord(address);
                           }});
    }
    return entries;
}

} // namespace plectrum::ui
