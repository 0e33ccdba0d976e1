// SPDX-License-Identifier: MIT
// What the window shows while no record is open: where one is and what to do.
#pragma once

#include <QWidget>

class QAction;

namespace plectrum::ui {

class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    /// Offers these actions with their shortcuts; they must outlive the page.
    WelcomePage(const QString& universe, const QList<QAction*>& actions, QWidget* parent = nullptr);
};

} // namespace plectrum::ui
