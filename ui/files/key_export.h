// SPDX-License-Identifier: MIT
// Out of the window into files: a value of the tree, keys, a store, and keys that are dragged; what
// comes of it is told in the window's message.
#pragma once

#include "async/executor.h"
#include "async/task.h"
#include "editing/record_access.h"
#include "json/value.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>
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

class KeyExport final : public QObject
{
    Q_OBJECT

public:
    /// "file.export" and "file.exportStore" of `actions` become its own. All of them must outlive
    /// it; dialogs open over `window`.
    KeyExport(documents::Workspace& workspace, KeyBrowser* browser, KeyCommands* keys,
              WindowActions* actions, MessageBar* message, QWidget* window);
    ~KeyExport() override;

    /// The record that is shown, whose values can be exported; null for none.
    void watch(RecordPanel* panel);
    /// Into that file.
    void exportKeys(const std::vector<store::KeyAddress>& keys, const QString& path);
    void exportStore(const editing::StoreListing& store, const QString& path);
    /// The file is one that this window made for a drag.
    bool isDragged(const QString& path) const;

private:
    void chooseExport();
    void chooseStoreExport();
    void exportValue();
    void askForPath(const QString& title, const QString& name, void (KeyExport::*done)(QString));
    void exportChosenTo(QString path);
    void exportStoreTo(QString path);
    void exportValueTo(QString path);
    QUrl dragFile(const std::vector<store::KeyAddress>& keys);
    void sayProblem(const QString& problem);
    std::vector<store::KeyAddress> exportedKeys() const;

    static async::Task<std::vector<datastore::StoredEntry>> entriesOf(
        editing::RecordAccess records, std::vector<store::KeyAddress> keys,
        std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runExport(QPointer<KeyExport> self, editing::RecordAccess records,
                                       std::vector<store::KeyAddress> keys, QString path,
                                       bool isTold,
                                       std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runStoreExport(QPointer<KeyExport> self, editing::RecordAccess records,
                                            editing::StoreListing store, QString path,
                                            std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runValueExport(QPointer<KeyExport> self, async::Executor* executor,
                                            json::Value value, QString path,
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
