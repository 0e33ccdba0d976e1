// SPDX-License-Identifier: MIT
// Runs the event loop turn by turn and keeps the longest turn: what a user's click would have
// waited for. Wall time, and beside it the time that the thread really worked.
#pragma once

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QElapsedTimer>
#include <QThread>

#include <chrono>
#include <ctime>
#include <format>
#include <functional>
#include <string>

namespace plectrum::bench {

struct Turn
{
    double wall = 0; ///< ms
    double work = 0; ///< ms of the processor
    std::string longestEvent; ///< within it
};

/// An application that notes which event took longest.
class WatchedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        const QByteArray name = m_depth == 0 ? receiver->metaObject()->className() : "";
        const int type = event->type();
        QElapsedTimer timer;
        timer.start();
        ++m_depth;
        const bool handled = QApplication::notify(receiver, event);
        --m_depth;
        if (m_depth == 0 && timer.nsecsElapsed() > m_longest) {
            m_longest = timer.nsecsElapsed();
            m_culprit = std::format("{} event {}: {:.1f} ms", name.constData(), type,
                                    double(m_longest) / 1e6);
        }
        return handled;
    }

    std::string takeCulprit()
    {
        m_longest = 0;
        return std::exchange(m_culprit, {});
    }

private:
    int m_depth = 0;
    qint64 m_longest = 0;
    std::string m_culprit;
};

inline double threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

class EventLoopWatch
{
public:
    explicit EventLoopWatch(WatchedApplication& application)
        : m_application(application)
    {
    }

    /// The longest turn since the last call.
    Turn take() { return std::exchange(m_longest, {}); }

    /// Goes on until the condition holds. False when that takes longer than half a minute.
    bool until(const std::function<bool()>& isReached)
    {
        QElapsedTimer timer;
        timer.start();
        while (!isReached()) {
            turn();
            if (timer.elapsed() > 30'000)
                return false;
        }
        return true;
    }

    void wait(std::chrono::milliseconds duration)
    {
        QElapsedTimer timer;
        timer.start();
        until([&] { return timer.elapsed() >= duration.count(); });
    }

private:
    void turn()
    {
        m_application.takeCulprit();
        const double before = threadTime();
        QElapsedTimer timer;
        timer.start();
        const bool hadWork =
            QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents);
        const double wall = double(timer.nsecsElapsed()) / 1e6;
        if (wall > m_longest.wall)
            m_longest = {wall, threadTime() - before, m_application.takeCulprit()};
        if (!hadWork)
            QThread::usleep(100);
    }

    WatchedApplication& m_application;
    Turn m_longest;
};

} // namespace plectrum::bench
