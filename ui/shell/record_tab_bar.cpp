// SPDX-License-Identifier: MIT
#include "ui/shell/record_tab_bar.h"

#include "ui/widgets/icon.h"

#include <QMouseEvent>
#include <QStyleOptionTab>
#include <QStylePainter>
#include <QToolButton>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestTab = 220; ///< longer names are cut when there is no room

/// A cross; while the record is modified a dot, until the mouse is over it.
class CloseButton final : public QToolButton
{
public:
    explicit CloseButton(QWidget* parent)
        : QToolButton(parent)
    {
        setFixedSize(18, 18);
        setIconSize({12, 12});
        setFocusPolicy(Qt::NoFocus);
        setStyleSheet(u"QToolButton { padding: 0; border-radius: 4px; }"_s);
        setModified(false);
    }

    bool isModified() const { return m_isModified; }

    void setModified(bool isModified)
    {
        m_isModified = isModified;
        setToolTip(isModified ? RecordTabBar::tr("Close (there are unsaved changes)")
                              : RecordTabBar::tr("Close"));
        setAccessibleName(toolTip());
        showIcon(underMouse());
    }

protected:
    void enterEvent(QEnterEvent* event) override
    {
        QToolButton::enterEvent(event);
        showIcon(true);
    }

    void leaveEvent(QEvent* event) override
    {
        QToolButton::leaveEvent(event);
        showIcon(false);
    }

private:
    void showIcon(bool isUnderMouse)
    {
        setIcon(ui::icon(m_isModified && !isUnderMouse ? u"dot"_s : u"close"_s));
    }

    bool m_isModified = false;
};

} // namespace

RecordTabBar::RecordTabBar(QWidget* parent)
    : QTabBar(parent)
{
    setMovable(true);
    setExpanding(false);
    setDocumentMode(true);
    setDrawBase(false);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
    setAccessibleName(tr("Open records"));
}

void RecordTabBar::setPreviewTab(int index)
{
    m_previewButton = index >= 0 ? tabButton(index, RightSide) : nullptr;
    update();
}

int RecordTabBar::previewTab() const
{
    return m_previewButton ? tabOfButton(m_previewButton) : -1;
}

void RecordTabBar::setModified(int index, bool isModified)
{
    if (auto* button = static_cast<CloseButton*>(tabButton(index, RightSide)))
        button->setModified(isModified);
}

bool RecordTabBar::isModified(int index) const
{
    const auto* button = static_cast<CloseButton*>(tabButton(index, RightSide));
    return button && button->isModified();
}

/// Many tabs are scrolled: short names that all look alike would help nobody.
QSize RecordTabBar::minimumTabSizeHint(int index) const
{
    const QSize whole = tabSizeHint(index);
    return {std::min(whole.width(), longestTab), whole.height()};
}

void RecordTabBar::tabInserted(int index)
{
    QTabBar::tabInserted(index);
    auto* button = new CloseButton(this);
    connect(button, &QToolButton::clicked, this, &RecordTabBar::requestClose);
    setTabButton(index, RightSide, button);
}

void RecordTabBar::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    const int preview = previewTab();
    const auto paintTab = [this, preview, &painter](int index) {
        QStyleOptionTab option;
        initStyleOption(&option, index);
        QFont tabFont = font();
        tabFont.setItalic(index == preview);
        painter.setFont(tabFont);
        painter.drawControl(QStyle::CE_TabBarTab, option);
    };
    for (int index = 0; index < count(); ++index)
        if (index != currentIndex())
            paintTab(index);
    if (currentIndex() >= 0)
        paintTab(currentIndex());
    const QRect last = count() > 0 ? tabRect(count() - 1) : QRect();
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(last.right() + 1, height() - 1, width(), height() - 1);
}

void RecordTabBar::mouseDoubleClickEvent(QMouseEvent* event)
{
    QTabBar::mouseDoubleClickEvent(event);
    if (const int index = tabAt(event->position().toPoint()); index >= 0)
        emit pinRequested(index);
}

void RecordTabBar::mouseReleaseEvent(QMouseEvent* event)
{
    QTabBar::mouseReleaseEvent(event);
    const int index = tabAt(event->position().toPoint());
    if (event->button() == Qt::MiddleButton && index >= 0)
        emit tabCloseRequested(index);
}

int RecordTabBar::tabOfButton(const QWidget* button) const
{
    for (int index = 0; index < count(); ++index)
        if (tabButton(index, RightSide) == button)
            return index;
    return -1;
}

void RecordTabBar::requestClose()
{
    if (const int index = tabOfButton(qobject_cast<QWidget*>(sender())); index >= 0)
        emit tabCloseRequested(index);
}

} // namespace plectrum::ui
