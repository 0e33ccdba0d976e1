// SPDX-License-Identifier: MIT
#include "ui/shell/pane_focus.h"

#include "ui/history/version_timeline.h"

#include <QAbstractScrollArea>

namespace plectrum::ui {

namespace {

bool isPane(const QWidget* widget, const QWidget* window)
{
    return widget->isVisible() && widget->isEnabled() && widget->window() == window
        && (widget->focusPolicy() & Qt::TabFocus) != 0
        && (widget->inherits("QAbstractScrollArea")
            || qobject_cast<const VersionTimeline*>(widget));
}

} // namespace

QList<QWidget*> panesOf(QWidget* window)
{
    QList<QWidget*> panes;
    for (QWidget* widget = window->nextInFocusChain(); widget != window;
         widget = widget->nextInFocusChain())
        if (isPane(widget, window))
            panes.append(widget);
    return panes;
}

void focusPane(QWidget* window, int step)
{
    const QList<QWidget*> panes = panesOf(window);
    if (panes.isEmpty())
        return;
    qsizetype now = step > 0 ? -1 : panes.size();
    const QWidget* focus = window->focusWidget();
    for (qsizetype i = 0; focus && i < panes.size(); ++i)
        if (panes[i] == focus || panes[i]->isAncestorOf(focus))
            now = i;
    const qsizetype next = (now + step + panes.size()) % panes.size();
    panes[next]->setFocus(step > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

} // namespace plectrum::ui
