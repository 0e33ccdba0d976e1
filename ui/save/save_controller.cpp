// SPDX-License-Identifier: MIT
#include "ui/save/save_controller.h"

#include "documents/game/game_binding.h"
#include "documents/locks/keep_trying.h"
#include "documents/locks/lock_status.h"
#include "documents/record/draft_check.h"
#include "json/diff.h"
#include "ui/locks/lock_notice.h"
#include "ui/locks/lockless_dialog.h"
#include "ui/save/conflict_view.h"
#include "ui/save/restore_question.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/edit_host.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/message_bar.h"

#include <QAction>
#include <QTimer>

#include <chrono>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using documents::Difference;

namespace {

constexpr std::chrono::milliseconds countAfter{40};

/// All that is replaced and all that is written, where the two are not the same kind of thing.
Difference replacement(const documents::ReplacedEntry& replaced, const json::Value& written)
{
    Difference all;
    documents::addBelow(all, SaveController::tr("entry that is replaced").toStdString(),
                        documents::differenceOf(replaced.value, std::nullopt));
    documents::addBelow(all, SaveController::tr("data that is written").toStdString(),
                        documents::differenceOf(std::nullopt, written));
    return all;
}

} // namespace

SaveController::SaveController(documents::RecordDocument* document, QAction* save, QWidget* panel)
    : QObject(panel)
    , m_document(document)
    , m_save(save)
    , m_whenFree(makeAction("lock.saveWhenFree"_L1, panel))
    , m_panel(panel)
    , m_countSoon(new QTimer(this))
    , m_counting([this](std::size_t changes) { applyCount(changes); })
{
    m_countSoon->setSingleShot(true);
    m_countSoon->setInterval(countAfter);
    documents::LockStatus* lock = document->lock();
    connect(save, &QAction::triggered, this, &SaveController::ask);
    connect(m_whenFree, &QAction::triggered, this, &SaveController::ask);
    connect(document, &documents::RecordDocument::phaseChanged, this, &SaveController::update);
    connect(document, &documents::RecordDocument::modifiedChanged, this, &SaveController::update);
    connect(document, &documents::RecordDocument::valueChanged, this, &SaveController::countSoon);
    connect(document, &documents::RecordDocument::loaded, this, &SaveController::countSoon);
    connect(document, &documents::RecordDocument::loaded, this, &SaveController::giveUpConflicts);
    connect(document, &documents::RecordDocument::saveFinished, this, &SaveController::finish);
    connect(document, &documents::RecordDocument::saveFailed, this, &SaveController::fail);
    connect(lock, &documents::LockStatus::changed, this, &SaveController::update);
    connect(m_countSoon, &QTimer::timeout, this, &SaveController::count);
    if (document->isModified())
        countSoon();
    update();
}

void SaveController::setFeedback(MessageBar* message, LockNotice* notice)
{
    m_message = message;
    m_notice = notice;
    // The notice hears of the lock first, so that it knows what the wait was for.
    documents::LockStatus* lock = m_document->lock();
    connect(lock, &documents::LockStatus::becameFree, this, &SaveController::goOnWhenFree);
    connect(lock, &documents::LockStatus::waitEnded, this, &SaveController::stopWaiting);
    notice->setOffer([this]() -> LockNotice::Offer {
        if (!m_document->isModified() || !m_document->isEditable())
            return {};
        return {documents::saveText(facts()) + QChar(0x2026), [this] { ask(); }};
    });
}

void SaveController::setTypedTextPending(bool isPending)
{
    m_isTypedTextPending = isPending;
    update();
}

void SaveController::setConflictView(ConflictView* view)
{
    m_conflicts = view;
    connect(view, &ConflictView::resolved, this, &SaveController::resolve);
    connect(view, &ConflictView::cancelled, this, &SaveController::giveUpConflicts);
}

documents::SaveFacts SaveController::facts() const
{
    using enum documents::RecordDocument::Phase;
    const bool isBusy = m_document->phase() == Loading || m_document->phase() == Saving;
    return {.isEditable = m_document->isEditable() && !isBusy,
            .isModified = m_document->isModified() || m_isTypedTextPending,
            .isLoading = m_document->phase() == Loading,
            .isSaving = m_document->phase() == Saving,
            .waitsToSave = m_waitsToSave,
            .conflicts = m_conflictCount,
            .changes = m_isTypedTextPending ? std::nullopt : m_changes,
            .lock = m_document->lock()->view().state};
}

