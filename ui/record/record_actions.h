// SPDX-License-Identifier: MIT
// The actions of one record in one table: what they are called, how they are reached, what they do,
// and when they can be used. Windows put them in menus and tool bars.
#pragma once

#include "json/value.h"

#include <QList>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace plectrum::ui {

class JsonTreeView;
class RecordDocument;
class SearchBar;

class RecordActions final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the actions. Those on the record work in the whole panel, those on
    /// nodes while the tree has the focus.
    RecordActions(RecordDocument* document, JsonTreeView* tree, SearchBar* search, QWidget* panel);

    QList<QAction*> all() const; ///< in the order of menus
    QAction* find(const QString& name) const; ///< must be one of them
    QList<QAction*> typeActions() const;
    /// The menu of the current row; the caller owns it.
    QMenu* makeContextMenu(QWidget* parent) const;

private:
    void makeRecordActions(QWidget* panel);
    void makeNodeActions();
    void makeTypeActions();
    void makeViewActions(QWidget* panel);
    QAction* add(const QString& name, const QString& iconName, const QString& text,
                 const QList<QKeySequence>& shortcuts = {});
    QAction* addNode(const QString& name, const QString& iconName, const QString& text,
                     const QKeySequence& shortcut, void (JsonTreeView::*does)());
    void moveCurrent(int by);
    void update();

    RecordDocument* m_document;
    JsonTreeView* m_tree;
    SearchBar* m_search;
    QList<QAction*> m_actions;
    QList<QAction*> m_types;
};

} // namespace plectrum::ui
