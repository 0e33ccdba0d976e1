// SPDX-License-Identifier: MIT
#include "ui/files/key_import.h"

#include "activity/write_recorder.h"
#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/files/json_file.h"
#include "documents/record/record_document.h"
#include "documents/workspace.h"
#include "ui/activity/undo_controller.h"
#include "ui/files/import_question.h"
#include "ui/files/key_export.h"
#include "ui/keys/key_text.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/window_actions.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using documents::Operation;
using editing::ImportItem;

namespace {

constexpr std::chrono::seconds importLockWait{5};
/// Of what was not written so many are named.
constexpr qsizetype namedProblems = 5;

/// The one local file that is dragged and could be imported.
QString droppedFile(const QMimeData* mime)
{
    const QList<QUrl> urls = mime->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile())
        return {};
    const QString path = urls.front().toLocalFile();
    return path.endsWith(u".json"_s, Qt::CaseInsensitive) ? path : QString();
}

} // namespace

KeyImport::KeyImport(documents::Workspace& workspace, const KeyExport* own, WindowActions* actions,
                     MessageBar* message, QWidget* window)
    : QObject(window)
    , m_workspace(workspace)
    , m_own(own)
    , m_message(message)
    , m_window(window)
{
    QAction* action = actions->at("file.import"_L1);
    action->setEnabled(m_workspace.fileDesk() != nullptr);
    connect(action, &QAction::triggered, this, &KeyImport::chooseImport);
    if (!m_workspace.fileDesk())
        return;
    m_window->setAcceptDrops(true);
    m_window->installEventFilter(this);
}

