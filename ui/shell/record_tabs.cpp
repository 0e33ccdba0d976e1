// SPDX-License-Identifier: MIT
#include "ui/shell/record_tabs.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/locks/lock_status.h"
#include "ui/record/record_panel.h"
#include "ui/shell/record_tab_bar.h"
#include "ui/widgets/icon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QToolButton>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

RecordTabs::RecordTabs(documents::Workspace& workspace, QWidget* parent)
    : QTabWidget(parent)
    , m_workspace(workspace)
    , m_bar(new RecordTabBar(this))
    , m_corner(new QWidget(this))
    , m_tabList(new QMenu(this))
{
    setObjectName(u"recordTabs"_s);
    setTabBar(m_bar);
    setDocumentMode(true);
    m_bar->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_bar, &QWidget::customContextMenuRequested, this, &RecordTabs::showTabMenu);
    auto* list = new QToolButton(m_corner);
    list->setObjectName(u"tabs.list"_s);
    list->setIcon(icon(u"chevron-down"_s));
    list->setAutoRaise(true);
    list->setPopupMode(QToolButton::InstantPopup);
    list->setToolTip(tr("All tabs"));
    list->setAccessibleName(list->toolTip());
    list->setMenu(m_tabList);
    m_tabList->setObjectName(u"tabs.menu"_s);
    connect(m_tabList, &QMenu::aboutToShow, this, &RecordTabs::fillTabList);
    auto* row = new QHBoxLayout(m_corner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::tiny);
    row->addWidget(list);
    setCornerWidget(m_corner, Qt::TopRightCorner);
    connect(&workspace, &documents::Workspace::documentOpened, this, &RecordTabs::add);
    connect(&workspace, &documents::Workspace::documentAboutToClose, this, &RecordTabs::removeOf);
    connect(&workspace, &documents::Workspace::currentDocumentChanged, this,
            &RecordTabs::showCurrent);
    connect(&workspace, &documents::Workspace::previewChanged, this, &RecordTabs::showPreview);
    connect(this, &QTabWidget::currentChanged, this, &RecordTabs::chooseTab);
    connect(m_bar, &QTabBar::tabCloseRequested, this, &RecordTabs::requestCloseAt);
    connect(m_bar, &RecordTabBar::pinRequested, this, &RecordTabs::pinAt);
    connect(&workspace.games(), &documents::GameBindings::bindingChanged, this,
            &RecordTabs::showMarks);
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

void RecordTabs::renamePage(const QWidget* page, const QString& title)
{
    if (const int index = QTabWidget::indexOf(page); index >= 0) {
        setTabText(index, title);
        setTabToolTip(index, title);
    }
}

void RecordTabs::addCornerWidget(QWidget* widget)
{
    m_corner->layout()->addWidget(widget);
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
    // Beside the record that is looked at, as editors do.
    const int position = currentIndex() + 1;
    const QSignalBlocker quiet(this);
    auto* panel = new RecordPanel(document, this);
    panel->setUserNames(m_workspace.userNames());
    panel->setGames(m_workspace.games());
    connect(panel, &RecordPanel::gameWanted, this,
            [this, document] { emit gameWanted(document->address().store); });
    insertTab(position, panel, document->title());
    showMark(document);
    connect(document, &documents::RecordDocument::modifiedChanged, this,
            [this, document] { showModified(document); });
    connect(panel, &RecordPanel::editsChanged, this, [this, document](bool hasEdits) {
        if (hasEdits)
            m_workspace.pin(document); // the next preview would throw away what is typed
        showModified(document);
    });
    connect(panel, &RecordPanel::conflictsChanged, this,
            [this, document](bool hasConflicts) { noteConflicts(document, hasConflicts); });
    connect(document->lock(), &documents::LockStatus::waitingChanged, this,
            [this, document] { showMark(document); });
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
    document->lock()->disconnect(this);
    m_inConflict.remove(document);
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

void RecordTabs::noteConflicts(documents::RecordDocument* document, bool hasConflicts)
{
    if (hasConflicts)
        m_inConflict.insert(document);
    else
        m_inConflict.remove(document);
    showMark(document);
}

/// What somebody who looks at another tab should know.
void RecordTabs::showMark(documents::RecordDocument* document)
{
    const int index = indexOf(document);
    if (index < 0)
        return;
    const auto& address = document->address();
    QString tip =
        documents::visibleName(address.store) % u" › "_s % documents::visibleName(address.key);
    QIcon mark;
    if (m_inConflict.contains(document)) {
        mark = icon(u"warning"_s);
        tip += u'\n' % tr("Changed by somebody else meanwhile: choose which side counts.");
    } else if (document->lock()->isWaiting()) {
        mark = icon(u"clock"_s);
        tip += u'\n' % tr("Waiting for its lock.");
    }
    if (const documents::GameBinding* binding = m_workspace.games().of(address.store);
        binding && address.kind == store::KeyAddress::Kind::Lyra)
        tip += u'\n' % tr("Game code %1").arg(binding->statusText());
    setTabIcon(index, mark);
    setTabToolTip(index, tip);
}

void RecordTabs::showMarks(const QString& store)
{
    for (documents::RecordDocument* document : m_workspace.documents())
        if (QString::fromStdString(document->address().store) == store)
            showMark(document);
}

void RecordTabs::showTabMenu(const QPoint& at)
{
    const int index = m_bar->tabAt(at);
    if (index < 0)
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(u"tabs.context"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& name, const QString& text, auto run) {
        QAction* action = menu->addAction(text);
        action->setObjectName(u"tabs."_s + name);
        connect(action, &QAction::triggered, this, run);
        return action;
    };
    add(u"close"_s, tr("&Close"), [this, index] { requestCloseAt(index); });
    add(u"closeOthers"_s, tr("Close &Others"), [this, index] {
        emit closeOthersRequested(index);
    })->setEnabled(count() > 1);
    add(u"closeAll"_s, tr("Close &All"), [this] { emit closeAllRequested(); });
    if (documents::RecordDocument* document = documentAt(index)) {
        menu->addSeparator();
        add(u"keepOpen"_s, tr("&Keep Open"), [this, index] {
            pinAt(index);
        })->setEnabled(m_bar->previewTab() == index);
        add(u"copyKey"_s, tr("Copy &Key"), [document = QPointer(document)] {
            if (document)
                QGuiApplication::clipboard()->setText(
                    QString::fromStdString(document->address().key));
        });
    }
    menu->popup(m_bar->mapToGlobal(at));
}

void RecordTabs::fillTabList()
{
    m_tabList->clear();
    for (int index = 0; index < count(); ++index) {
        QAction* action = m_tabList->addAction(tabIcon(index), tabText(index));
        action->setCheckable(true);
        action->setChecked(index == currentIndex());
        if (m_bar->isModified(index))
            action->setText(tr("%1 (unsaved)").arg(tabText(index)));
        connect(action, &QAction::triggered, this, [this, index] { setCurrentIndex(index); });
    }
    if (count() == 0)
        m_tabList->addAction(tr("No tab is open"))->setEnabled(false);
}

/// The line under the tabs goes on under their corner.
void RecordTabs::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    const int y = m_bar->geometry().bottom();
    painter.drawLine(0, y, width(), y);
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
