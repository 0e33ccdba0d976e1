// SPDX-License-Identifier: MIT
#include "ui/widgets/focus_return.h"

#include <QDialog>
#include <QPointer>

namespace plectrum::ui {

void returnFocusAfter(QDialog* dialog)
{
    QWidget* parent = dialog->parentWidget();
    if (!parent)
        return;
    const QPointer<QWidget> before = parent->window()->focusWidget();
    QObject::connect(dialog, &QDialog::finished, parent, [parent, before] {
        QWidget* window = parent->window();
        window->activateWindow();
        // What took the focus in the meantime keeps it: it has news for the user.
        QWidget* now = window->focusWidget();
        if (!now || !now->isVisible())
            now = before && before->isVisible() ? before.data() : parent;
        now->setFocus(Qt::OtherFocusReason);
    });
}

} // namespace plectrum::ui