bool KeyImport::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        const QString path = droppedFile(drop->mimeData());
        if (!path.isEmpty() && !m_own->isDragged(path)) {
            drop->acceptProposedAction();
            if (event->type() == QEvent::Drop)
                importFile(path);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void KeyImport::sayProblem(const QString& problem)
{
    m_message->showMessage(documents::Tone::Warning, problem);
}

void KeyImport::chooseImport()
{
    auto* dialog = new QFileDialog(m_window, tr("Import a File"));
    dialog->setObjectName(u"importFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({tr("JSON (*.json)"), tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &KeyImport::importFile);
    dialog->open();
}

void KeyImport::importFile(const QString& path)
{
    const auto operation =
        m_workspace.operations().begin(tr("Reading %1").arg(QFileInfo(path).fileName()));
    m_workspace.tasks().start(runRead(this, path, operation));
}

async::Task<void> KeyImport::runRead(QPointer<KeyImport> self, QString path,
                                     std::shared_ptr<Operation> operation)
{
    documents::ReadFile read = std::unexpected(QString());
    try {
        read = co_await documents::readJsonFile(&self->m_workspace.records().executor(), path,
                                                operation->stopToken());
    } catch (...) {
        read = std::unexpected(documents::failureText(std::current_exception()));
    }
    if (!self || !read) {
        operation->finish();
        if (self)
            self->sayProblem(read.error());
        co_return;
    }
    if (documents::isImportDocument(*read, self->m_workspace.stores()))
        co_return co_await runPlan(self, path, *read, operation);
    operation->finish();
    self->askToReplaceDraft(path, *read);
}

async::Task<void> KeyImport::runPlan(QPointer<KeyImport> self, QString path, json::Value document,
                                     std::shared_ptr<Operation> operation)
{
    QString problem;
    std::vector<ImportItem> items;
    try {
        documents::Workspace& workspace = self->m_workspace;
        const auto universe = workspace.fileDesk()->readDocument(document);
        async::Random random(1);
        editing::RecordAccess file(*universe, workspace.clock(), random,
                                   workspace.records().executor());
        items = co_await editing::planImport(
            file, workspace.records(),
            [operation](std::size_t keys) { operation->setProgress(std::int64_t(keys)); },
            operation->stopToken());
    } catch (...) {
        problem = documents::failureText(std::current_exception());
    }
    operation->finish();
    if (!self)
        co_return;
    if (problem.isEmpty())
        self->askToImport(path, std::move(items));
    else
        self->sayProblem(tr("%1 cannot be imported. %2").arg(QFileInfo(path).fileName(), problem));
}

void KeyImport::askToImport(const QString& path, std::vector<ImportItem> items)
{
    auto* question = new ImportQuestion(QFileInfo(path).fileName(), std::move(items), m_window);
    connect(question, &ImportQuestion::confirmed, this, &KeyImport::startImport);
    question->open();
}

/// A file of one value becomes the draft of the record that is shown, which its own Save writes.
void KeyImport::askToReplaceDraft(const QString& path, const json::Value& value)
{
    const QString file = QFileInfo(path).fileName();
    documents::RecordDocument* document = m_workspace.currentDocument();
    if (!document || !document->isEditable())
        return sayProblem(tr("%1 holds a value and no keys. Open the record whose data it shall "
                             "become, then import it again.")
                              .arg(file));
    const QString name = documents::visibleName(document->address().key);
    SaveDialog::Question question;
    question.title = tr("Import %1 into %2").arg(file, name);
    question.explanation = tr("The value in the file becomes the draft of %1. Nothing is written "
                              "before it is saved.")
                               .arg(name);
    question.confirmText = tr("Replace the Draft");
    question.before = document->value();
    question.after = value;
    auto* dialog = new SaveDialog(question, m_window);
    dialog->setObjectName(u"importValueQuestion"_s);
    connect(dialog, &SaveDialog::confirmed, document,
            [document, value, file] { document->setValue(value, tr("import %1").arg(file)); });
    dialog->open();
}

void KeyImport::startImport(const std::vector<ImportItem>& items)
{
    const auto operation =
        m_workspace.operations().begin(tr("Importing %n key(s)", nullptr, int(items.size())));
    m_workspace.tasks().start(runImport(this, &m_workspace, items, operation));
}

/// Ends with the workspace, which waits for it; the window may be gone before.
async::Task<void> KeyImport::runImport(QPointer<KeyImport> self, documents::Workspace* workspace,
                                       std::vector<ImportItem> items,
                                       std::shared_ptr<Operation> operation)
{
    const std::string group =
        workspace->journal() ? workspace->journal()->newGroup() : std::string();
    std::unique_ptr<activity::WriteRecorder> recorder;
    const editing::RecordAccess records = workspace->groupedRecords(recorder, group);
    Outcome outcome;
    std::int64_t done = 0;
    for (const ImportItem& item : items) {
        QString problem;
        try {
            async::throwIfStopped(operation->stopToken());
            const auto result =
                co_await editing::importItem(records, item, importLockWait, operation->stopToken());
            if (result.outcome == editing::SaveOutcome::Saved)
                ++outcome.written;
            else
                problem = refusedWriteText(item.address, result);
        } catch (const async::Cancelled&) {
            outcome.isStopped = true;
        } catch (...) {
            problem = documents::failureText(std::current_exception());
        }
        if (outcome.isStopped)
            break;
        if (!problem.isEmpty())
            outcome.problems.append(problem);
        else
            workspace->noteKey(item.address, true);
        operation->setProgress(++done, std::int64_t(items.size()));
    }
    operation->finish();
    if (self)
        self->tell(outcome, group);
}

void KeyImport::tell(const Outcome& outcome, const std::string& group)
{
    QStringList lines{tr("Imported %n key(s).", nullptr, int(outcome.written))};
    if (outcome.isStopped)
        lines.append(tr("It was stopped; the rest was not written."));
    const auto named = std::min(outcome.problems.size(), namedProblems);
    lines += outcome.problems.first(named);
    if (outcome.problems.size() > named)
        lines.append(
            tr("%n more key(s) were not written.", nullptr, int(outcome.problems.size() - named)));
    QList<MessageBar::Choice> choices;
    if (outcome.written > 0 && m_workspace.undo())
        choices.append({tr("Undo…"), [this, group] { undoGroup(group); }});
    const bool isGood = outcome.problems.isEmpty() && !outcome.isStopped;
    m_message->showMessage(isGood ? documents::Tone::Added : documents::Tone::Warning,
                           lines.join(u'\n'), choices);
}

void KeyImport::undoGroup(const std::string& group)
{
    UndoController::Target target{.entries = m_workspace.journal()->group(group), .isGroup = true};
    std::ranges::reverse(target.entries);
    if (target.entries.empty())
        return;
    auto* undo = new UndoController(m_workspace, m_window);
    connect(undo, &UndoController::reported, m_message, &MessageBar::showMessage);
    undo->ask(target);
}

} // namespace plectrum::ui

#include "moc_key_import.cpp"
