// SPDX-License-Identifier: MIT
// The open records of a workspace as tabs, each with its RecordPanel. Follows the workspace; asks
// to close by closeRequested().
#pragma once

#include "documents/workspace.h"

#include <QTabWidget>

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
    void removePage(QWidget* page); ///< hides it; whoever calls deletes it
    void closeCurrentPage(); ///< asks for it by pageCloseRequested()
    void step(int by); ///< to the tab that many further, round the ends

signals:
    void closeRequested(plectrum::documents::RecordDocument* document);
    void pageCloseRequested(QWidget* page);
    void currentPanelChanged(plectrum::ui::RecordPanel* panel);

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

    documents::Workspace& m_workspace;
    RecordTabBar* m_bar;
};

} // namespace plectrum::ui
