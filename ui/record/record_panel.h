// SPDX-License-Identifier: MIT
// The page of one record: facts above, tree beside text, history below.
#pragma once

#include "store/record_access.h"
#include "ui/record/record_document.h"

#include <QList>
#include <QPointer>
#include <QWidget>

class QAction;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace plectrum::ui {

class ConflictView;
class HistoryPanel;
class JsonTextView;
class JsonTreeModel;
class JsonTreeView;
class MessageBar;
class RecordActions;
class RecordFactStrip;
class SearchBar;

class RecordPanel final : public QWidget
{
    Q_OBJECT

public:
    /// The document must outlive the panel.
    explicit RecordPanel(RecordDocument* document, QWidget* parent = nullptr);
    RecordDocument* document() const;
    /// The actions of this record (save, reload, discard, undo, redo, add, remove, ...), each with
    /// an object name ("record.save"), text, shortcut and icon; the window puts them in menus and
    /// tool bar.
    QList<QAction*> recordActions() const;

    JsonTreeView* tree() const;
    JsonTextView* text() const;
    HistoryPanel* history() const;
    MessageBar* messageBar() const;
    /// Gives the focus to the tree; while there is nothing in it yet, as soon as there is, unless
    /// the user has gone elsewhere by then. To the history where there is no data.
    void focusContent();

private:
    QWidget* makeTreeSide();
    QWidget* makeEmptyPage();
    void build();
    void connectParts();
    void showPhase();
    void focusContentIfAsked();
    void showLoaded();
    void showBanner();
    void tell(const QString& text);
    void showContextMenu(const QPoint& at);
    void showTypeMenu();
    void toggleText(bool isShown);
    void askToSave();
    void save();
    void showSaved(const store::SaveResult& result);
    void showSaveFailure(const QString& why);
    void resolveConflicts(const json::Value& newest, const json::Value& draft);

    RecordDocument* m_document;
    JsonTreeModel* m_model;
    JsonTreeView* m_tree;
    SearchBar* m_search;
    RecordActions* m_actions;
    JsonTextView* m_text;
    RecordFactStrip* m_facts;
    MessageBar* m_banner; ///< what is wrong with the record
    MessageBar* m_message; ///< what happened
    ConflictView* m_conflicts;
    HistoryPanel* m_history;
    QStackedWidget* m_pages;
    QLabel* m_empty;
    QSplitter* m_sides;
    QSplitter* m_floors;
    QPointer<QWidget> m_focusBefore; ///< what had the focus when the content was not there yet
    bool m_isSaving = false; ///< the write that runs is a save of this panel's
};

} // namespace plectrum::ui
