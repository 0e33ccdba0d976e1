// SPDX-License-Identifier: MIT
#include "ui/widgets/empty_note.h"

#include "documents/basics/tone.h"
#include "ui/widgets/tone_label.h"

#include <QVBoxLayout>

namespace plectrum::ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_title(new ToneLabel(documents::Tone::Name, this))
    , m_explanation(new ToneLabel(documents::Tone::Muted, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(documents::spacing::large, documents::spacing::small,
                               documents::spacing::large, documents::spacing::small);
    layout->setSpacing(documents::spacing::tiny);
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
