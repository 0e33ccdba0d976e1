// SPDX-License-Identifier: MIT
#include "ui/record/game_notice.h"

#include "documents/game/game_binding.h"
#include "documents/record/json_tree_model.h"
#include "documents/record/record_document.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_facts.h"
#include "ui/widgets/message_bar.h"

namespace plectrum::ui {

using namespace Qt::StringLiterals;

GameNotice::GameNotice(documents::RecordDocument* document, documents::GameBindings& games,
                       const Places& places, QObject* parent)
    : QObject(parent)
    , m_check(document, games)
    , m_document(document)
    , m_places(places)
{
    connect(&m_check, &documents::DraftCheck::changed, this, &GameNotice::show);
    show();
}

void GameNotice::show()
{
    m_places.facts->setFirstFact(fact());
    emit checked();
    const documents::GameBinding* const binding = m_check.binding();
    // What was said stays until the next answer: nothing flickers while somebody types.
    if (binding && m_check.isChecking())
        return;
    const bool isRefused = !m_check.schemaProblem().isEmpty();
    m_places.tree->jsonModel()->setProblem(isRefused ? m_check.place() : std::nullopt,
                                           m_check.schemaProblem());
    if (binding && binding->state() == documents::GameBinding::State::Failed)
        showFailure();
    else if (m_check.result() && !m_check.result()->passes())
        showProblem();
    else
        m_places.bar->dismiss();
}

void GameNotice::showFailure()
{
    const documents::GameBinding& binding = *m_check.binding();
    const QString text = binding.game()
        ? tr("%1\nWhat is edited here is checked by the code that loaded before.")
        : tr("%1\nWhat is edited here is not checked.");
    m_places.bar->showMessage(documents::Tone::Warning, text.arg(binding.statusText()),
                              {{tr("Game code…"), [this] { emit gameWanted(); }}}, false);
}

void GameNotice::showProblem()
{
    if (const QString why = m_check.migrationProblem(); !why.isEmpty())
        return m_places.bar->showMessage(
            documents::Tone::Warning, tr("A game server could not load this record. %1").arg(why),
            {}, false);
    const auto& place = m_check.place();
    QList<MessageBar::Choice> choices;
    if (place && !place->isRoot())
        choices.append({tr("Go to it"), [this] {
                            if (const auto& now = m_check.place()) {
                                m_places.tree->goTo(*now);
                                m_places.tree->setFocus(Qt::OtherFocusReason);
                            }
                        }});
    const QString text = m_check.result()->pendingSteps > 0
        ? tr("After its pending migration steps the schema of the game refuses this: %1")
        : tr("The schema of the game refuses this: %1");
    m_places.bar->showMessage(documents::Tone::Danger, text.arg(m_check.schemaProblem()), choices,
                              false);
}

std::optional<documents::RecordFact> GameNotice::fact() const
{
    const documents::GameBinding* const binding = m_check.binding();
    if (!binding)
        return std::nullopt;
    using State = documents::GameBinding::State;
    documents::RecordFact fact{.id = u"game"_s,
                               .caption = tr("Game code"),
                               .text = binding->name(),
                               .details = binding->statusText(),
                               .share = {},
                               .meaning = {}};
    if (binding->state() == State::Loading) {
        fact.text = tr("%1, loading…").arg(binding->name());
    } else if (binding->state() == State::Failed) {
        fact.text = tr("%1, does not load").arg(binding->name());
        fact.meaning = documents::Tone::Warning;
    } else if (m_check.result() && !m_check.result()->passes()) {
        fact.text = tr("%1, refuses this").arg(binding->name());
        fact.meaning = documents::Tone::Danger;
    }
    return fact;
}

} // namespace plectrum::ui

#include "moc_game_notice.cpp"
