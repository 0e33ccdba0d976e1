// SPDX-License-Identifier: MIT
#include "ui/widgets/message_bar.h"

#include "ui/widgets/icon.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace plectrum::ui {

namespace {

QString iconOf(documents::Tone meaning)
{
    switch (meaning) {
    case documents::Tone::Added:
        return QStringLiteral("check");
    case documents::Tone::Warning:
        return QStringLiteral("warning");
    case documents::Tone::Danger:
        return QStringLiteral("error");
    default:
        return QStringLiteral("info");
    }
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_row(new QHBoxLayout(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("record.message"));
    m_text->setObjectName(QStringLiteral("record.message.text"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss this message"));
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    m_row->setContentsMargins(documents::spacing::medium, documents::spacing::small,
                              documents::spacing::small, documents::spacing::small);
    m_row->setSpacing(documents::spacing::small);
    m_row->addWidget(m_icon);
    m_row->addWidget(m_text, 1);
    m_row->addWidget(m_close);
    setVisible(false);
}

void MessageBar::showMessage(documents::Tone meaning, const QString& text,
                             const QList<Choice>& choices, bool canBeDismissed)
{
    m_meaning = meaning;
    m_text->setText(text);
    setAccessibleName(text);
    // Not at once: the press of such a button may have brought this message.
    for (QPushButton* button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    for (const Choice& choice : choices) {
        auto* button = new QPushButton(choice.text, this);
        connect(button, &QPushButton::clicked, this, choice.does);
        m_row->insertWidget(m_row->count() - 1, button);
        m_buttons.append(button);
    }
    m_close->setVisible(canBeDismissed);
    dress();
    setVisible(true);
}

void MessageBar::dismiss()
{
    if (!isHidden()) {
        setVisible(false);
        m_text->clear();
        emit dismissed();
    }
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_close->isVisible())
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !isHidden())
        dress();
}

void MessageBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), documents::toneFill(m_meaning, palette()));
    painter.fillRect(0, 0, 3, height(), documents::tone(m_meaning, palette()));
}

void MessageBar::dress()
{
    m_icon->setPixmap(icon(iconOf(m_meaning)).pixmap(16, 16));
    update();
}

} // namespace plectrum::ui

#include "moc_message_bar.cpp"
