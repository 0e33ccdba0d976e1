// SPDX-License-Identifier: MIT
#include "ui/activity/empty_note.h"

#include "ui/history/tone_label.h"
#include "ui/tone.h"

#include <QVBoxLayout>

namespace plectrum::ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_title(new ToneLabel(Tone::Name, this))
    , m_explanation(new ToneLabel(Tone::Muted, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::large, spacing::small, spacing::large, spacing::small);
    layout->setSpacing(spacing::tiny);
    layout->addStretch();
    layout->addWidget(m_title);
    layout->addWidget(m_explanation);
    layout->addStretch();
    for (QLabel* label : {m_title, m_explanation}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
}

void EmptyState::say(const QString& title, const QString& explanation)
{
    m_title->setText(title);
    m_explanation->setText(explanation);
}

QString EmptyState::title() const
{
    return m_title->text();
}

} // namespace plectrum::ui

#include "moc_empty_note.cpp"
