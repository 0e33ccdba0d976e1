// SPDX-License-Identifier: MIT
// Waiting for other programs, sockets and windows, as long as test.h waits for everything; and a
// moment by chance, for tests that kill a program at any.
#pragma once

#include "support/test.h"

#include <QProcess>

namespace plectrum::test {

[[nodiscard]] inline bool waitForStarted(QProcess& process)
{
    return process.waitForStarted(int(patience.count()));
}

/// Until it has written more; false when it ended.
[[nodiscard]] inline bool waitForReadyRead(QProcess& process)
{
    return process.waitForReadyRead(int(patience.count()));
}

/// Also true when it has ended already.
[[nodiscard]] inline bool waitForFinished(QProcess& process)
{
    return process.state() == QProcess::NotRunning
        || process.waitForFinished(int(patience.count()));
}

/// For a socket: false at once when the other side refuses.
template <typename Socket>
[[nodiscard]] bool waitForConnected(Socket& socket)
{
    return socket.waitForConnected(int(patience.count()));
}

#ifdef QT_WIDGETS_LIB
[[nodiscard]] inline bool waitForActive(QWidget* window)
{
    return QTest::qWaitForWindowActive(window, int(patience.count()));
}

[[nodiscard]] inline bool waitForExposed(QWidget* window)
{
    return QTest::qWaitForWindowExposed(window, int(patience.count()));
}
#endif

/// Keeps the processor until a moment is over. No condition: what is tested must hold whenever it
/// comes.
inline void spinFor(std::chrono::microseconds moment)
{
    const QDeadlineTimer end(moment, Qt::PreciseTimer);
    while (!end.hasExpired()) { }
}

} // namespace plectrum::test
