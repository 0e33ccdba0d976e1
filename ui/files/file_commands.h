// SPDX-License-Identifier: MIT
// Files and the window: export of a value, of keys, of a store, and import of what was exported, by
// action and by dropping a file; what comes of it is told in the window's message.
#pragma once

#include "async/task.h"
#include "editing/import_plan.h"
#include "editing/record_access.h"
#include "json/value.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>
#include <stop_token>
#include <vector>

namespace plectrum::documents {
class Operation;
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class KeyBrowser;
class KeyCommands;
class MessageBar;
class RecordPanel;
class WindowActions;

class FileCommands final : public QObject
{
    Q_OBJECT

public:
    /// "file.import", "file.export" and "file.exportStore" of `actions` become its own; files that
    /// are dropped on `window` are imported. All of them must outlive it.
    FileCommands(documents::Workspace& workspace, KeyBrowser* browser, KeyCommands* keys,
                 WindowActions* actions, MessageBar* message, QWidget* window);
    ~FileCommands() override;

    /// The record that is shown, whose values can be exported; null for none.
    void watch(RecordPanel* panel);
    /// Reads it, asks, and imports.
    void importFile(const QString& path);
    /// Into that file.
    void exportKeys(const std::vector<store::KeyAddress>& keys, const QString& path);
    void exportStore(const editing::StoreListing& store, const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// What came of an import.
    struct Outcome
    {
        std::size_t written = 0;
        QStringList problems{}; ///< a sentence each
        bool isStopped = false;
    };

    void chooseImport();
    void chooseExport();
    void chooseStoreExport();
    void exportValue();
    void askForPath(const QString& title, const QString& name, void (FileCommands::*done)(QString));
    void exportChosenTo(QString path);
    void exportStoreTo(QString path);
    void exportValueTo(QString path);
    QUrl dragFile(const std::vector<store::KeyAddress>& keys);
    void askToImport(const QString& path, std::vector<editing::ImportItem> items);
    void askToReplaceDraft(const QString& path, const json::Value& value);
    void startImport(const std::vector<editing::ImportItem>& items);
    void tell(const Outcome& outcome, const std::string& group);
    void undoGroup(const std::string& group);
    void sayProblem(const QString& problem);
    std::vector<store::KeyAddress> exportedKeys() const;

    static async::Task<std::vector<datastore::StoredEntry>> entriesOf(
        editing::RecordAccess records, std::vector<store::KeyAddress> keys,
        std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runExport(QPointer<FileCommands> self, editing::RecordAccess records,
                                       std::vector<store::KeyAddress> keys, QString path,
                                       bool isTold,
                                       std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runStoreExport(QPointer<FileCommands> self,
                                            editing::RecordAccess records,
                                            editing::StoreListing store, QString path,
                                            std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runValueExport(QPointer<FileCommands> self, async::Executor* executor,
                                            json::Value value, QString path,
                                            std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runRead(QPointer<FileCommands> self, QString path,
                                     std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runPlan(QPointer<FileCommands> self, QString path,
                                     json::Value document,
                                     std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runImport(QPointer<FileCommands> self, documents::Workspace* workspace,
                                       std::vector<editing::ImportItem> items,
                                       std::shared_ptr<documents::Operation> operation);
    void endExport(const QString& problem, const QString& path, std::size_t keys, bool isTold);

    documents::Workspace& m_workspace;
    KeyBrowser* m_browser;
    KeyCommands* m_keys;
    MessageBar* m_message;
    QWidget* m_window;
    QPointer<RecordPanel> m_watched;
    QTemporaryDir m_dragFolder;
    int m_dragCount = 0;
    std::vector<store::KeyAddress> m_chosen; ///< for the export whose file is being chosen
    editing::StoreListing m_chosenStore;
    json::Value m_chosenValue;
};

} // namespace plectrum::ui
