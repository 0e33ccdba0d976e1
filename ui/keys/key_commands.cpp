// SPDX-License-Identifier: MIT
#include "ui/keys/key_commands.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/locks/keep_trying.h"
#include "documents/record/record_document.h"
#include "documents/workspace.h"
#include "ui/keys/key_browser.h"
#include "ui/keys/key_question.h"
#include "ui/keys/key_text.h"
#include "ui/locks/lockless_dialog.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/window_actions.h"

#include <QAction>

#include <chrono>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds keyLockWait{5};

editing::StoreListing listingOf(const store::KeyAddress& address)
{
    return {.kind = address.kind, .name = address.store};
}

} // namespace

KeyCommands::KeyCommands(documents::Workspace& workspace, KeyBrowser* browser,
                         WindowActions* actions, MessageBar* message, QWidget* window)
    : QObject(window)
    , m_workspace(workspace)
    , m_browser(browser)
    , m_new(actions->at("record.new"_L1))
    , m_copy(actions->at("record.copyTo"_L1))
    , m_delete(actions->at("record.delete"_L1))
    , m_undelete(actions->at("record.undelete"_L1))
    , m_message(message)
    , m_window(window)
{
    connect(m_new, &QAction::triggered, this, &KeyCommands::newRecord);
    connect(m_copy, &QAction::triggered, this, &KeyCommands::copyRecord);
    connect(m_delete, &QAction::triggered, this, &KeyCommands::deleteRecord);
    connect(m_undelete, &QAction::triggered, this, &KeyCommands::undeleteRecord);
    connect(m_browser, &KeyBrowser::currentKeyChanged, this, &KeyCommands::update);
    connect(&m_workspace, &documents::Workspace::currentDocumentChanged, this,
            &KeyCommands::update);
    update();
}

void KeyCommands::watch(RecordPanel* panel)
{
    if (m_watched)
        disconnect(m_watched, nullptr, this, nullptr);
    m_watched = panel;
    if (!panel)
        return;
    connect(panel, &RecordPanel::recordWanted, this,
            [this, panel] { newRecordAt(panel->document()->address()); });
    connect(panel, &RecordPanel::undeletionWanted, this, &KeyCommands::undeleteRecord);
    connect(panel->document(), &documents::RecordDocument::loaded, this, &KeyCommands::update);
    update();
}

std::optional<store::KeyAddress> KeyCommands::target() const
{
    const auto listed = m_browser->currentKey();
    if (listed && m_browser->hasKeyFocus())
        return listed;
    if (const documents::RecordDocument* document = m_workspace.currentDocument())
        return document->address();
    return listed;
}

void KeyCommands::update()
{
    const bool hasTarget = target().has_value();
    m_copy->setEnabled(hasTarget);
    m_delete->setEnabled(hasTarget);
    const documents::RecordDocument* document = m_workspace.currentDocument();
    m_undelete->setEnabled(document && document->inspection().state == store::RecordState::Absent);
}

void KeyCommands::say(const QString& problem)
{
    m_message->showMessage(documents::Tone::Warning, problem);
}

void KeyCommands::newRecord()
{
    store::KeyAddress address;
    if (const auto store = m_browser->currentStore()) {
        address.kind = store->kind;
        address.store = store->name;
    }
    address.key = m_browser->searchedText().toStdString();
    newRecordAt(address);
}

void KeyCommands::newRecordAt(const store::KeyAddress& address)
{
    open(new KeyQuestion(newRecordQuestion(m_workspace, address), m_window), std::nullopt);
}

void KeyCommands::copyRecord()
{
    const auto from = target();
    if (!from)
        return;
    look(*from, [from = *from](KeyCommands* self, const store::Inspection& source) {
        self->askToCopy(from, source);
    });
}

void KeyCommands::askToCopy(const store::KeyAddress& from, const store::Inspection& source)
{
    if (const QString problem = problemOfSource(from, source); !problem.isEmpty())
        return say(problem);
    open(new KeyQuestion(copyQuestion(m_workspace, from), m_window), source);
}

