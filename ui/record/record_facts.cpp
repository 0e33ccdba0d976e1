// SPDX-License-Identifier: MIT
#include "ui/record/record_facts.h"

#include "documents/record/record_document.h"
#include "documents/user_names.h"
#include "json/printer.h"
#include "ui/widgets/elided_text.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/tone_label.h"

#include <QEvent>
#include <QFormLayout>
#include <QFrame>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::ui {

namespace {

constexpr int widestText = 180;
constexpr int barHeight = 3;

QFont captionFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

} // namespace

RecordFactCell::RecordFactCell(documents::RecordFact fact, QWidget* parent)
    : QWidget(parent)
{
    setFact(std::move(fact));
}

const documents::RecordFact& RecordFactCell::fact() const
{
    return m_fact;
}

void RecordFactCell::setFact(documents::RecordFact fact)
{
    m_fact = std::move(fact);
    setObjectName(QStringLiteral("fact.") + m_fact.id);
    setAccessibleName(m_fact.caption);
    setAccessibleDescription(m_fact.text);
    setToolTip(m_fact.details.isEmpty() ? m_fact.text : m_fact.details);
    updateGeometry();
    update();
}

QSize RecordFactCell::sizeHint() const
{
    const QFontMetrics caption(captionFont(font()));
    const int text = std::min(widestText, fontMetrics().horizontalAdvance(m_fact.text) + 2);
    const int width = std::max(text, caption.horizontalAdvance(m_fact.caption) + 2);
    return {m_fact.share ? std::max(width, 120) : width,
            caption.height() + fontMetrics().height() + documents::spacing::tiny + barHeight};
}

void RecordFactCell::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QFont small = captionFont(font());
    const int captionHeight = QFontMetrics(small).height();
    painter.setFont(small);
    painter.setPen(documents::tone(documents::Tone::Muted, palette()));
    painter.drawText(QRect(0, 0, width(), captionHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     m_fact.caption);
    painter.setFont(font());
    painter.setPen(m_fact.meaning ? documents::tone(*m_fact.meaning, palette())
                                  : palette().color(QPalette::WindowText));
    drawElided(painter, QRect(0, captionHeight + 1, width(), fontMetrics().height()), m_fact.text,
               Qt::ElideMiddle);
    if (m_fact.share) {
        const QRectF bar(0, height() - barHeight, width(), barHeight);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(documents::tone(documents::Tone::Line, palette()));
        painter.drawRoundedRect(bar, 1.5, 1.5);
        painter.setBrush(
            documents::tone(m_fact.meaning.value_or(documents::Tone::Accent), palette()));
        const double filled = std::clamp(*m_fact.share, 0.0, 1.0) * bar.width();
        painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(filled, 3.0), barHeight)),
                                1.5, 1.5);
    }
}

RecordFactStrip::RecordFactStrip(documents::RecordDocument* document, QWidget* leading,
                                 QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_leading(leading)
    , m_more(new QToolButton(this))
    , m_measureSoon(new QTimer(this))
    , m_measuring([this](std::size_t bytes) { showSize(bytes); })
{
    setObjectName(QStringLiteral("record.facts"));
    leading->setParent(this);
    m_more->setObjectName(QStringLiteral("record.allFacts"));
    m_more->setIcon(icon(QStringLiteral("chevron-down")));
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setToolTip(tr("All facts of this record"));
    m_more->setAccessibleName(m_more->toolTip());
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_measureSoon->setSingleShot(true);
    m_measureSoon->setInterval(std::chrono::milliseconds(100));
    connect(m_more, &QToolButton::clicked, this, &RecordFactStrip::showAll);
    connect(document, &documents::RecordDocument::loaded, this, &RecordFactStrip::showFacts);
    connect(document, &documents::RecordDocument::valueChanged, m_measureSoon,
            qOverload<>(&QTimer::start));
    connect(m_measureSoon, &QTimer::timeout, this, &RecordFactStrip::measureDraft);
    showFacts();
}

QSize RecordFactStrip::sizeHint() const
{
    int height = std::max(m_leading->sizeHint().height(), m_more->sizeHint().height());
    for (const RecordFactCell* cell : m_cells)
        height = std::max(height, cell->sizeHint().height());
    return {minimumSizeHint().width(), height + 2 * documents::spacing::small};
}

QSize RecordFactStrip::minimumSizeHint() const
{
    return {m_leading->sizeHint().width() + m_more->sizeHint().width()
                + 3 * documents::spacing::medium,
            0};
}

void RecordFactStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool RecordFactStrip::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) // the lock's text has another width
        fit();
    return QWidget::event(event);
}

