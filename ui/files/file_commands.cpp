// SPDX-License-Identifier: MIT
#include "ui/files/file_commands.h"

#include "activity/write_recorder.h"
#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/files/json_file.h"
#include "documents/keys/key_list_model.h"
#include "documents/record/record_document.h"
#include "documents/workspace.h"
#include "ui/activity/undo_controller.h"
#include "ui/files/import_question.h"
#include "ui/keys/key_browser.h"
#include "ui/keys/key_commands.h"
#include "ui/keys/key_text.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/shell/window_actions.h"
#include "ui/widgets/message_bar.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>

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

/// A file name of a key, whatever that holds.
QString fileNameOf(const std::string& name)
{
    QString text = documents::visibleName(name);
    for (QChar& c : text)
        if (c.unicode() < 0x20 || QStringView(u"/\\:*?\"<>|").contains(c))
            c = u'_';
    return text + u".json"_s;
}

} // namespace

FileCommands::FileCommands(documents::Workspace& workspace, KeyBrowser* browser, KeyCommands* keys,
                           WindowActions* actions, MessageBar* message, QWidget* window)
    : QObject(window)
    , m_workspace(workspace)
    , m_browser(browser)
    , m_keys(keys)
    , m_message(message)
    , m_window(window)
{
    const bool canExport = m_workspace.fileDesk() != nullptr;
    const auto own = [this, actions, canExport](QLatin1StringView name, auto slot) {
        QAction* action = actions->at(name);
        action->setEnabled(canExport);
        connect(action, &QAction::triggered, this, slot);
    };
    own("file.import"_L1, &FileCommands::chooseImport);
    own("file.export"_L1, &FileCommands::chooseExport);
    own("file.exportStore"_L1, &FileCommands::chooseStoreExport);
    if (!canExport)
        return;
    m_window->setAcceptDrops(true);
    m_window->installEventFilter(this);
    m_browser->keys()->setDragFile(
        [this](const std::vector<store::KeyAddress>& dragged) { return dragFile(dragged); });
}

FileCommands::~FileCommands()
{
    m_browser->keys()->setDragFile({});
}

void FileCommands::watch(RecordPanel* panel)
{
    if (m_watched)
        disconnect(m_watched->tree(), nullptr, this, nullptr);
    m_watched = panel;
    if (panel)
        connect(panel->tree(), &JsonTreeView::exportWanted, this, &FileCommands::exportValue);
}

