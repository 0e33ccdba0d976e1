// SPDX-License-Identifier: MIT
// The page of one record: facts above, tree beside text, history below. Text and history are made
// one by one in the next turns of the event loop, so that no turn is longer than a frame.
#pragma once

#include "documents/record/record_document.h"
#include "editing/record_access.h"
#include "ui/record/record_actions.h"
#include "ui/record/record_actions.h"
#include "ui/widgets/message_bar.h"

#include <QList>
#include <QPointer>
#include <QWidget>

class QAction;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTimer;
class QVBoxLayout;

namespace plectrum::documents {
class GameBindings;
class JsonTreeModel;
class UserNames;
} // namespace plectrum::documents

namespace plectrum::ui {

class ConflictView;
class GameNotice;
class HistoryPanel;
class JsonTextView;
class JsonTreeView;
class LockActions;
class LockIndicator;
class LockNotice;
class RecordFactStrip;
class SaveController;
class SearchBar;

class RecordPanel final : public QWidget
{
    Q_OBJECT

public:
    /// The document must outlive the panel.
    explicit RecordPanel(documents::RecordDocument* document, QWidget* parent = nullptr);
    /// See RecordFactStrip::setUserNames().
    void setUserNames(documents::UserNames* names);
    /// Checks what is edited by the code that is bound to its store; they must outlive the panel.
    void setGames(documents::GameBindings& games);
    documents::RecordDocument* document() const;
    /// The actions of this record (save, reload, discard, undo, redo, add, remove, ...), each with
    /// an object name ("record.save"), text, shortcut and icon; the window puts them in menus and
    /// tool bar.
    QList<QAction*> recordActions() const;

    JsonTreeView* tree() const;
    JsonTextView* text(); ///< made now when it was not yet
    HistoryPanel* history(); ///< made now when it was not yet
    MessageBar* messageBar() const;
    /// Gives the focus to the tree; while there is nothing in it yet, as soon as there is, unless
    /// the user has gone elsewhere by then. To the history where there is no data.
    void focusContent();
    /// Something is typed in it that the document does not have yet.
    bool hasEdits() const;

signals:
    /// Nothing stands at the key, and a record is to be made there, or brought back.
    void recordWanted();
    void undeletionWanted();
    void editsChanged(bool hasEdits);
    void gameWanted(); ///< where the code of its game is chosen
    void conflictsChanged(bool hasConflicts); ///< somebody has to choose

private:
    void fillTreeSide();
    QWidget* makeEmptyPage();
    void makeNextPart();
    void makeText();
    void makeHistory();
    void giveRoomToHistory(bool isStrip);
    ConflictView* conflicts();
    void hideConflicts();
    void showOtherText();
    void build();
    void connectParts();
    void showPhase();
    void focusContentIfAsked();
    void showLoaded();
    QString olderVersionsText() const;
    void showDamage();
    QList<MessageBar::Choice> damageChoices();
    void showBanner();
    void showAbsence();
    void showMessage(const QString& text);
    void showContextMenu(const QPoint& at);
    void showTypeMenu();
    void find(RecordActions::Find what);
    void toggleText(bool isShown);
    void noteEdits();
    void showConflicts(const editing::SaveResult& result);

    documents::RecordDocument* m_document;
    documents::JsonTreeModel* m_model;
    // Each widget is made inside the one that it stays in: to move it would dress it twice.
    QSplitter* m_floors;
    QStackedWidget* m_pages;
    QSplitter* m_sides;
    QWidget* m_treeSide;
    JsonTreeView* m_tree;
    SearchBar* m_search;
    RecordActions* m_actions;
    QWidget* m_textHolder; ///< stands there until the text does
    QWidget* m_historyHolder;
    QTimer* m_nextPart;
    JsonTextView* m_text = nullptr;
    HistoryPanel* m_history = nullptr;
    ConflictView* m_conflicts = nullptr; ///< made by the first conflict
    LockActions* m_lockActions;
    LockIndicator* m_lock;
    RecordFactStrip* m_facts;
    MessageBar* m_banner; ///< what is wrong with the record
    MessageBar* m_message; ///< what happened
    MessageBar* m_lockBar; ///< what becomes of waiting for its lock
    MessageBar* m_gameBar; ///< what the game's code says of it
    LockNotice* m_lockNotice;
    GameNotice* m_game = nullptr;
    SaveController* m_saving;
    QLabel* m_empty = nullptr;
    QVBoxLayout* m_column = nullptr;
    bool m_hasEdits = false;
    QPointer<QWidget> m_focusBefore; ///< what had the focus when the content was not there yet
};

} // namespace plectrum::ui
