// SPDX-License-Identifier: MIT
#include "ui/activity/undo_controller.h"

#include "activity/record_address.h"
#include "documents/activity/journal_text.h"
#include "documents/basics/failure_text.h"
#include "documents/locks/keep_trying.h"
#include "documents/workspace.h"
#include "journal/journal.h"
#include "ui/locks/lockless_dialog.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/edit_host.h"

#include <QStringList>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::ui {

using activity::UndoResult;
using activity::UndoState;
using journal::Entry;

namespace {

constexpr std::chrono::seconds lockWait{5};

bool isGood(const UndoResult& result)
{
    return result.state == UndoState::Undone || result.state == UndoState::Unchanged;
}

} // namespace

UndoController::UndoController(documents::Workspace& workspace, QWidget* window)
    : QObject(window)
    , m_workspace(workspace)
    , m_window(window)
{
}

std::optional<activity::Refusal> UndoController::refusalOf(const Target& target) const
{
    std::optional<activity::Refusal> first = activity::Refusal::NotFound;
    for (const Entry& entry : target.entries) {
        first = m_workspace.undo()->refusalOf(entry);
        if (!first)
            return std::nullopt;
    }
    return first;
}

/// Whether the writes that were shown are all that would be taken back now.
bool UndoController::isAsAsked(const Target& target) const
{
    const auto idOf = [](const Entry& entry) { return entry.id; };
    std::vector<journal::EntryId> shown;
    for (const Entry& entry : target.entries)
        if (!m_workspace.undo()->refusalOf(entry))
            shown.push_back(idOf(entry));
    std::vector<journal::EntryId> now;
    const Entry& newest = target.entries.front();
    if (target.isGroup) {
        for (const Entry& entry : m_workspace.journal()->group(newest.group))
            if (!m_workspace.undo()->refusalOf(entry))
                now.push_back(idOf(entry));
    } else if (const auto entry = m_workspace.journal()->entry(newest.id);
               entry && !m_workspace.undo()->refusalOf(*entry)) {
        now.push_back(idOf(*entry));
    }
    return std::ranges::is_permutation(shown, now);
}

void UndoController::ask(const Target& target)
{
    if (!commitEdits(m_window->window()))
        return emit reported(
            documents::Tone::Warning,
            tr("Something is typed that cannot be taken over. Correct it or drop it, "
               "then undo."));
    if (const auto refusal = refusalOf(target)) {
        emit reported(documents::Tone::Warning, documents::refusalText(*refusal));
        return;
    }
    documents::Difference difference;
    std::size_t count = 0;
    try {
        for (const Entry& entry : target.entries) {
            if (m_workspace.undo()->refusalOf(entry))
                continue;
            ++count;
            auto own = documents::reversedDifferenceOf(m_workspace.journal()->changes(entry.id));
            if (target.isGroup)
                documents::addBelow(difference, entry.address.key, std::move(own));
            else
                difference = std::move(own);
        }
    } catch (const journal::Error& error) {
        emit reported(documents::Tone::Danger, documents::journalErrorText(error));
        return;
    }
    const Entry& newest = target.entries.front();
    QStringList sentences;
    sentences += target.isGroup
        ? tr("Takes %n write(s) of %1 back, that belong together.", nullptr, int(count))
              .arg(documents::recordsText(target.entries))
        : tr("Undoes one write of %1.").arg(documents::recordText(newest.address));
    sentences += tr("What others have changed since elsewhere stays. Where they have changed the "
                    "same places nothing is written.");
    if (target.others > 0)
        sentences += tr("%n other write(s) that were made together with it stay as they are.",
                        nullptr, int(target.others));
    SaveDialog::Question question;
    question.title = target.isGroup ? tr("Undo these writes") : tr("Undo this write");
    question.explanation = sentences.join(u' ');
    question.confirmText =
        target.isGroup ? tr("Undo %n write(s)", nullptr, int(count)) : tr("Undo this write");
    question.difference = std::move(difference);
    auto* dialog = new SaveDialog(question, m_window);
    connect(dialog, &SaveDialog::confirmed, this, [this, target] { start(target); });
    dialog->open();
}

