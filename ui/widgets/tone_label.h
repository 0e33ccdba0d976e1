// SPDX-License-Identifier: MIT
// Text in a colour by meaning, asked for when it is drawn (a palette that is set on a widget does
// not outlive a change of the style sheet). One line elides when it must; wrapped text does not.
#pragma once

#include "documents/basics/tone.h"

#include <QLabel>

namespace plectrum::ui {

class ToneLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ToneLabel(documents::Tone meaning, QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    documents::Tone m_meaning;
};

} // namespace plectrum::ui
