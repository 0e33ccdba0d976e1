// SPDX-License-Identifier: MIT
#include "ui/record/json_value_editors.h"

#include "ui/tone.h"

#include <QKeyEvent>
#include <QToolTip>
#include <QValidator>

#include <utility>

namespace plectrum::ui {

namespace {

class CheckValidator final : public QValidator
{
public:
    explicit CheckValidator(CheckedLineEdit* editor)
        : QValidator(editor)
        , m_editor(editor)
    {
    }
    State validate(QString& text, int& /*position*/) const override
    {
        return m_editor->check()(text).isEmpty() ? Acceptable : Intermediate;
    }

private:
    CheckedLineEdit* m_editor;
};

} // namespace

CheckedLineEdit::CheckedLineEdit(Check check, QWidget* parent)
    : QLineEdit(parent)
    , m_check(std::move(check))
{
    setFrame(false);
    setAutoFillBackground(true);
    setValidator(new CheckValidator(this));
    connect(this, &QLineEdit::textChanged, this, &CheckedLineEdit::showComplaint);
}

void CheckedLineEdit::showComplaint()
{
    const QString complaint = m_check(text());
    QPalette colours = parentWidget() ? parentWidget()->palette() : palette();
    if (!complaint.isEmpty()) {
        colours.setColor(QPalette::Text, tone(Tone::Danger, colours));
        QToolTip::showText(mapToGlobal(QPoint(0, height())), complaint, this);
    } else {
        QToolTip::hideText();
    }
    setPalette(colours);
    setAccessibleDescription(complaint);
}

StringPage::StringPage(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setAutoFillBackground(true);
    setToolTip(tr("Ctrl+Return takes the text over, Escape leaves it as it was."));
}

void StringPage::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && event->modifiers().testFlag(Qt::ControlModifier)) {
        emit accepted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace plectrum::ui

#include "moc_json_value_editors.cpp"
