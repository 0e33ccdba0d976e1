// SPDX-License-Identifier: MIT
// A line of text that may be narrower than it is: then it ends with "…" and its tooltip says it
// all.
#pragma once

#include <QLabel>

namespace plectrum::ui {

class ElidingLabel final : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
};

} // namespace plectrum::ui
