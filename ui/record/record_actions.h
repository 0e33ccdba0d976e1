// SPDX-License-Identifier: MIT
// The actions of one record: what they do, and when they can be used. Windows put them in menus and
// tool bars.
#pragma once

#include "json/value.h"

#include <QList>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace plectrum::documents {
class RecordDocument;
} // namespace plectrum::documents

namespace plectrum::ui {

class JsonTreeView;

class RecordActions final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the actions. Those on the record work in the whole panel, those on
    /// nodes while the tree has the focus.
    RecordActions(documents::RecordDocument* document, JsonTreeView* tree, QWidget* panel);

    enum class Find
    {
        Open,
        Next,
        Previous
    };

    QList<QAction*> all() const; ///< in the order of menus
    QAction* find(const QString& name) const; ///< must be one of them
    QList<QAction*> typeActions() const;
    /// The menu of the current row; the caller owns it.
    QMenu* makeContextMenu(QWidget* parent) const;

signals:
    void findWanted(plectrum::ui::RecordActions::Find what); ///< in the tree or in the text

private:
    void makeRecordActions(QWidget* panel);
    void makeNodeActions();
    void makeTypeActions();
    void makeViewActions(QWidget* panel);
    QAction* add(QLatin1StringView id, QWidget* widget);
    void addNode(QLatin1StringView id, void (JsonTreeView::*does)());
    void moveCurrent(int by);
    void update();

    documents::RecordDocument* m_document;
    JsonTreeView* m_tree;
    QList<QAction*> m_actions;
    QList<QAction*> m_types;
};

} // namespace plectrum::ui
