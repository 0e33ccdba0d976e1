// SPDX-License-Identifier: MIT
// The window's own actions: those of the table of actions that are not of a pane or a record.
#pragma once

#include <QObject>
#include <QString>

class QAction;

namespace plectrum::ui {

class WindowActions final : public QObject
{
    Q_OBJECT

public:
    /// Makes them all as children of `window`, whose shortcuts they become.
    explicit WindowActions(QWidget* window);

    /// The action of that name ("file.goToKey"); it must be in the table.
    QAction* at(QLatin1StringView name) const;

private:
    QWidget* m_window;
};

} // namespace plectrum::ui
