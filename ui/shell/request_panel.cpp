// SPDX-License-Identifier: MIT
#include "ui/shell/request_panel.h"

#include "documents/basics/tone.h"
#include "documents/request_meter.h"
#include "ui/widgets/tone_label.h"

#include <QFormLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int barWidth = 160;

} // namespace

RequestPanel::RequestPanel(documents::RequestMeter& meter, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_meter(meter)
    , m_rows(new QFormLayout)
    , m_pause(new QPushButton(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"requestPanel"_s);
    setFrameShape(QFrame::StyledPanel);
    m_pause->setObjectName(u"requests.pause"_s);
    auto* title = new QLabel(tr("Requests to the service"), this);
    QFont strong = title->font();
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    m_rows->setHorizontalSpacing(documents::spacing::large);
    m_rows->setVerticalSpacing(documents::spacing::small);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::medium,
                               documents::spacing::large, documents::spacing::medium);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(title);
    column->addLayout(m_rows);
    column->addWidget(m_pause, 0, Qt::AlignLeft);
    connect(m_pause, &QPushButton::clicked, this, &RequestPanel::toggle);
    connect(&meter, &documents::RequestMeter::changed, this, &RequestPanel::update);
    update();
}

void RequestPanel::update()
{
    const QList<documents::RequestBudget> budgets = m_meter.budgets();
    while (m_rows->rowCount() > 0)
        m_rows->removeRow(0);
    for (const documents::RequestBudget& budget : budgets) {
        auto* bar = new QProgressBar(this);
        bar->setRange(0, int(std::max<std::int64_t>(1, budget.allowed)));
        bar->setValue(int(std::min(budget.used, budget.allowed)));
        bar->setTextVisible(false);
        bar->setFixedWidth(barWidth);
        bar->setAccessibleName(budget.kind);
        auto* words = new QLabel(documents::budgetText(budget), this);
        words->setObjectName(u"requests."_s + budget.kind);
        auto* part = new QVBoxLayout;
        part->setSpacing(documents::spacing::tiny);
        part->addWidget(bar);
        part->addWidget(words);
        m_rows->addRow(budget.kind, part);
    }
    if (budgets.isEmpty())
        m_rows->addRow(new QLabel(tr("Nothing was asked in this minute."), this));
    m_pause->setText(m_meter.isPaused() ? tr("&Go On") : tr("&Pause All but Locks"));
    adjustSize();
}

void RequestPanel::toggle()
{
    if (m_meter.isPaused())
        m_meter.resume();
    else
        m_meter.pause();
}

} // namespace plectrum::ui

#include "moc_request_panel.cpp"
