// SPDX-License-Identifier: MIT
// The button that confirms a question about data: Ctrl+Return presses it wherever the focus is in
// its window, and is written on it. Return alone does so only while the button has the focus.
#pragma once

#include <QPushButton>

namespace plectrum::ui {

class ConfirmButton final : public QPushButton
{
    Q_OBJECT

public:
    ConfirmButton(const QString& text, QWidget* window);
    QSize sizeHint() const override;

protected:
    void initStyleOption(QStyleOptionButton* option) const override;
};

} // namespace plectrum::ui
