// SPDX-License-Identifier: MIT
#include "ui/record/record_facts.h"

#include "documents/record/record_document.h"
#include "documents/user_names.h"
#include "json/printer.h"
#include "ui/widgets/elided_text.h"
#include "ui/widgets/flow_layout.h"

#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::ui {

namespace {

constexpr int widestText = 108;
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
    , m_flow(new FlowLayout(documents::spacing::medium, documents::spacing::small, this))
    , m_leading(leading)
    , m_measureSoon(new QTimer(this))
    , m_measuring([this](std::size_t bytes) { showSize(bytes); })
{
    setObjectName(QStringLiteral("record.facts"));
    m_flow->setContentsMargins(documents::spacing::medium, documents::spacing::small,
                               documents::spacing::medium, documents::spacing::small);
    m_flow->addWidget(leading);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_measureSoon->setSingleShot(true);
    m_measureSoon->setInterval(std::chrono::milliseconds(100));
    connect(document, &documents::RecordDocument::loaded, this, &RecordFactStrip::showFacts);
    connect(document, &documents::RecordDocument::valueChanged, m_measureSoon,
            qOverload<>(&QTimer::start));
    connect(m_measureSoon, &QTimer::timeout, this, &RecordFactStrip::measureDraft);
    showFacts();
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

void RecordFactStrip::showFacts()
{
    std::vector<documents::RecordFact> facts = documents::factsOf(m_document->inspection());
    const auto id = documents::UserNames::idIn(m_document->address().key);
    if (const auto known = m_names && id ? m_names->known(*id) : std::nullopt)
        facts.insert(facts.begin(),
                     documents::userFact(*id, known->name, known->readTime.time_since_epoch(),
                                         m_document->now().time_since_epoch()));
    while (m_cells.size() > static_cast<qsizetype>(facts.size()))
        delete m_cells.takeLast();
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const auto at = static_cast<qsizetype>(i);
        if (at < m_cells.size()) {
            m_cells[at]->setFact(facts[i]);
        } else {
            auto* cell = new RecordFactCell(facts[i], this);
            m_flow->addWidget(cell);
            cell->show();
            m_cells.append(cell);
        }
    }
    setVisible(!m_cells.isEmpty() || !m_leading->isHidden());
    updateGeometry();
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
    if (size != m_cells.end())
        (*size)->setFact(documents::sizeFact(bytes, m_document->inspection().shardCount > 0));
}

} // namespace plectrum::ui

#include "moc_record_facts.cpp"
