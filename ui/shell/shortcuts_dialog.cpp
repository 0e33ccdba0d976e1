// SPDX-License-Identifier: MIT
#include "ui/shell/shortcuts_dialog.h"

#include "documents/basics/tone.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/icon.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

/// Where the actions whose ids begin like this belong.
struct Area
{
    QLatin1StringView prefix;
    const char* title;
};

constexpr Area areas[] = {
    {"file."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Universes and tabs")},
    {"view."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Window")},
    {"keys."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Keys")},
    {"record."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Record")},
    {"edit."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Record")},
    {"node."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Values of a record")},
    {"lock."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Lock")},
    {"history."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "History")},
    {"transaction."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Transaction")},
    {"journal."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Journal")},
    {"log."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Log")},
    {"tasks."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Tasks")},
    {"help."_L1, QT_TRANSLATE_NOOP("ShortcutsDialog", "Help")},
};

QString areaOf(QLatin1StringView id)
{
    for (const Area& area : areas)
        if (id.startsWith(area.prefix))
            return QCoreApplication::translate("ShortcutsDialog", area.title);
    return QCoreApplication::translate("ShortcutsDialog", "Others");
}

QString keysOf(const ActionRow& row)
{
    const auto keys = QKeySequence::listFromString(QLatin1StringView(row.shortcuts));
    return QKeySequence::listToString(keys, QKeySequence::NativeText).replace(u"; "_s, u", "_s);
}

QTreeWidgetItem* makeArea(QTreeWidget* list, const QString& title)
{
    const auto known = list->findItems(title, Qt::MatchExactly, 0);
    if (!known.isEmpty())
        return known.front();
    auto* area = new QTreeWidgetItem(list, {title});
    QFont strong = list->font();
    strong.setWeight(QFont::DemiBold);
    area->setFont(0, strong);
    area->setFlags(Qt::ItemIsEnabled);
    area->setFirstColumnSpanned(true);
    area->setExpanded(true);
    return area;
}

void fill(QTreeWidget* list)
{
    const int height = list->fontMetrics().height() + documents::spacing::small;
    for (const ActionRow& row : actionRows()) {
        const QString keys = keysOf(row);
        if (keys.isEmpty())
            continue;
        auto* item = new QTreeWidgetItem(makeArea(list, areaOf(QLatin1StringView(row.id))),
                                         {actionText(row), keys});
        if (*row.icon)
            item->setIcon(0, icon(QString::fromLatin1(row.icon)));
        item->setSizeHint(0, {0, height});
    }
}

/// Shows the actions whose text or keys hold the words, and the areas that have any.
void filter(const QTreeWidget* list, const QString& text)
{
    for (int i = 0; i < list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* area = list->topLevelItem(i);
        bool isEmpty = true;
        for (int j = 0; j < area->childCount(); ++j) {
            QTreeWidgetItem* item = area->child(j);
            const bool fits = item->text(0).contains(text, Qt::CaseInsensitive)
                || item->text(1).contains(text, Qt::CaseInsensitive);
            item->setHidden(!fits);
            isEmpty = isEmpty && !fits;
        }
        area->setHidden(isEmpty);
    }
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget* window)
    : QDialog(window)
{
    setObjectName(u"shortcuts"_s);
    setWindowTitle(tr("Keyboard Shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    returnFocusAfter(this);
    resize(520, 600);
    auto* field = new QLineEdit(this);
    field->setObjectName(u"shortcuts.field"_s);
    field->setPlaceholderText(tr("Search actions and keys"));
    field->setAccessibleName(field->placeholderText());
    field->setClearButtonEnabled(true);
    field->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    auto* list = new QTreeWidget(this);
    list->setObjectName(u"shortcuts.list"_s);
    list->setHeaderLabels({tr("Action"), tr("Shortcut")});
    list->setRootIsDecorated(false);
    list->setIndentation(documents::spacing::medium);
    list->setItemsExpandable(false);
    list->setAccessibleName(windowTitle());
    fill(list);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    connect(field, &QLineEdit::textChanged, list,
            [list](const QString& text) { filter(list, text); });
    auto* close = new QPushButton(tr("Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(documents::spacing::medium, documents::spacing::medium,
                               documents::spacing::medium, documents::spacing::medium);
    layout->addWidget(field);
    layout->addWidget(list);
    layout->addLayout(buttons);
}

} // namespace plectrum::ui
