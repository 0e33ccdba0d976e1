// SPDX-License-Identifier: MIT
// How full the request budgets are, small enough for the status bar; a click opens the panel.
#pragma once

#include <QToolButton>

namespace plectrum::documents {
class RequestMeter;
} // namespace plectrum::documents

namespace plectrum::ui {

class RequestChip final : public QToolButton
{
    Q_OBJECT

public:
    /// It must outlive the chip.
    explicit RequestChip(documents::RequestMeter& meter, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showStatus();
    void openPanel();

    documents::RequestMeter& m_meter;
};

} // namespace plectrum::ui