/// One line: what has no room stands in the popup.
void RecordFactStrip::fit()
{
    const int across = documents::spacing::medium;
    const int top = documents::spacing::small;
    const auto put = [&](QWidget* widget, int left) {
        const QSize size = widget->sizeHint();
        const QRect rect(left, top, size.width(), height() - 2 * top);
        widget->setGeometry(QStyle::visualRect(layoutDirection(), this->rect(), rect));
        return left + size.width() + across;
    };
    const int end = width() - m_more->sizeHint().width() - across;
    int left = across;
    if (!m_leading->isHidden())
        left = put(m_leading, left);
    bool isFull = false;
    for (RecordFactCell* cell : std::as_const(m_cells)) {
        isFull = isFull || left + cell->sizeHint().width() > end;
        cell->setVisible(!isFull);
        if (!isFull)
            left = put(cell, left);
    }
    m_more->setVisible(!m_facts.empty());
    put(m_more, std::min(left, end));
}

void RecordFactStrip::showAll()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setObjectName(QStringLiteral("record.factsPopup"));
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setFrameShape(QFrame::StyledPanel);
    auto* rows = new QFormLayout(popup);
    rows->setContentsMargins(documents::spacing::large, documents::spacing::medium,
                             documents::spacing::large, documents::spacing::medium);
    rows->setHorizontalSpacing(documents::spacing::large);
    constexpr int widest = 420;
    for (const documents::RecordFact& fact : m_facts) {
        auto* text = new QLabel(fact.text, popup);
        text->setObjectName(QStringLiteral("facts.") + fact.id);
        text->setTextFormat(Qt::PlainText);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        text->setWordWrap(true);
        text->setMaximumWidth(widest);
        text->setToolTip(fact.details);
        auto* caption = new ToneLabel(documents::Tone::Muted, popup);
        caption->setText(fact.caption);
        rows->addRow(caption, text);
    }
    popup->adjustSize();
    popup->move(m_more->mapToGlobal(QPoint(m_more->width() - popup->width(), m_more->height())));
    popup->show();
}

void RecordFactStrip::setUserNames(documents::UserNames* names)
{
    m_names = names;
    const auto id = documents::UserNames::idIn(m_document->address().key);
    if (!names || !id)
        return;
    connect(names, &documents::UserNames::learned, this, [this, id](qint64 learned) {
        if (learned == *id)
            showFacts();
    });
    names->request(*id);
    showFacts();
}

void RecordFactStrip::setFirstFact(std::optional<documents::RecordFact> fact)
{
    m_first = std::move(fact);
    showFacts();
}

void RecordFactStrip::showFacts()
{
    std::vector<documents::RecordFact> facts = documents::factsOf(m_document->inspection());
    const auto id = documents::UserNames::idIn(m_document->address().key);
    if (const auto known = m_names && id ? m_names->known(*id) : std::nullopt)
        facts.insert(facts.begin(),
                     documents::userFact(*id, known->name, known->readTime.time_since_epoch(),
                                         m_document->now().time_since_epoch()));
    if (m_first)
        facts.insert(facts.begin(), *m_first);
    m_facts = facts;
    std::erase_if(facts, &documents::RecordFact::isMinor);
    while (m_cells.size() > static_cast<qsizetype>(facts.size()))
        delete m_cells.takeLast();
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const auto at = static_cast<qsizetype>(i);
        if (at < m_cells.size())
            m_cells[at]->setFact(facts[i]);
        else
            m_cells.append(new RecordFactCell(facts[i], this));
    }
    setVisible(!m_cells.isEmpty() || !m_leading->isHidden());
    updateGeometry();
    fit();
}

/// The draft's size, not that of what is stored; counted off the GUI thread.
void RecordFactStrip::measureDraft()
{
    if (m_document->inspection().isEditable())
        m_measuring.start([value = m_document->value()] { return json::printedSize(value); });
}

void RecordFactStrip::showSize(std::size_t bytes)
{
    const auto size = std::ranges::find(m_cells, QStringLiteral("size"),
                                        [](const auto* cell) { return cell->fact().id; });
    if (size == m_cells.end())
        return;
    const auto fact = documents::sizeFact(bytes, m_document->inspection().shardCount > 0);
    (*size)->setFact(fact);
    std::ranges::replace_if(m_facts, [&](const auto& known) { return known.id == fact.id; }, fact);
    fit();
}

} // namespace plectrum::ui

#include "moc_record_facts.cpp"