void UndoController::start(const Target& target, bool keepsTrying)
{
    if (m_isRunning)
        return;
    try {
        if (!isAsAsked(target))
            return emit reported(documents::Tone::Warning,
                                 tr("The journal has changed since it was shown, so nothing was "
                                    "undone. Look at it again."));
    } catch (const journal::Error& error) {
        return emit reported(documents::Tone::Danger, documents::journalErrorText(error));
    }
    m_target = Target(target);
    const Entry& newest = m_target.entries.front();
    setRunning(true);
    const Job job{m_workspace.undo(), newest.id, m_target.isGroup ? newest.group : std::string(),
                  keepsTrying};
    const QString record = m_target.isGroup ? documents::recordsText(m_target.entries)
                                            : documents::recordText(newest.address);
    const auto operation = m_workspace.operations().begin(tr("Undoing in %1").arg(record));
    if (keepsTrying)
        emit reported(documents::Tone::Accent, documents::tryingText(record),
                      {{documents::stopTryingText(), [operation] { operation->cancel(); }}}, false);
    m_workspace.tasks().start(run(this, job, operation));
}

async::Task<std::vector<UndoResult>> UndoController::undoAll(Job job, std::stop_token stop)
{
    const auto patience = documents::patienceOf(lockWait, job.keepsTrying);
    if (!job.group.empty())
        co_return co_await job.undo->undoGroup(job.group, patience, stop);
    std::vector<UndoResult> results;
    results.push_back(co_await job.undo->undo(job.entry, patience, stop));
    co_return results;
}

/// Ends with the workspace, which waits for it; the panel may be gone before.
async::Task<void> UndoController::run(QPointer<UndoController> self, Job job,
                                      std::shared_ptr<documents::Operation> operation)
{
    QString failure;
    std::vector<UndoResult> results;
    try {
        results = co_await undoAll(job, operation->stopToken());
    } catch (const async::Cancelled&) {
        failure = tr("Cancelled. The journal tells what was written.");
    } catch (const journal::Error& error) {
        failure = documents::journalErrorText(error);
    } catch (...) {
        failure = documents::failureText(std::current_exception());
    }
    operation->finish();
    if (!self)
        co_return;
    self->setRunning(false);
    if (failure.isEmpty())
        self->finish(results);
    else
        emit self->reported(documents::Tone::Danger, failure);
}

void UndoController::finish(const std::vector<UndoResult>& results)
{
    QStringList good;
    QStringList bad;
    for (const UndoResult& result : results) {
        (isGood(result) ? good : bad) += documents::resultText(result);
        if (result.state == UndoState::Undone)
            reload(result.address);
    }
    if (good.size() > 3)
        good = {tr("%n write(s) were undone.", nullptr, int(good.size()))};
    const documents::Tone meaning =
        bad.isEmpty() ? documents::Tone::Added : documents::Tone::Warning;
    QList<MessageBar::Choice> choices;
    if (std::ranges::any_of(results, &UndoResult::isOfLock))
        choices = goOnWith(results);
    emit reported(meaning, (bad + good).join(u'\n'), choices);
}

/// Only what is left of it: the journal tells of the others by now.
QList<MessageBar::Choice> UndoController::goOnWith(const std::vector<UndoResult>& results)
{
    Target left = m_target;
    std::erase_if(left.entries, [&results](const Entry& entry) {
        const auto result = std::ranges::find(results, entry.id, &UndoResult::entry);
        return result != results.end() && isGood(*result);
    });
    QList<MessageBar::Choice> choices{
        {documents::keepTryingText(), [this, left] { start(left, true); }}};
    choices += locklessChoices(m_workspace.records().lockConsent(), m_window,
                               [this, left] { start(left); });
    return choices;
}

/// One that is edited keeps its draft: its save merges.
void UndoController::reload(const journal::RecordAddress& written)
{
    const auto address = activity::addressOf(written);
    for (documents::RecordDocument* document : m_workspace.documents())
        if (document->address() == address && !document->isModified())
            document->reload();
}

void UndoController::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    emit runningChanged(isRunning);
}

} // namespace plectrum::ui

#include "moc_undo_controller.cpp"
