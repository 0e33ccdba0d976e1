// SPDX-License-Identifier: MIT
// The request budgets one by one: used of our share, waiting, throttled; and the switch that holds
// back what is not urgent. A popup that deletes itself.
#pragma once

#include <QFrame>

class QFormLayout;
class QPushButton;

namespace plectrum::documents {
class RequestMeter;
} // namespace plectrum::documents

namespace plectrum::ui {

class RequestPanel final : public QFrame
{
    Q_OBJECT

public:
    /// It must outlive the panel.
    explicit RequestPanel(documents::RequestMeter& meter, QWidget* parent = nullptr);

private:
    void update();
    void toggle();

    documents::RequestMeter& m_meter;
    QFormLayout* m_rows;
    QPushButton* m_pause;
};

} // namespace plectrum::ui
