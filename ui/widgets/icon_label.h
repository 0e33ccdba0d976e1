// SPDX-License-Identifier: MIT
// A picture that is only looked at, in the colours of the moment: it follows light and dark.
#pragma once

#include <QIcon>
#include <QWidget>

namespace plectrum::ui {

class IconLabel final : public QWidget
{
    Q_OBJECT

public:
    /// `name` as for icon().
    explicit IconLabel(const QString& name, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon m_icon;
};

} // namespace plectrum::ui
