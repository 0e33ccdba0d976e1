// SPDX-License-Identifier: MIT
// How a record's draft is saved from its page: the action that says what it would do, the question,
// waiting for the lock, and what is told of the outcome. The draft stays until it is written.
#pragma once

#include "async/computation.h"
#include "documents/record/record_document.h"
#include "documents/save/save_intent.h"
#include "editing/record_access.h"
#include "json/value.h"

#include <QObject>
#include <QPointer>

class QAction;
class QTimer;
class QWidget;

namespace plectrum::documents {
class DraftCheck;
} // namespace plectrum::documents

namespace plectrum::ui {

class ConflictView;
class LockNotice;
class MessageBar;
class SaveDialog;

class SaveController final : public QObject
{
    Q_OBJECT

public:
    /// `save` is the action that it dresses and obeys. All of them must outlive it; dialogs open
    /// over `panel`.
    SaveController(documents::RecordDocument* document, QAction* save, QWidget* panel);

    void setFeedback(MessageBar* message, LockNotice* notice);
    /// Something is typed in the panel that is not in the draft yet.
    void setTypedTextPending(bool isPending);
    void setConflictView(ConflictView* view);
    /// What the game's code says of the draft; must outlive this.
    void setDraftCheck(const documents::DraftCheck& check) { m_check = &check; }
    /// "Save when the lock is free…", for the menu of the lock.
    QAction* whenFreeAction() const { return m_whenFree; }
    documents::SaveFacts facts() const;
    /// Takes over what is typed, shows what would be written and asks, or leads to the conflicts.
    void ask();

signals:
    void conflictsMet(const plectrum::editing::SaveResult& result);
    void conflictsOver(); ///< chosen, given up, or out of date

private:
    QString explanation() const;
    QString checkText() const;
    bool isRefused();
    void update();
    void countSoon();
    void count();
    void applyCount(std::size_t changes);
    void confirm(const documents::DraftState& shown);
    void askAgain();
    void save();
    void saveWhenFree();
    void goOnWhenFree();
    void stopWaiting(const QString& why);
    void finish(const editing::SaveResult& result);
    void fail(const QString& why, bool isOfLock);
    void showLocked(const QString& what);
    void keepTrying();
    bool goesOnWithAgreed();
    void resolve(const json::Value& newest, const json::Value& draft);
    void giveUpConflicts();

    documents::RecordDocument* m_document;
    QAction* m_save;
    QAction* m_whenFree;
    QWidget* m_panel;
    const documents::DraftCheck* m_check = nullptr;
    MessageBar* m_message = nullptr;
    LockNotice* m_notice = nullptr;
    QPointer<ConflictView> m_conflicts;
    QPointer<SaveDialog> m_dialog;
    QTimer* m_countSoon;
    async::Computation<std::size_t> m_counting;
    std::optional<std::size_t> m_changes;
    std::size_t m_conflictCount = 0;
    documents::DraftState
        m_agreed; ///< what was shown when the user said yes: this is written, or nothing
    bool m_waitsToSave = false;
    bool m_isSaving = false; ///< the write that runs was asked for here
    bool m_isTrying = false; ///< and waits errors of the lock out
    bool m_isTypedTextPending = false;
};

} // namespace plectrum::ui
