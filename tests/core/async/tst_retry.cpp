// SPDX-License-Identifier: MIT
#include "async/retry.h"
#include "async/sim_clock.h"
#include "support/test.h"

#include <stdexcept>
#include <vector>

namespace tst_retry {

using namespace plectrum::async;
using namespace std::chrono_literals;

namespace {

/// Fails so many times, then gives 7; notes when it was called.
struct Flaky
{
    SimClock* clock;
    int failures;
    std::vector<Duration>* calls;

    Task<int> operator()() const { return call(clock, failures, calls); }
    static Task<int> call(SimClock* clock, int failures, std::vector<Duration>* calls)
    {
        calls->push_back(clock->elapsed());
        if (int(calls->size()) <= failures)
            throw std::runtime_error("failure " + std::to_string(calls->size()));
        co_return 7;
    }
};

bool always(const std::exception_ptr&)
{
    return true;
}

} // namespace

class RetryTest : public QObject
{
    Q_OBJECT
private slots:
    void waitsLongerEachTime()
    {
        SimClock clock;
        std::vector<Duration> calls;
        const RetryPolicy policy{.retryable = always};
        const auto result = clock.blockOn(retry<int>(policy, clock, Flaky{&clock, 4, &calls}, {}));
        QCOMPARE(result, 7);
        QCOMPARE(calls, (std::vector<Duration>{0s, 2s, 6s, 14s, 30s}));
    }

    void givesTheLastError()
    {
        SimClock clock;
        std::vector<Duration> calls;
        const RetryPolicy policy{.attempts = 3, .maximumDelay = 3s, .retryable = always};
        std::string text;
        try {
            clock.blockOn(retry<int>(policy, clock, Flaky{&clock, 9, &calls}, {}));
        } catch (const std::runtime_error& error) {
            text = error.what();
        }
        QCOMPARE(text, "failure 3");
        QCOMPARE(calls, (std::vector<Duration>{0s, 2s, 5s}));
    }

    void notRetryableAtOnce()
    {
        SimClock clock;
        std::vector<Duration> calls;
        const RetryPolicy none;
        QVERIFY_THROWS_EXCEPTION(
            std::runtime_error,
            clock.blockOn(retry<int>(none, clock, Flaky{&clock, 1, &calls}, {})));
        const RetryPolicy never{.retryable = [](const std::exception_ptr&) { return false; }};
        QVERIFY_THROWS_EXCEPTION(
            std::runtime_error,
            clock.blockOn(retry<int>(never, clock, Flaky{&clock, 9, &calls}, {})));
        QCOMPARE(calls, (std::vector<Duration>{0s, 0s}));
    }

    void stopEndsTheWait()
    {
        SimClock clock;
        std::vector<Duration> calls;
        std::stop_source source;
        const RetryPolicy policy{.retryable = always};
        auto task = retry<int>(policy, clock, Flaky{&clock, 9, &calls}, source.get_token());
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(Cancelled, clock.blockOn(std::move(task)));
        QCOMPARE(calls.size(), 1U);
    }
};

PLECTRUM_TEST(RetryTest)

} // namespace tst_retry

#include "tst_retry.moc"