void SaveController::update()
{
    const documents::SaveFacts now = facts();
    const documents::SaveIntent intent = documents::saveIntent(now);
    const QString text = documents::saveText(now);
    m_save->setText(text);
    m_save->setEnabled(documents::canSave(intent));
    const QString shortcut = m_save->shortcut().toString(QKeySequence::NativeText);
    m_save->setToolTip(shortcut.isEmpty() ? text : tr("%1 (%2)").arg(text, shortcut));
    m_whenFree->setEnabled(intent == documents::SaveIntent::WaitAndSave);
    if (m_dialog) {
        m_dialog->setConfirmText(text);
        m_dialog->setExplanation(explanation() + checkText());
    }
}

void SaveController::countSoon()
{
    m_countSoon->start();
    update();
}

/// Off the GUI thread: text that was typed shares no nodes with what was read.
void SaveController::count()
{
    if (!m_document->isModified() || !m_document->inspection().data) {
        m_changes = m_document->isModified() ? std::optional<std::size_t>(1) : std::nullopt;
        update();
        return;
    }
    m_counting.start([before = m_document->base(), after = m_document->value()] {
        return json::diff(before, after).size();
    });
}

void SaveController::applyCount(std::size_t changes)
{
    m_changes = changes;
    update();
}

QString SaveController::explanation() const
{
    const QString key = m_document->title();
    if (m_document->countsAsNoData())
        return tr("Takes the lock of %1, and while the odd entry is still the one below, replaces "
                  "it as a whole by a new record with this data and without any applied "
                  "migration. %2")
            .arg(key, noteOnReplaced(m_document->inspection(), m_document->now()));
    if (!m_document->lock()->hasLock())
        return tr("Merges with the newest value of %1 and writes.").arg(key);
    switch (m_document->lock()->view().state) {
    case editing::LockState::Another:
        return tr("Another server holds the lock of %1, mostly because the player is on it. Waits "
                  "until it is free, then takes it, merges with the newest data and writes. Until "
                  "then nothing is written and your changes stay here.")
            .arg(key);
    case editing::LockState::Unknown:
        if (m_document->lock()->lockConsent().isGiven())
            return tr("Merges with the newest data of %1 and writes without its lock, which cannot "
                      "be reached: a live server that holds it overwrites this with its next save.")
                .arg(key);
        return tr("Takes the lock of %1, merges with the newest data and writes. Whether somebody "
                  "holds the lock now is not known; if so, nothing is written.")
            .arg(key);
    default:
        return tr("Takes the lock of %1, merges with the newest data and writes.").arg(key);
    }
}

/// What is to be known of the game's schema before a yes; empty when there is nothing.
QString SaveController::checkText() const
{
    const documents::GameBinding* const binding = m_check ? m_check->binding() : nullptr;
    if (!binding)
        return {};
    if (!binding->game())
        return u"\n\n"_s % tr("The schema of the game is not asked: %1").arg(binding->statusText());
    if (const QString why = m_check->migrationProblem(); !why.isEmpty())
        return u"\n\n"_s % tr("A game server could not load this record. %1").arg(why);
    return {};
}

/// The library refuses a save whose schema fails, and so do we.
bool SaveController::isRefused()
{
    const QString why = m_check ? m_check->schemaProblem() : QString();
    if (why.isEmpty())
        return false;
    m_message->showMessage(
        documents::Tone::Danger,
        tr("Nothing was written: the schema of the game refuses this draft. %1").arg(why));
    return true;
}