void KeyCommands::open(KeyQuestion* question, const Source& source)
{
    m_plan.reset();
    question->setLoadedKeys(m_browser->keys());
    connect(question, &KeyQuestion::addressTyped, this,
            [this, source, question = QPointer(question)](const store::KeyAddress& to) {
                look(to, [source, question, to](KeyCommands* self, const store::Inspection& now) {
                    if (question)
                        self->plan(question, to, now, source);
                });
            });
    connect(question, &KeyQuestion::confirmed, this,
            [this, isCopy = source.has_value()](const store::KeyAddress& address) {
                writePlan(address, isCopy);
            });
    question->open();
}

/// What a yes would write, for the question to show.
void KeyCommands::plan(KeyQuestion* question, const store::KeyAddress& to,
                       const store::Inspection& target, const Source& source)
{
    m_plan.reset();
    const QString problem = problemOfTarget(target, source.has_value());
    if (!problem.isEmpty())
        return question->showEffect(to, {}, {}, problem);
    auto copy = source ? editing::copyOf(*source, target)
                       : newRecordOf(m_workspace.recordTemplate(listingOf(to)));
    if (!copy)
        return;
    question->showEffect(to, copy->base, copy->draft, {});
    m_plan = Plan{to, *std::move(copy)};
}

void KeyCommands::writePlan(const store::KeyAddress& address, bool isCopy)
{
    if (!m_plan || m_plan->to != address)
        return;
    const QString name = documents::visibleName(address.key);
    Job job;
    job.address = address;
    job.doing = isCopy ? tr("Copying to %1").arg(name) : tr("Making %1").arg(name);
    job.done = isCopy ? tr("Copied to %1.").arg(name) : tr("%1 was made.").arg(name);
    job.write = [records = m_workspace.records(), plan = *std::exchange(m_plan, std::nullopt)](
                    store::LockPatience patience, std::stop_token stop) mutable {
        return records.saveDraftAround(plan.to, plan.copy.base, plan.copy.draft, plan.copy.around,
                                       patience, std::move(stop));
    };
    start(job);
}

void KeyCommands::deleteRecord()
{
    const auto address = target();
    if (!address)
        return;
    look(*address, [address = *address](KeyCommands* self, const store::Inspection& now) {
        self->askToDelete(address, now);
    });
}

void KeyCommands::askToDelete(const store::KeyAddress& address, const store::Inspection& now)
{
    if (const QString problem = problemOfDeletion(address, now); !problem.isEmpty())
        return say(problem);
    const QString name = documents::visibleName(address.key);
    Job job;
    job.address = address;
    job.doing = tr("Deleting %1").arg(name);
    job.done = tr("%1 was deleted. Its last version stays in the history.").arg(name);
    job.isRemoval = true;
    job.write = [records = m_workspace.records(), address, version = now.entry->info.version](
                    store::LockPatience patience, std::stop_token stop) mutable {
        return records.deleteKey(address,
                                 {.lockWait = patience.wait,
                                  .expectedVersion = version,
                                  .keepsTrying = patience.isWithErrors},
                                 std::move(stop));
    };
    auto* dialog = new SaveDialog(deleteQuestion(m_workspace, address, now), m_window);
    dialog->setObjectName(u"deleteQuestion"_s);
    connect(dialog, &SaveDialog::confirmed, this, [this, job] { start(job); });
    dialog->open();
}

void KeyCommands::undeleteRecord()
{
    const documents::RecordDocument* document = m_workspace.currentDocument();
    if (!document)
        return;
    m_workspace.tasks().start(lookForVersion(this, m_workspace.records(), document->address(),
                                             m_workspace.tasks().stopToken()));
}

void KeyCommands::askToUndelete(const store::KeyAddress& address, const store::Inspection& version)
{
    if (!version.entry || !version.data)
        return say(tr("The history keeps nothing of %1 that could be brought back.")
                       .arg(documents::visibleName(address.key)));
    const QString name = documents::visibleName(address.key);
    Job job;
    job.address = address;
    job.doing = tr("Bringing %1 back").arg(name);
    job.done = tr("%1 is back as it was.").arg(name);
    job.write = [records = m_workspace.records(), address, id = version.entry->info.version](
                    store::LockPatience patience, std::stop_token stop) mutable {
        return records.restoreVersion(address, id,
                                      {.lockWait = patience.wait,
                                       .expectedVersion = std::string(),
                                       .keepsTrying = patience.isWithErrors},
                                      std::move(stop));
    };
    auto* dialog = new SaveDialog(undeleteQuestion(address, version), m_window);
    dialog->setObjectName(u"undeleteQuestion"_s);
    connect(dialog, &SaveDialog::confirmed, this, [this, job] { start(job); });
    dialog->open();
}

