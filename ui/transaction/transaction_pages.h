// SPDX-License-Identifier: MIT
// The pages of transactions among the tabs of a window: opens them, adds keys to the one that is
// looked at, closes them (asks when drafts would be lost).
#pragma once

#include "async/task.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace plectrum::store {
struct KeyAddress;
}

namespace plectrum::ui {

class RecordTabs;
class TransactionComposer;
class Workspace;

class TransactionPages final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the pages.
    TransactionPages(Workspace& workspace, RecordTabs* tabs);

    TransactionComposer* open(const std::string& store); ///< a new one
    /// To the one that is looked at, else the last opened, else a new one.
    void addKey(const store::KeyAddress& address);
    void showDangling();
    /// Goes on with `then` when there are no drafts, or the user has given them up.
    void askToDiscard(std::function<void()> then);
    void closeAll(); ///< without asking
    /// Asks all to stop and comes back when nothing of them runs.
    async::Task<void> shutDown();

private:
    TransactionComposer* current() const;
    std::vector<QWidget*> all() const;
    int draftCount() const; ///< pages with changes that are not committed
    void requestClose(QWidget* page);
    void close(QWidget* page);
    static async::Task<void> retire(TransactionComposer* page);

    Workspace& m_workspace;
    RecordTabs* m_tabs;
    QPointer<QWidget> m_question;
};

} // namespace plectrum::ui
