// SPDX-License-Identifier: MIT
#include "ui/work/operations_panel.h"

#include "documents/basics/tone.h"
#include "documents/work/operation_list.h"
#include "ui/widgets/action_table.h"
#include "ui/widgets/empty_text.h"
#include "ui/widgets/icon.h"
#include "ui/work/operation_delegate.h"

#include <QAction>
#include <QListView>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

QToolButton* makeButton(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

class OperationsView final : public QListView
{
public:
    using QListView::QListView;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QListView::paintEvent(event);
        if (!model() || model()->rowCount() > 0)
            return;
        QPainter painter(viewport());
        drawEmptyText(painter, *this, viewport()->rect(), OperationsPanel::tr("Nothing is running"),
                      OperationsPanel::tr("Long reading, waiting for locks and what failed of it "
                                          "stand here."));
    }
};

} // namespace

OperationsPanel::OperationsPanel(documents::OperationList& operations, QWidget* parent)
    : QWidget(parent)
    , m_operations(operations)
    , m_view(new OperationsView(this))
    , m_pause(makeAction("tasks.pause"_L1, this))
    , m_cancel(makeAction("tasks.cancel"_L1, this))
    , m_clear(makeAction("tasks.clear"_L1, this))
{
    m_view->setModel(&operations);
    m_view->setItemDelegate(new OperationDelegate(m_view));
    m_view->setAccessibleName(tr("Tasks"));
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(documents::spacing::tiny, documents::spacing::tiny,
                                documents::spacing::tiny, documents::spacing::tiny);
    buttons->addStretch();
    buttons->addWidget(makeButton(m_pause, this));
    buttons->addWidget(makeButton(m_cancel, this));
    buttons->addWidget(makeButton(m_clear, this));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);
    connect(m_pause, &QAction::triggered, this, &OperationsPanel::togglePause);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &OperationsPanel::showState);
    connect(m_cancel, &QAction::triggered, this, &OperationsPanel::cancelChosen);
    connect(m_clear, &QAction::triggered, &operations, &documents::OperationList::clearEnded);
    connect(&operations, &documents::OperationList::runningChanged, this,
            &OperationsPanel::showState);
    showState();
}

QModelIndex OperationsPanel::chosen() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? current : m_operations.index(0);
}

void OperationsPanel::cancelChosen()
{
    m_operations.cancel(chosen());
}

void OperationsPanel::togglePause()
{
    m_operations.togglePause(chosen());
}

void OperationsPanel::showState()
{
    const documents::Operation* operation = m_operations.at(chosen());
    m_pause->setEnabled(operation && operation->canPause());
    m_pause->setText(operation && operation->isPaused() ? tr("Resume Task") : tr("Pause Task"));
    m_cancel->setEnabled(m_operations.runningCount() > 0);
    m_clear->setEnabled(m_operations.rowCount() > m_operations.runningCount());
}

} // namespace plectrum::ui
