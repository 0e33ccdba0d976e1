// SPDX-License-Identifier: MIT
// The open records of a workspace as tabs, each with its RecordPanel. Follows the workspace; asks
// to close by closeRequested().
#pragma once

#include "documents/workspace.h"

#include <QSet>
#include <QTabWidget>

class QMenu;

namespace plectrum::ui {

class RecordPanel;
class RecordTabBar;

class RecordTabs final : public QTabWidget
{
    Q_OBJECT

public:
    /// The workspace must outlive the tabs.
    explicit RecordTabs(documents::Workspace& workspace, QWidget* parent = nullptr);

    RecordPanel* currentPanel() const; ///< null when no record is open
    documents::RecordDocument* documentAt(int index) const;
    RecordTabBar* recordTabBar() const;
    /// Pages that are no records stand among the tabs, too; the tabs own them until removed.
    void addPage(QWidget* page, const QString& title); ///< and goes to it
    void renamePage(const QWidget* page, const QString& title);
    void removePage(QWidget* page); ///< hides it; whoever calls deletes it
    void closeCurrentPage(); ///< asks for it by pageCloseRequested()
    void step(int by); ///< to the tab that many further, round the ends
    /// Beside the list of tabs, at the end of their bar.
    void addCornerWidget(QWidget* widget);

signals:
    void closeRequested(plectrum::documents::RecordDocument* document);
    void pageCloseRequested(QWidget* page);
    void closeOthersRequested(int index);
    void closeAllRequested();
    void gameWanted(const std::string& store); ///< where the code of its game is chosen
    void currentPanelChanged(plectrum::ui::RecordPanel* panel);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RecordPanel* panelAt(int index) const;
    int indexOf(const documents::RecordDocument* document) const;
    void add(documents::RecordDocument* document);
    void removeOf(documents::RecordDocument* document);
    void showCurrent(documents::RecordDocument* document);
    void showPreview();
    void showModified(documents::RecordDocument* document);
    void chooseTab(int index);
    void requestCloseAt(int index);
    void pinAt(int index);
    void noteConflicts(documents::RecordDocument* document, bool hasConflicts);
    void showMark(documents::RecordDocument* document);
    void showMarks(const QString& store);
    void showTabMenu(const QPoint& at);
    void fillTabList();

    documents::Workspace& m_workspace;
    RecordTabBar* m_bar;
    QWidget* m_corner;
    QMenu* m_tabList;
    QSet<const documents::RecordDocument*> m_inConflict;
};

} // namespace plectrum::ui
