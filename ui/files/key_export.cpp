// SPDX-License-Identifier: MIT
#include "ui/files/key_export.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/files/json_file.h"
#include "documents/keys/key_list_model.h"
#include "documents/record/record_document.h"
#include "documents/workspace.h"
#include "ui/keys/key_browser.h"
#include "ui/keys/key_commands.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/window_actions.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <iterator>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using documents::Operation;

namespace {

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

KeyExport::KeyExport(documents::Workspace& workspace, KeyBrowser* browser, KeyCommands* keys,
                     WindowActions* actions, MessageBar* message, QWidget* window)
    : QObject(window)
    , m_workspace(workspace)
    , m_browser(browser)
    , m_keys(keys)
    , m_message(message)
    , m_window(window)
{
    const bool canExport = m_workspace.fileDesk() != nullptr;
    for (const auto& [name, slot] :
         {std::pair("file.export"_L1, &KeyExport::chooseExport),
          std::pair("file.exportStore"_L1, &KeyExport::chooseStoreExport)}) {
        actions->at(name)->setEnabled(canExport);
        connect(actions->at(name), &QAction::triggered, this, slot);
    }
    if (canExport)
        m_browser->keys()->setDragFile(
            [this](const std::vector<store::KeyAddress>& dragged) { return dragFile(dragged); });
}

KeyExport::~KeyExport()
{
    m_browser->keys()->setDragFile({});
}

bool KeyExport::isDragged(const QString& path) const
{
    return path.startsWith(m_dragFolder.path());
}

void KeyExport::watch(RecordPanel* panel)
{
    if (m_watched)
        disconnect(m_watched->tree(), nullptr, this, nullptr);
    m_watched = panel;
    if (panel)
        connect(panel->tree(), &JsonTreeView::exportWanted, this, &KeyExport::exportValue);
}

void KeyExport::sayProblem(const QString& problem)
{
    m_message->showMessage(documents::Tone::Warning, problem);
}

void KeyExport::askForPath(const QString& title, const QString& name,
                           void (KeyExport::*done)(QString))
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
std::vector<store::KeyAddress> KeyExport::exportedKeys() const
{
    auto keys =
        m_browser->hasKeyFocus() ? m_browser->chosenKeys() : std::vector<store::KeyAddress>();
    if (const auto target = m_keys->target(); keys.empty() && target)
        keys.push_back(*target);
    return keys;
}

void KeyExport::chooseExport()
{
    m_chosen = exportedKeys();
    if (m_chosen.empty())
        return sayProblem(tr("Choose the keys to export first."));
    const auto& first = m_chosen.front();
    askForPath(m_chosen.size() == 1 ? tr("Export %1").arg(documents::visibleName(first.key))
                                    : tr("Export %n Key(s)", nullptr, int(m_chosen.size())),
               fileNameOf(m_chosen.size() == 1 ? first.key : first.store),
               &KeyExport::exportChosenTo);
}

void KeyExport::chooseStoreExport()
{
    const auto store = m_browser->currentStore();
    if (!store)
        return sayProblem(tr("Choose a store first."));
    m_chosenStore = *store;
    askForPath(tr("Export %1").arg(documents::visibleName(store->name)), fileNameOf(store->name),
               &KeyExport::exportStoreTo);
}

void KeyExport::exportValue()
{
    if (!m_watched)
        return;
    m_chosenValue = m_watched->tree()->currentValue();
    const json::Pointer place = m_watched->tree()->currentPointer();
    const std::string name =
        place.isRoot() ? m_watched->document()->address().key : place.tokens().back();
    askForPath(tr("Export Value"), fileNameOf(name), &KeyExport::exportValueTo);
}

void KeyExport::exportChosenTo(QString path)
{
    exportKeys(m_chosen, path);
}

void KeyExport::exportStoreTo(QString path)
{
    exportStore(m_chosenStore, path);
}

void KeyExport::exportValueTo(QString path)
{
    const auto operation = m_workspace.operations().begin(tr("Exporting a value"));
    m_workspace.tasks().start(runValueExport(this, &m_workspace.records().executor(), m_chosenValue,
                                             std::move(path), operation));
}

void KeyExport::exportKeys(const std::vector<store::KeyAddress>& keys, const QString& path)
{
    const auto operation =
        m_workspace.operations().begin(tr("Exporting %n key(s)", nullptr, int(keys.size())));
    m_workspace.tasks().start(runExport(this, m_workspace.records(), keys, path, true, operation));
}

void KeyExport::exportStore(const editing::StoreListing& store, const QString& path)
{
    const auto operation =
        m_workspace.operations().begin(tr("Exporting %1").arg(documents::visibleName(store.name)));
    m_workspace.tasks().start(runStoreExport(this, m_workspace.records(), store, path, operation));
}

/// The file is being written while it is dragged: the drop is what reads it.
QUrl KeyExport::dragFile(const std::vector<store::KeyAddress>& keys)
{
    const QString folder = m_dragFolder.filePath(QString::number(++m_dragCount));
    QDir().mkpath(folder);
    const std::string& name = keys.size() == 1 ? keys.front().key : keys.front().store;
    const QString path = folder + u'/' + fileNameOf(name);
    const auto operation = m_workspace.operations().begin(tr("Exporting what is dragged"));
    m_workspace.tasks().start(runExport(this, m_workspace.records(), keys, path, false, operation));
    return QUrl::fromLocalFile(path);
}

async::Task<std::vector<datastore::StoredEntry>> KeyExport::entriesOf(
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

async::Task<void> KeyExport::runExport(QPointer<KeyExport> self, editing::RecordAccess records,
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

async::Task<void> KeyExport::runStoreExport(QPointer<KeyExport> self, editing::RecordAccess records,
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

async::Task<void> KeyExport::runValueExport(QPointer<KeyExport> self, async::Executor* executor,
                                            json::Value value, QString path,
                                            std::shared_ptr<Operation> operation)
{
    QString problem;
    try {
        problem = co_await documents::writeJsonFile(executor, path, value, operation->stopToken());
    } catch (...) {
        problem = documents::failureText(std::current_exception());
    }
    operation->finish();
    if (self)
        self->endExport(problem, path, 0, true);
}

void KeyExport::endExport(const QString& problem, const QString& path, std::size_t keys,
                          bool isTold)
{
    const QString file = QFileInfo(path).fileName();
    if (!problem.isEmpty())
        sayProblem(problem);
    else if (isTold)
        m_message->showMessage(documents::Tone::Added,
                               keys > 0
                                   ? tr("Exported %n key(s) to %1.", nullptr, int(keys)).arg(file)
                                   : tr("Exported to %1.").arg(file));
}

} // namespace plectrum::ui

#include "moc_key_export.cpp"
