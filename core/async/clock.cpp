// SPDX-License-Identifier: MIT
// The one place that asks the machine for the time and waits on Qt's event loop.
#include "async/clock.h"

#include <QTimer>

#include <cctype>
#include <coroutine>
#include <format>
#include <functional>
#include <optional>
#include <stdexcept>

#if defined(Q_OS_LINUX)
#include <ctime>
#elif defined(Q_OS_MACOS)
#include <mach/mach_time.h>
#elif defined(Q_OS_WIN)
#define NOMINMAX
#include <windows.h>
#endif

namespace plectrum::async {

namespace {

/// Resumes its frame when the timer fires or, by way of the timer too, when the token stops: the
/// frame always goes on from the event loop.
struct TimerSleep
{
    TimerSleep(Duration duration, std::stop_token token)
        : stop(std::move(token))
    {
        timer.setSingleShot(true);
        timer.setTimerType(Qt::PreciseTimer);
        timer.setInterval(duration);
    }

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> frame)
    {
        QObject::connect(&timer, &QTimer::timeout, &timer, [frame] { frame.resume(); });
        timer.start();
        // By name, as a function object would pass between threads by Qt's locks alone, which
        // ThreadSanitizer does not see.
        onStop.emplace(
            stop, [this] { QMetaObject::invokeMethod(&timer, "start", Qt::QueuedConnection, 0); });
    }
    void await_resume() const noexcept { }

    QTimer timer;
    std::stop_token stop;
    std::optional<std::stop_callback<std::function<void()>>> onStop;
};

int digits(std::string_view text, std::size_t from, std::size_t count)
{
    int number = 0;
    for (std::size_t i = from; i < from + count; ++i) {
        if (i >= text.size() || std::isdigit(static_cast<unsigned char>(text[i])) == 0)
            throw std::invalid_argument("not an RFC 3339 time: " + std::string(text));
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

void expect(std::string_view text, std::size_t at, std::string_view oneOf)
{
    if (at >= text.size() || oneOf.find(text[at]) == std::string_view::npos)
        throw std::invalid_argument("not an RFC 3339 time: " + std::string(text));
}

/// Milliseconds of ".123456" at `at`, which moves behind it. More digits than three are cut off.
int fraction(std::string_view text, std::size_t& at)
{
    if (at >= text.size() || text[at] != '.')
        return 0;
    int milliseconds = 0;
    int scale = 100;
    digits(text, ++at, 1);
    for (; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0; ++at) {
        milliseconds += (text[at] - '0') * scale;
        scale /= 10;
    }
    return milliseconds;
}

std::chrono::minutes zone(std::string_view text, std::size_t at)
{
    expect(text, at, "Zz+-");
    const bool isUtc = text[at] == 'Z' || text[at] == 'z';
    if (text.size() != at + (isUtc ? 1 : 6))
        throw std::invalid_argument("not an RFC 3339 time: " + std::string(text));
    if (isUtc)
        return std::chrono::minutes(0);
    expect(text, at + 3, ":");
    const int hours = digits(text, at + 1, 2);
    const int minutes = digits(text, at + 4, 2);
    if (hours > 23 || minutes > 59)
        throw std::invalid_argument("no such time: " + std::string(text));
    return std::chrono::minutes((text[at] == '-' ? -1 : 1) * (hours * 60 + minutes));
}

} // namespace

Time EventLoopClock::now() const
{
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

// std::chrono::steady_clock stands still while the machine sleeps, and so would locks, which run
// out all the same.
Duration EventLoopClock::elapsed() const
{
#if defined(Q_OS_LINUX)
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds(time.tv_sec)
        + std::chrono::duration_cast<Duration>(std::chrono::nanoseconds(time.tv_nsec));
#elif defined(Q_OS_MACOS)
    static const mach_timebase_info_data_t base = [] {
        mach_timebase_info_data_t info{};
        mach_timebase_info(&info);
        return info;
    }();
    const double nanoseconds =
        double(mach_continuous_time()) * double(base.numer) / double(base.denom);
    return Duration(std::int64_t(nanoseconds / 1e6));
#elif defined(Q_OS_WIN)
    return Duration(std::int64_t(GetTickCount64()));
#else
    return std::chrono::duration_cast<Duration>(
        std::chrono::steady_clock::now().time_since_epoch());
#endif
}

Task<void> EventLoopClock::sleep(Duration duration, std::stop_token stop)
{
    throwIfStopped(stop);
    if (duration <= Duration::zero())
        co_return;
    TimerSleep timer(duration, stop);
    co_await timer;
    throwIfStopped(stop);
}

std::string toRfc3339(Time time)
{
    return std::format("{:%FT%T}Z", time);
}

Time fromRfc3339(std::string_view text)
{
    using namespace std::chrono;
    expect(text, 4, "-");
    expect(text, 7, "-");
    expect(text, 10, "Tt ");
    expect(text, 13, ":");
    expect(text, 16, ":");
    const year_month_day date(year(digits(text, 0, 4)),
                              month(static_cast<unsigned>(digits(text, 5, 2))),
                              day(static_cast<unsigned>(digits(text, 8, 2))));
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if (!date.ok() || hour > 23 || minute > 59 || second > 60)
        throw std::invalid_argument("no such time: " + std::string(text));
    std::size_t at = 19;
    const int milliseconds = fraction(text, at);
    return Time(sys_days(date) + hours(hour) + minutes(minute) + seconds(second)
                + std::chrono::milliseconds(milliseconds) - zone(text, at));
}

} // namespace plectrum::async
