// SPDX-License-Identifier: MIT
#include "ui/shell/window_status.h"

#include "documents/basics/tone.h"
#include "ui/shell/production_chip.h"
#include "ui/shell/request_chip.h"
#include "ui/shell/simulation_chip.h"
#include "ui/widgets/icon_label.h"

#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <chrono>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

/// What is shorter than this is not worth being shown.
constexpr std::chrono::milliseconds patience{200};

} // namespace

WindowStatus::WindowStatus(documents::Workspace& workspace, QWidget* parent)
    : QStatusBar(parent)
    , m_workspace(workspace)
    , m_message(new QLabel(this))
    , m_running(new QToolButton(this))
    , m_progress(new QProgressBar(this))
    , m_tasks([](const std::exception_ptr&) { })
{
    setSizeGripEnabled(false);
    m_message->setObjectName(u"statusMessage"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_running->setObjectName(u"statusRunning"_s);
    m_running->setToolTip(tr("Show the tasks"));
    m_running->setAccessibleName(tr("Running task"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(96);
    m_progress->setAccessibleName(tr("Progress of the running task"));
    auto* picture = new IconLabel(u"database"_s, this);
    auto* title = new QLabel(workspace.universeTitle(), this);
    title->setObjectName(u"statusUniverse"_s);
    title->setToolTip(tr("The open universe"));
    title->setContentsMargins(0, 0, documents::spacing::small, 0);
    m_message->setContentsMargins(documents::spacing::small, 0, 0, 0);
    addWidget(m_message, 1);
    addPermanentWidget(m_running);
    addPermanentWidget(m_progress);
    addPermanentWidget(picture);
    addPermanentWidget(title);
    connect(m_running, &QToolButton::clicked, this, &WindowStatus::tasksRequested);
    connect(&workspace, &documents::Workspace::failed, this, &WindowStatus::say);
    connect(&workspace.operations(), &documents::OperationList::runningChanged, this,
            &WindowStatus::showRunning);
    showOperation(nullptr);
}

void WindowStatus::addSimulation(QAction* toggle)
{
    // Behind the message, before all else that stays.
    insertPermanentWidget(1, new SimulationChip(*m_workspace.simulation(), toggle, this));
}

void WindowStatus::addProduction(QAction* toggle)
{
    addPermanentWidget(new ProductionChip(*m_workspace.production(), toggle, this));
}

void WindowStatus::addRequestMeter()
{
    insertPermanentWidget(1, new RequestChip(*m_workspace.requestMeter(), this));
}

void WindowStatus::say(const QString& text)
{
    m_message->setText(text);
    m_message->setToolTip(text);
}

QString WindowStatus::messageText() const
{
    return m_message->text();
}

void WindowStatus::showRunning()
{
    const documents::Operation* operation = m_workspace.operations().running();
    if (!operation || m_running->isVisible()) {
        showOperation(operation);
    } else if (!m_isWaiting) {
        m_isWaiting = true;
        m_tasks.start(showRunningSoon(m_tasks.stopToken()));
    }
}

/// The bar may be gone when the wait is over: then the stop was asked for.
async::Task<void> WindowStatus::showRunningSoon(std::stop_token stop)
{
    co_await m_workspace.clock().sleep(patience, stop);
    async::throwIfStopped(stop);
    m_isWaiting = false;
    showOperation(m_workspace.operations().running());
}

void WindowStatus::showOperation(const documents::Operation* operation)
{
    m_running->setVisible(operation != nullptr);
    m_progress->setVisible(operation != nullptr);
    if (!operation)
        return;
    const int others = m_workspace.operations().runningCount() - 1;
    m_running->setText(others > 0 ? tr("%1 and %n more", nullptr, others).arg(operation->title())
                                  : operation->title());
    m_progress->setRange(0, operation->total() > 0 ? 1000 : 0);
    if (operation->total() > 0)
        m_progress->setValue(static_cast<int>(operation->done() * 1000 / operation->total()));
}

} // namespace plectrum::ui
