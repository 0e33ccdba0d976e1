// SPDX-License-Identifier: MIT
#include "ui/locks/lock_indicator.h"

#include "documents/basics/tone.h"
#include "documents/locks/lock_status.h"
#include "documents/locks/lock_text.h"
#include "ui/locks/lock_painter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QTimer>
#include <QToolTip>
#include <QWidgetAction>

#include <chrono>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds turnEvery{250};
constexpr int textWidth = 340;
constexpr int arrowWidth = 10;
constexpr int belowText = documents::spacing::tiny + 3; ///< as below the facts beside it

/// The state in words, at the top of the menu.
QWidgetAction* makeWords(documents::LockStatus* status, QMenu* menu)
{
    auto* label = new QLabel(menu);
    label->setObjectName(u"lock.words"_s);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setFixedWidth(textWidth);
    label->setMargin(documents::spacing::medium);
    const auto show = [label, status] {
        label->setText(status->word() + u"\n"_s + status->explanation());
        label->setFixedHeight(label->heightForWidth(textWidth));
    };
    show();
    QObject::connect(status, &documents::LockStatus::changed, label, show);
    auto* action = new QWidgetAction(menu);
    action->setDefaultWidget(label);
    action->setEnabled(false);
    return action;
}

} // namespace

LockIndicator::LockIndicator(documents::LockStatus* status, const QList<QAction*>& actions,
                             QWidget* parent)
    : QAbstractButton(parent)
    , m_status(status)
    , m_menuActions(actions)
    , m_turn(new QTimer(this))
{
    setObjectName(u"lock.indicator"_s);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_turn->setInterval(turnEvery);
    connect(m_turn, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(this, &QAbstractButton::clicked, this, &LockIndicator::openMenu);
    connect(status, &documents::LockStatus::changed, this, &LockIndicator::showState);
    connect(status, &documents::LockStatus::waitingChanged, this, &LockIndicator::showState);
    showState();
    setVisible(status->hasLock());
}

void LockIndicator::setCaption(const QString& caption)
{
    m_caption = caption;
    updateGeometry();
}

void LockIndicator::setActions(const QList<QAction*>& actions)
{
    m_menuActions = actions;
}

QMenu* LockIndicator::menu() const
{
    return m_menu;
}

void LockIndicator::showState()
{
    QString word = m_status->word();
    if (m_status->isWaiting())
        word = tr("%1, waiting").arg(word);
    setText(word);
    setAccessibleName(tr("Lock: %1").arg(word));
    setAccessibleDescription(m_status->explanation());
    const bool isOurs = m_status->view().state == editing::LockState::Ours;
    if (isOurs && isVisible())
        m_turn->start();
    else
        m_turn->stop();
    updateGeometry();
    update();
}

QFont LockIndicator::captionFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

int LockIndicator::captionHeight() const
{
    return m_caption.isEmpty() ? 0 : QFontMetrics(captionFont()).height();
}

QSize LockIndicator::sizeHint() const
{
    const int words = fontMetrics().horizontalAdvance(text());
    return {lockPictureSize + documents::spacing::tiny + words + documents::spacing::tiny
                + arrowWidth + 2,
            m_caption.isEmpty()
                ? std::max(fontMetrics().height(), lockPictureSize) + documents::spacing::tiny
                : captionHeight() + fontMetrics().height() + belowText};
}

void LockIndicator::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(documents::tone(documents::Tone::Accent, palette()))
                                  : QPen(Qt::NoPen));
        painter.setBrush(underMouse() || isDown() ? palette().color(QPalette::AlternateBase)
                                                  : QColor(Qt::transparent));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5),
                                documents::spacing::tiny, documents::spacing::tiny);
    }
    if (!m_caption.isEmpty()) {
        painter.setFont(captionFont());
        painter.setPen(documents::tone(documents::Tone::Muted, palette()));
        painter.drawText(QRect(2, 0, width() - 2, captionHeight()), Qt::AlignVCenter, m_caption);
    }
    const int top = captionHeight() + (m_caption.isEmpty() ? 0 : 1);
    const int high = m_caption.isEmpty() ? height() : fontMetrics().height();
    const auto mirrored = [this](const QRect& rect) {
        return QStyle::visualRect(layoutDirection(), this->rect(), rect);
    };
    const QRect picture(1, top, lockPictureSize, high);
    paintLock(&painter, mirrored(picture), m_status->view(), m_status->elapsed(), palette());
    painter.setFont(font());
    painter.setPen(documents::tone(documents::lockTone(m_status->view().state), palette()));
    const int left = picture.right() + 1 + documents::spacing::tiny;
    const QRect words(left, top, width() - left, high);
    painter.drawText(mirrored(words), Qt::AlignVCenter | Qt::AlignLeft, text());
    const double end = arrowWidth / 2.0 + 2;
    const QPointF arrow(isRightToLeft() ? end : width() - end, top + high / 2.0);
    painter.setPen(QPen(documents::tone(documents::Tone::Muted, palette()), 1.25));
    painter.drawPolyline(
        QPolygonF{arrow + QPointF(-3, -1.5), arrow + QPointF(0, 1.5), arrow + QPointF(3, -1.5)});
}

void LockIndicator::showEvent(QShowEvent* event)
{
    QAbstractButton::showEvent(event);
    m_status->setWatched(this, true);
    showState();
}

void LockIndicator::hideEvent(QHideEvent* event)
{
    QAbstractButton::hideEvent(event);
    m_status->setWatched(this, false);
    m_turn->stop();
}

bool LockIndicator::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const QString text = tr("Lock: %1\n%2").arg(m_status->word(), m_status->explanation());
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text, this);
        return true;
    }
    return QAbstractButton::event(event);
}

void LockIndicator::keyPressEvent(QKeyEvent* event)
{
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Down;
    if (opens)
        openMenu();
    else
        QAbstractButton::keyPressEvent(event);
}

void LockIndicator::openMenu()
{
    if (m_menu)
        return;
    m_status->poll();
    m_menu = new QMenu(this);
    m_menu->setObjectName(u"lock.menu"_s);
    m_menu->setAttribute(Qt::WA_DeleteOnClose);
    m_menu->setAccessibleName(accessibleName());
    m_menu->setAccessibleDescription(m_status->explanation());
    m_menu->addAction(makeWords(m_status, m_menu));
    m_menu->addSeparator();
    m_menu->addActions(m_menuActions);
    m_menu->popup(mapToGlobal(rect().bottomLeft()));
}

} // namespace plectrum::ui

#include "moc_lock_indicator.cpp"
