// SPDX-License-Identifier: MIT
// Files into the window, by action and by dropping one on it: read, planned key by key, asked
// about, and written as one group of the journal; what comes of it is told in the window's message.
#pragma once

#include "async/task.h"
#include "editing/import_plan.h"
#include "json/value.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace plectrum::documents {
class Operation;
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class KeyExport;
class MessageBar;
class WindowActions;

class KeyImport final : public QObject
{
    Q_OBJECT

public:
    /// "file.import" of `actions` becomes its own; files that are dropped on `window` are imported,
    /// but for those that `own` made for a drag. All of them must outlive it.
    KeyImport(documents::Workspace& workspace, const KeyExport* own, WindowActions* actions,
              MessageBar* message, QWidget* window);

    /// Reads it, asks, and imports.
    void importFile(const QString& path);

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
    void askToImport(const QString& path, std::vector<editing::ImportItem> items);
    void askToReplaceDraft(const QString& path, const json::Value& value);
    void startImport(const std::vector<editing::ImportItem>& items);
    void tell(const Outcome& outcome, const std::string& group);
    void undoGroup(const std::string& group);
    void sayProblem(const QString& problem);

    static async::Task<void> runRead(QPointer<KeyImport> self, QString path,
                                     std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runPlan(QPointer<KeyImport> self, QString path, json::Value document,
                                     std::shared_ptr<documents::Operation> operation);
    static async::Task<void> runImport(QPointer<KeyImport> self, documents::Workspace* workspace,
                                       std::vector<editing::ImportItem> items,
                                       std::shared_ptr<documents::Operation> operation);

    documents::Workspace& m_workspace;
    const KeyExport* m_own;
    MessageBar* m_message;
    QWidget* m_window;
};

} // namespace plectrum::ui