void SaveController::ask()
{
    if (m_conflictCount > 0 && m_conflicts) {
        m_conflicts->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (m_dialog || !commitEdits(m_panel))
        return;
    if (!m_document->isModified() || !m_document->isEditable())
        return m_message->showMessage(documents::Tone::Accent, tr("There is nothing to save."));
    if (m_document->lock()->needsConsent())
        return askLockless(m_document->lock()->lockConsent(), m_panel, [this] { ask(); });
    if (isRefused())
        return;
    const documents::DraftState shown = m_document->draft();
    SaveDialog::Question question;
    question.title = tr("Save changes");
    question.explanation = explanation() + checkText();
    question.confirmText = documents::saveText(facts());
    question.before = shown.base;
    question.after = shown.value;
    if (shown.replaced)
        question.difference = replacement(*shown.replaced, shown.value);
    m_dialog = new SaveDialog(question, m_panel);
    connect(m_dialog, &SaveDialog::confirmed, this, [this, shown] { confirm(shown); });
    m_dialog->open();
}

void SaveController::confirm(const documents::DraftState& shown)
{
    m_dialog = nullptr; // it closes itself, and the next question may come before it is gone
    m_agreed = shown;
    if (documents::saveIntent(facts()) == documents::SaveIntent::WaitAndSave)
        saveWhenFree();
    else
        save();
}

/// What was shown is not what stands there any more: nothing of it is written.
void SaveController::askAgain()
{
    m_message->showMessage(documents::Tone::Accent,
                           tr("The draft was changed since it was shown, so nothing was written."));
    ask();
}

bool SaveController::goesOnWithAgreed()
{
    if (m_document->isDraft(m_agreed))
        return true;
    askAgain();
    return false;
}

void SaveController::save()
{
    if (!goesOnWithAgreed())
        return;
    m_message->dismiss();
    giveUpConflicts();
    m_isSaving = true;
    m_document->save(m_agreed);
}

void SaveController::keepTrying()
{
    if (!goesOnWithAgreed())
        return;
    giveUpConflicts();
    m_isSaving = true;
    m_isTrying = true;
    m_message->showMessage(documents::Tone::Accent, documents::tryingText(m_document->title()),
                           {{documents::stopTryingText(), [this] { m_document->stopTrying(); }}},
                           false);
    m_document->save(m_agreed, true);
}

void SaveController::saveWhenFree()
{
    if (!goesOnWithAgreed())
        return;
    m_message->dismiss();
    m_waitsToSave = true;
    m_document->lock()->wait();
    m_notice->setPurpose(tr("Your changes are saved then; until then they stay here."));
    update();
}

/// A draft that was changed since is not what the user has agreed to.
void SaveController::goOnWhenFree()
{
    if (!std::exchange(m_waitsToSave, false))
        return;
    update();
    if (!m_document->isModified() || !m_document->isEditable())
        return;
    if (m_document->isDraft(m_agreed) && !m_isTypedTextPending)
        save();
    else
        m_message->showMessage(
            documents::Tone::Accent,
            tr("The lock is free now. The draft was changed while it waited, so it was "
               "not saved."),
            {{documents::saveText(facts()) + QChar(0x2026), [this] { ask(); }}});
}

void SaveController::stopWaiting(const QString& /*why*/)
{
    m_waitsToSave = false;
    update();
}

void SaveController::finish(const editing::SaveResult& result)
{
    if (!std::exchange(m_isSaving, false))
        return;
    const bool wasTrying = std::exchange(m_isTrying, false);
    using enum editing::SaveOutcome;
    switch (result.outcome) {
    case Saved:
        m_message->showMessage(documents::Tone::Added, documents::saveOutcomeText(result));
        break;
    case Unchanged:
        m_message->showMessage(documents::Tone::Accent, documents::saveOutcomeText(result));
        break;
    case Conflicts:
        m_conflictCount = result.conflicts.size();
        m_message->dismiss();
        emit conflictsMet(result);
        break;
    case Locked:
        showLocked(wasTrying ? documents::triedInVainText() : documents::saveOutcomeText(result));
        break;
    case NotWritable:
    case Refused:
        m_message->showMessage(documents::Tone::Danger, documents::saveOutcomeText(result));
        break;
    }
    update();
}

void SaveController::showLocked(const QString& what)
{
    m_document->lock()->poll();
    m_message->showMessage(documents::Tone::Warning, what,
                           {{tr("Wait for lock and save"), [this] { saveWhenFree(); }},
                            {tr("Retry"), [this] { save(); }}});
}

void SaveController::fail(const QString& why, bool isOfLock)
{
    m_isTrying = false;
    if (std::exchange(m_isSaving, false)) {
        QList<MessageBar::Choice> choices{{tr("Retry"), [this] { save(); }}};
        if (isOfLock) {
            choices.prepend({documents::keepTryingText(), [this] { keepTrying(); }});
            choices +=
                locklessChoices(m_document->lock()->lockConsent(), m_panel, [this] { save(); });
        }
        m_message->showMessage(documents::Tone::Danger, tr("Not saved. %1").arg(why), choices);
    }
    update();
}

void SaveController::resolve(const json::Value& newest, const json::Value& draft)
{
    if (!m_document->applyNewest(newest, draft))
        return;
    giveUpConflicts();
    count();
    if (m_document->isModified())
        ask();
    else
        m_message->showMessage(documents::Tone::Accent,
                               tr("Nothing is left to save: all of theirs was taken."));
}

void SaveController::giveUpConflicts()
{
    m_conflictCount = 0;
    emit conflictsOver();
    update();
}

} // namespace plectrum::ui

#include "moc_save_controller.cpp"
