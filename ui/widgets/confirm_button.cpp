// SPDX-License-Identifier: MIT
#include "ui/widgets/confirm_button.h"

#include <QShortcut>
#include <QStyleOptionButton>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

QKeySequence confirmKey()
{
    return {Qt::CTRL | Qt::Key_Return};
}

QString keyText()
{
    return u"   "_s + confirmKey().toString(QKeySequence::NativeText);
}

} // namespace

ConfirmButton::ConfirmButton(const QString& text, QWidget* window)
    : QPushButton(text, window)
{
    setAutoDefault(false); // else Return anywhere would confirm
    setDefault(true); // for the look
    auto* key = new QShortcut(confirmKey(), window);
    connect(key, &QShortcut::activated, this, &QPushButton::click);
}

void ConfirmButton::initStyleOption(QStyleOptionButton* option) const
{
    QPushButton::initStyleOption(option);
    option->text += keyText();
}

QSize ConfirmButton::sizeHint() const
{
    return QPushButton::sizeHint() + QSize(fontMetrics().horizontalAdvance(keyText()), 0);
}

} // namespace plectrum::ui

#include "moc_confirm_button.cpp"