bool FileCommands::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        const QString path = droppedFile(drop->mimeData());
        const bool isOwn = path.startsWith(m_dragFolder.path());
        if (!path.isEmpty() && !isOwn) {
            drop->acceptProposedAction();
            if (event->type() == QEvent::Drop)
                importFile(path);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void FileCommands::sayProblem(const QString& problem)
{
    m_message->showMessage(documents::Tone::Warning, problem);
}

void FileCommands::chooseImport()
{
    auto* dialog = new QFileDialog(m_window, tr("Import a File"));
    dialog->setObjectName(u"importFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({tr("JSON (*.json)"), tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileCommands::importFile);
    dialog->open();
}

void FileCommands::askForPath(const QString& title, const QString& name,
                              void (FileCommands::*done)(QString))
{
    auto* dialog = new QFileDialog(m_window, title);
    dialog->setObjectName(u"exportFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->setNameFilters({tr("JSON (*.json)"), tr("All files (*)")});
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, done);
    dialog->open();
}

/// Those that are chosen in the list while it has the focus, else the record that is shown.
std::vector<store::KeyAddress> FileCommands::exportedKeys() const
{
    auto keys = m_browser->hasKeyFocus() ? m_browser->chosenKeys()
                                         : std::vector<store::KeyAddress>();
    if (const auto target = m_keys->target(); keys.empty() && target)
        keys.push_back(*target);
    return keys;
}

void FileCommands::chooseExport()
{
    m_chosen = exportedKeys();
    if (m_chosen.empty())
        return sayProblem(tr("Choose the keys to export first."));
    const auto& first = m_chosen.front();
    askForPath(m_chosen.size() == 1
                   ? tr("Export %1").arg(documents::visibleName(first.key))
                   : tr("Export %n Key(s)", nullptr, int(m_chosen.size())),
               fileNameOf(m_chosen.size() == 1 ? first.key : first.store),
               &FileCommands::exportChosenTo);
}

void FileCommands::chooseStoreExport()
{
    const auto store = m_browser->currentStore();
    if (!store)
        return sayProblem(tr("Choose a store first."));
    m_chosenStore = *store;
    askForPath(tr("Export %1").arg(documents::visibleName(store->name)), fileNameOf(store->name),
               &FileCommands::exportStoreTo);
}

void FileCommands::exportValue()
{
    if (!m_watched)
        return;
    m_chosenValue = m_watched->tree()->currentValue();
    const json::Pointer place = m_watched->tree()->currentPointer();
    const std::string name =
        place.isRoot() ? m_watched->document()->address().key : place.tokens().back();
    askForPath(tr("Export Value"), fileNameOf(name), &FileCommands::exportValueTo);
}

void FileCommands::exportChosenTo(QString path)
{
    exportKeys(m_chosen, path);
}

void FileCommands::exportStoreTo(QString path)
{
    exportStore(m_chosenStore, path);
}

void FileCommands::exportValueTo(QString path)
{
    const auto operation = m_workspace.operations().begin(tr("Exporting a value"));
    m_workspace.tasks().start(runValueExport(this, &m_workspace.records().executor(), m_chosenValue,
                                             std::move(path), operation));
}

void FileCommands::exportKeys(const std::vector<store::KeyAddress>& keys, const QString& path)
{
    const auto operation = m_workspace.operations().begin(
        tr("Exporting %n key(s)", nullptr, int(keys.size())));
    m_workspace.tasks().start(runExport(this, m_workspace.records(), keys, path, true, operation));
}

void FileCommands::exportStore(const editing::StoreListing& store, const QString& path)
{
    const auto operation = m_workspace.operations().begin(
        tr("Exporting %1").arg(documents::visibleName(store.name)));
    m_workspace.tasks().start(runStoreExport(this, m_workspace.records(), store, path, operation));
}

/// The file is being written while it is dragged: the drop is what reads it.
QUrl FileCommands::dragFile(const std::vector<store::KeyAddress>& keys)
{
    const QString folder = m_dragFolder.filePath(QString::number(++m_dragCount));
    QDir().mkpath(folder);
    const std::string& name = keys.size() == 1 ? keys.front().key : keys.front().store;
    const QString path = folder + u'/' + fileNameOf(name);
    const auto operation = m_workspace.operations().begin(tr("Exporting what is dragged"));
    m_workspace.tasks().start(runExport(this, m_workspace.records(), keys, path, false, operation));
    return QUrl::fromLocalFile(path);
}

async::Task<std::vector<datastore::StoredEntry>> FileCommands::entriesOf(
    editing::RecordAccess records, std::vector<store::KeyAddress> keys,
    std::shared_ptr<Operation> operation)
{
    std::vector<datastore::StoredEntry> entries;
    std::int64_t done = 0;
    for (const store::KeyAddress& key : keys) {
        auto found = co_await records.storedEntries(key, operation->stopToken());
        std::ranges::move(found, std::back_inserter(entries));
        operation->setProgress(++done, std::int64_t(keys.size()));
    }
    co_return entries;
}

async::Task<void> FileCommands::runExport(QPointer<FileCommands> self,
                                          editing::RecordAccess records,
                                          std::vector<store::KeyAddress> keys, QString path,
                                          bool isTold, std::shared_ptr<Operation> operation)
{
    QString problem;
    try {
        const auto entries = co_await entriesOf(records, keys, operation);
        if (!self)
            co_return operation->finish();
        if (entries.empty())
            problem = tr("Nothing stands at that key, so nothing was exported.");
        else
            problem = co_await documents::writeJsonFile(
                &records.executor(), path, self->m_workspace.fileDesk()->makeDocument(entries),
                operation->stopToken());
    } catch (...) {
        problem = documents::failureText(std::current_exception());
    }
    operation->finish();
    if (self)
        self->endExport(problem, path, keys.size(), isTold);
}

async::Task<void> FileCommands::runStoreExport(QPointer<FileCommands> self,
                                               editing::RecordAccess records,
                                               editing::StoreListing store, QString path,
                                               std::shared_ptr<Operation> operation)
{
    QString problem;
    std::vector<store::KeyAddress> keys;
    try {
        datastore::ListKeysQuery query{.pageSize = 100};
        do {
            auto page = co_await records.listKeys(store, query, operation->stopToken());
            for (const auto& key : page.items)
                keys.push_back({store.kind, store.name, key.key});
            query.cursor = std::move(page.nextCursor);
        } while (!query.cursor.empty());
    } catch (...) {
        problem = documents::failureText(std::current_exception());
    }
    if (problem.isEmpty())
        co_return co_await runExport(self, records, std::move(keys), path, true, operation);
    operation->finish();
    if (self)
        self->endExport(problem, path, 0, true);
}

async::Task<void> FileCommands::runValueExport(QPointer<FileCommands> self,
                                               async::Executor* executor, json::Value value,
                                               QString path, std::shared_ptr<Operation> operation)
{
    QString problem;
    try {
        problem =
            co_await documents::writeJsonFile(executor, path, value, operation->stopToken());
    } catch (...) {
        problem = documents::failureText(std::current_exception());
    }
    operation->finish();
    if (self)
        self->endExport(problem, path, 0, true);
}

void FileCommands::endExport(const QString& problem, const QString& path, std::size_t keys,
                             bool isTold)
{
    const QString file = QFileInfo(path).fileName();
    if (!problem.isEmpty())
        sayProblem(problem);
    else if (isTold)
        m_message->showMessage(documents::Tone::Added,
                               keys > 0 ? tr("Exported %n key(s) to %1.", nullptr, int(keys))
                                              .arg(file)
                                        : tr("Exported to %1.").arg(file));
}

void FileCommands::importFile(const QString& path)
{
    const auto operation =
        m_workspace.operations().begin(tr("Reading %1").arg(QFileInfo(path).fileName()));
    m_workspace.tasks().start(runRead(this, path, operation));
}

async::Task<void> FileCommands::runRead(QPointer<FileCommands> self, QString path,
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

async::Task<void> FileCommands::runPlan(QPointer<FileCommands> self, QString path,
                                        json::Value document, std::shared_ptr<Operation> operation)
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

void FileCommands::askToImport(const QString& path, std::vector<ImportItem> items)
{
    auto* question = new ImportQuestion(QFileInfo(path).fileName(), std::move(items), m_window);
    connect(question, &ImportQuestion::confirmed, this, &FileCommands::startImport);
    question->open();
}

/// A file of one value becomes the draft of the record that is shown, which its own Save writes.
void FileCommands::askToReplaceDraft(const QString& path, const json::Value& value)
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

void FileCommands::startImport(const std::vector<ImportItem>& items)
{
    const auto operation = m_workspace.operations().begin(
        tr("Importing %n key(s)", nullptr, int(items.size())));
    m_workspace.tasks().start(runImport(this, &m_workspace, items, operation));
}

/// Ends with the workspace, which waits for it; the window may be gone before.
async::Task<void> FileCommands::runImport(QPointer<FileCommands> self,
                                          documents::Workspace* workspace,
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
            const auto result = co_await editing::importItem(records, item, importLockWait,
                                                             operation->stopToken());
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

void FileCommands::tell(const Outcome& outcome, const std::string& group)
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

void FileCommands::undoGroup(const std::string& group)
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

#include "moc_file_commands.cpp"
