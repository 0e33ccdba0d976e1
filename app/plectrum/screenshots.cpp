// SPDX-License-Identifier: MIT
#include "plectrum/screenshots.h"

#include "documents/history/record_history.h"
#include "documents/keys/key_list_model.h"
#include "ui/history/history_panel.h"
#include "ui/history/version_timeline.h"
#include "ui/keys/key_browser.h"

#include <QDir>

#include <algorithm>
#include <chrono>

namespace plectrum::app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds pollInterval{25};
/// Layouts and paints come after what they show: so often in a row nothing may be under way.
constexpr int neededPolls = 8;

} // namespace

Screenshots::Screenshots(ui::MainWindow& window, documents::Workspace& workspace, QString folder,
                         QString name, std::optional<store::KeyAddress> record)
    : m_window(window)
    , m_workspace(workspace)
    , m_folder(std::move(folder))
    , m_name(std::move(name))
    , m_record(std::move(record))
{
    m_timer.setInterval(pollInterval);
    connect(&m_timer, &QTimer::timeout, this, &Screenshots::poll);
}

void Screenshots::start()
{
    m_timer.start();
}

void Screenshots::poll()
{
    m_settledPolls = isSettled() ? m_settledPolls + 1 : 0;
    if (m_settledPolls < neededPolls)
        return;
    m_settledPolls = 0;
    if (!captureNext()) {
        m_timer.stop();
        emit finished(m_isWritten);
    }
}

/// Saves what is seen and goes on to the next picture; false when there is none.
bool Screenshots::captureNext()
{
    switch (m_next) {
    case Picture::Start:
        m_isWritten = save(u"start"_s);
        m_next = Picture::Record;
        openRecord();
        return m_workspace.currentDocument() != nullptr;
    case Picture::Record:
        m_isWritten = save(u"record"_s) && m_isWritten;
        m_next = Picture::Version;
        return chooseVersion();
    case Picture::Version:
        m_isWritten = save(u"version"_s) && m_isWritten;
        return false;
    }
    return false;
}

bool Screenshots::isSettled() const
{
    using Phase = documents::RecordDocument::Phase;
    const auto isDone = [](const documents::RecordDocument* document) {
        return document->phase() == Phase::Ready || document->phase() == Phase::Failed;
    };
    const auto histories = m_window.findChildren<documents::RecordHistory*>();
    return m_window.isVisible() && !m_workspace.isListingStores()
        && m_workspace.operations().runningCount() == 0
        && std::ranges::all_of(m_workspace.documents(), isDone)
        && std::ranges::none_of(histories, &documents::RecordHistory::isLoading);
}

bool Screenshots::chooseVersion()
{
    const auto panels = m_window.findChildren<ui::HistoryPanel*>();
    if (panels.isEmpty() || panels.front()->history()->versions().size() < 2)
        return false;
    const auto& versions = panels.front()->history()->versions();
    panels.front()->timeline()->choose(QString::fromStdString(versions[1].version));
    return true;
}

void Screenshots::openRecord()
{
    const documents::KeyListModel* keys = m_window.keyBrowser()->keys();
    if (m_record)
        m_workspace.openRecord(*m_record);
    else if (keys->rowCount() > 0)
        m_workspace.openRecord(keys->address(keys->index(0)));
}

bool Screenshots::save(const QString& what)
{
    QDir().mkpath(m_folder);
    return m_window.grab().save(u"%1/%2-%3.png"_s.arg(m_folder, what, m_name));
}

} // namespace plectrum::app
