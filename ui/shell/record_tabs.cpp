// SPDX-License-Identifier: MIT
#include "ui/shell/record_tabs.h"

#include "documents/basics/visible_name.h"
#include "ui/record/record_panel.h"
#include "ui/shell/record_tab_bar.h"

namespace plectrum::ui {

using namespace Qt::StringLiterals;

RecordTabs::RecordTabs(documents::Workspace& workspace, QWidget* parent)
    : QTabWidget(parent)
    , m_workspace(workspace)
    , m_bar(new RecordTabBar(this))
{
    setObjectName(u"recordTabs"_s);
    setTabBar(m_bar);
    setDocumentMode(true);
    connect(&workspace, &documents::Workspace::documentOpened, this, &RecordTabs::add);
    connect(&workspace, &documents::Workspace::documentAboutToClose, this, &RecordTabs::removeOf);
    connect(&workspace, &documents::Workspace::currentDocumentChanged, this,
            &RecordTabs::showCurrent);
    connect(&workspace, &documents::Workspace::previewChanged, this, &RecordTabs::showPreview);
    connect(this, &QTabWidget::currentChanged, this, &RecordTabs::chooseTab);
    connect(m_bar, &QTabBar::tabCloseRequested, this, &RecordTabs::requestCloseAt);
    connect(m_bar, &RecordTabBar::pinRequested, this, &RecordTabs::pinAt);
    for (documents::RecordDocument* document : workspace.documents())
        add(document);
    showCurrent(workspace.currentDocument());
}

RecordTabBar* RecordTabs::recordTabBar() const
{
    return m_bar;
}

RecordPanel* RecordTabs::panelAt(int index) const
{
    return qobject_cast<RecordPanel*>(widget(index));
}

RecordPanel* RecordTabs::currentPanel() const
{
    return panelAt(currentIndex());
}

documents::RecordDocument* RecordTabs::documentAt(int index) const
{
    const RecordPanel* panel = panelAt(index);
    return panel ? panel->document() : nullptr;
}

int RecordTabs::indexOf(const documents::RecordDocument* document) const
{
    for (int index = 0; document && index < count(); ++index)
        if (documentAt(index) == document)
            return index;
    return -1;
}

void RecordTabs::step(int by)
{
    if (count() > 1)
        setCurrentIndex((currentIndex() + by + count()) % count());
}

void RecordTabs::addPage(QWidget* page, const QString& title)
{
    // Told below, once: the first tab becomes the current one while it is inserted.
    {
        const QSignalBlocker quiet(this);
        setCurrentIndex(insertTab(currentIndex() + 1, page, title));
    }
    m_workspace.setCurrentDocument(nullptr);
    emit currentPanelChanged(nullptr);
}

void RecordTabs::closeCurrentPage()
{
    if (QWidget* page = currentWidget(); page && !currentPanel())
        emit pageCloseRequested(page);
}

void RecordTabs::removePage(QWidget* page)
{
    {
        const QSignalBlocker quiet(this);
        removeTab(QTabWidget::indexOf(page));
    }
    page->hide();
    m_workspace.setCurrentDocument(documentAt(currentIndex()));
    emit currentPanelChanged(currentPanel());
}

void RecordTabs::add(documents::RecordDocument* document)
{
    const auto& address = document->address();
    // Beside the record that is looked at, as editors do.
    const int position = currentIndex() + 1;
    const QSignalBlocker quiet(this);
    auto* panel = new RecordPanel(document, this);
    panel->setUserNames(m_workspace.userNames());
    const int index = insertTab(position, panel, document->title());
    setTabToolTip(index,
                  documents::visibleName(address.store) % u" › "_s
                      % documents::visibleName(address.key));
    connect(document, &documents::RecordDocument::modifiedChanged, this,
            [this, document] { showModified(document); });
    connect(panel, &RecordPanel::editsChanged, this, [this, document](bool hasEdits) {
        if (hasEdits)
            m_workspace.pin(document); // the next preview would throw away what is typed
        showModified(document);
    });
    showModified(document);
}

void RecordTabs::removeOf(documents::RecordDocument* document)
{
    const int index = indexOf(document);
    if (index < 0)
        return;
    RecordPanel* panel = panelAt(index);
    if (panel->isAncestorOf(focusWidget()))
        m_bar->setFocus();
    {
        const QSignalBlocker quiet(this);
        removeTab(index);
    }
    document->disconnect(this);
    delete panel;
    showCurrent(m_workspace.currentDocument());
    showPreview();
}

void RecordTabs::showCurrent(documents::RecordDocument* document)
{
    if (const int index = indexOf(document); index >= 0) {
        const QSignalBlocker quiet(this);
        setCurrentIndex(index);
    }
    emit currentPanelChanged(document ? panelAt(indexOf(document)) : nullptr);
}

void RecordTabs::showPreview()
{
    m_bar->setPreviewTab(indexOf(m_workspace.previewDocument()));
}

void RecordTabs::showModified(documents::RecordDocument* document)
{
    const int index = indexOf(document);
    const RecordPanel* panel = panelAt(index);
    m_bar->setModified(index, document->isModified() || (panel && panel->hasEdits()));
}

void RecordTabs::chooseTab(int index)
{
    m_workspace.setCurrentDocument(documentAt(index));
}

void RecordTabs::requestCloseAt(int index)
{
    if (documents::RecordDocument* document = documentAt(index))
        emit closeRequested(document);
    else if (QWidget* page = widget(index))
        emit pageCloseRequested(page);
}

void RecordTabs::pinAt(int index)
{
    m_workspace.pin(documentAt(index));
}

} // namespace plectrum::ui

#include "moc_record_tabs.cpp"
