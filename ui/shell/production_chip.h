// SPDX-License-Identifier: MIT
// That the universe is production and whether it may be written, by word and colour; a click asks
// to unlock it, or locks it again.
#pragma once

#include <QToolButton>

class QAction;

namespace plectrum::documents {
class Production;
} // namespace plectrum::documents

namespace plectrum::ui {

class ProductionChip final : public QToolButton
{
    Q_OBJECT

public:
    /// `toggle` is triggered by a click. Both must outlive it.
    ProductionChip(documents::Production& production, QAction* toggle, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showStatus();

    documents::Production& m_production;
};

} // namespace plectrum::ui
