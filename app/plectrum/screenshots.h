// SPDX-License-Identifier: MIT
// Pictures of the window for the guide and for machines without a display: each is taken when the
// window shows all that it is going to show.
#pragma once

#include "ui/main_window.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace plectrum::app {

class Screenshots final : public QObject
{
    Q_OBJECT

public:
    /// Takes "start-NAME.png" and, after opening `record` or else the first key that is listed,
    /// "record-NAME.png", and with its last but one version chosen "version-NAME.png", into
    /// `folder`. The window and its workspace must outlive it.
    Screenshots(ui::MainWindow& window, documents::Workspace& workspace, QString folder,
                QString name, std::optional<store::KeyAddress> record);

    void start();

signals:
    void finished(bool isWritten);

private:
    void poll();
    bool captureNext();
    bool isSettled() const;
    void openRecord();
    bool chooseVersion();
    bool save(const QString& what);

    ui::MainWindow& m_window;
    documents::Workspace& m_workspace;
    QString m_folder;
    QString m_name;
    std::optional<store::KeyAddress> m_record;
    QTimer m_timer;
    int m_settledPolls = 0;
    enum class Picture
    {
        Start,
        Record,
        Version
    };
    Picture m_next = Picture::Start;
    bool m_isWritten = true;
};

} // namespace plectrum::app