void KeyCommands::start(const Job& job, bool keepsTrying)
{
    const auto operation = m_workspace.operations().begin(job.doing);
    if (keepsTrying)
        m_message->showMessage(
            documents::Tone::Accent, documents::tryingText(documents::visibleName(job.address.key)),
            {{documents::stopTryingText(), [operation] { operation->cancel(); }}}, false);
    m_workspace.tasks().start(
        run(this, job, documents::patienceOf(keyLockWait, keepsTrying), operation));
}

void KeyCommands::finish(const Job& job, const editing::SaveResult& result)
{
    using enum editing::SaveOutcome;
    const QString text = result.outcome == Saved ? job.done : refusedWriteText(job.address, result);
    QList<MessageBar::Choice> choices;
    if (result.outcome == Saved && job.isRemoval)
        choices.append({tr("Undelete…"), [this, address = job.address] {
                            m_workspace.tasks().start(
                                lookForVersion(this, m_workspace.records(), address,
                                               m_workspace.tasks().stopToken()));
                        }});
    if (result.outcome == Locked)
        choices.append({tr("Try Again"), [this, job] { start(job); }});
    m_message->showMessage(
        result.outcome == Saved ? documents::Tone::Added : documents::Tone::Warning, text, choices);
    if (result.outcome != Saved && result.outcome != Unchanged)
        return;
    m_workspace.noteKey(job.address, !job.isRemoval);
    if (!job.isRemoval)
        m_workspace.openRecord(job.address);
}

void KeyCommands::fail(const Job& job, const std::exception_ptr& error)
{
    QList<MessageBar::Choice> choices;
    if (documents::isLockFailure(error)) {
        choices.append({documents::keepTryingText(), [this, job] { start(job, true); }});
        choices += locklessChoices(m_workspace.records().lockConsent(), m_window,
                                   [this, job] { start(job); });
    }
    const QString text =
        documents::wasCancelled(error) ? documents::stoppedText() : documents::failureText(error);
    m_message->showMessage(documents::Tone::Danger, text, choices);
}

void KeyCommands::look(const store::KeyAddress& address, Seen seen)
{
    m_workspace.tasks().start(lookAt(this, m_workspace.records(), address, std::move(seen),
                                     m_workspace.tasks().stopToken()));
}

async::Task<void> KeyCommands::lookAt(QPointer<KeyCommands> self, editing::RecordAccess records,
                                      store::KeyAddress address, Seen seen, std::stop_token stop)
{
    QString failure;
    std::optional<store::Inspection> now;
    try {
        now = co_await records.inspect(address, stop);
    } catch (const async::Cancelled&) {
        throw;
    } catch (...) {
        failure = documents::failureText(std::current_exception());
    }
    if (!self)
        co_return;
    if (now)
        seen(self, *now);
    else
        self->say(failure);
}

async::Task<void> KeyCommands::lookForVersion(QPointer<KeyCommands> self,
                                              editing::RecordAccess records,
                                              store::KeyAddress address, std::stop_token stop)
{
    QString failure;
    store::Inspection version;
    try {
        if (const auto info = co_await records.deletedVersion(address, stop))
            version = co_await records.inspectVersion(address, info->version, stop);
    } catch (const async::Cancelled&) {
        throw;
    } catch (...) {
        failure = documents::failureText(std::current_exception());
    }
    if (!self)
        co_return;
    if (failure.isEmpty())
        self->askToUndelete(address, version);
    else
        self->say(failure);
}

/// Ends with the workspace, which waits for it; the window may be gone before.
async::Task<void> KeyCommands::run(QPointer<KeyCommands> self, Job job,
                                   store::LockPatience patience,
                                   std::shared_ptr<documents::Operation> operation)
{
    std::exception_ptr error;
    std::optional<editing::SaveResult> result;
    try {
        result = co_await job.write(patience, operation->stopToken());
    } catch (...) {
        error = std::current_exception();
    }
    operation->finish();
    if (!self)
        co_return;
    if (result)
        self->finish(job, *result);
    else
        self->fail(job, error);
}

} // namespace plectrum::ui

#include "moc_key_commands.cpp"
