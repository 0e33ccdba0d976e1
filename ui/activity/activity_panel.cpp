// SPDX-License-Identifier: MIT
#include "ui/activity/activity_panel.h"

#include "documents/workspace.h"
#include "ui/activity/journal_panel.h"
#include "ui/activity/log_panel.h"
#include "ui/widgets/empty_note.h"
#include "ui/widgets/icon.h"

namespace plectrum::ui {

using namespace Qt::StringLiterals;

ActivityPanel::ActivityPanel(documents::Workspace& workspace, QWidget* parent)
    : QTabWidget(parent)
    , m_log(new LogPanel(workspace.log(), this))
{
    setObjectName(u"activityPanel"_s);
    setDocumentMode(true);
    setAccessibleName(tr("Activity"));
    addTab(makeJournal(workspace), icon(u"history"_s), tr("Journal"));
    addTab(m_log, icon(u"text"_s), tr("Log"));
}

QWidget* ActivityPanel::makeJournal(documents::Workspace& workspace)
{
    if (workspace.journal() && workspace.undo()) {
        m_journal = new JournalPanel(workspace, this);
        return m_journal;
    }
    auto* note = new EmptyState(this);
    note->say(tr("No journal is kept here"),
              tr("A universe in memory does not last, and a journal file that cannot be written is "
                 "told above the records. Open a universe file to keep its writes and undo them."));
    return note;
}

ActivityPanel::Page ActivityPanel::page() const
{
    return currentIndex() == 0 ? Page::Journal : Page::Log;
}

void ActivityPanel::showPage(Page page)
{
    setCurrentIndex(page == Page::Journal ? 0 : 1);
    if (page == Page::Log)
        m_log->focusList();
    else if (m_journal)
        m_journal->focusList();
    else
        setFocus();
}

} // namespace plectrum::ui

#include "moc_activity_panel.cpp"
