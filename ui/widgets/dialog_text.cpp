// SPDX-License-Identifier: MIT
#include "ui/widgets/dialog_text.h"

#include <QLabel>

namespace plectrum::ui {

QLabel* makeDialogText(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QLabel* makeDialogTitle(const QString& text, QWidget* parent)
{
    constexpr double larger = 1.25;
    QLabel* label = makeDialogText(text, parent);
    QFont strong = label->font();
    strong.setPointSizeF(strong.pointSizeF() * larger);
    strong.setWeight(QFont::DemiBold);
    label->setFont(strong);
    return label;
}

} // namespace plectrum::ui
