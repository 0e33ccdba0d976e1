// SPDX-License-Identifier: MIT
#include "ui/shell/shortcuts_dialog.h"

#include "documents/basics/tone.h"
#include "ui/widgets/focus_return.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

ShortcutsDialog::ShortcutsDialog(QWidget* window)
    : QDialog(window)
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    returnFocusAfter(this);
    resize(460, 560);
    auto* list = new QTreeWidget(this);
    list->setHeaderLabels({tr("Action"), tr("Shortcut")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAccessibleName(windowTitle());
    for (const QAction* action : window->findChildren<QAction*>()) {
        if (action->objectName().isEmpty() || action->shortcut().isEmpty())
            continue;
        const QString shortcut = action->shortcut().toString(QKeySequence::NativeText);
        auto* row = new QTreeWidgetItem(list, {action->text().remove(u'&'), shortcut});
        row->setIcon(0, action->icon());
        row->setSizeHint(0, {0, fontMetrics().height() + documents::spacing::small});
    }
    list->sortItems(0, Qt::AscendingOrder);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(documents::spacing::medium, documents::spacing::medium,
                               documents::spacing::medium, documents::spacing::medium);
    layout->addWidget(list);
    layout->addWidget(buttons);
}

} // namespace plectrum::ui
