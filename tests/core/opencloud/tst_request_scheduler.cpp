// SPDX-License-Identifier: MIT
// The scheduler on simulated time, against a service that counts.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "opencloud/request_scheduler.h"
#include "support/test.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace tst_request_scheduler {

using namespace plectrum;
using namespace plectrum::opencloud;
using namespace std::chrono_literals;

namespace {

/// Counts who asks it.
class CountedClock final : public async::Clock
{
public:
    explicit CountedClock(async::Clock& clock)
        : m_clock(clock)
    {
    }

    async::Time now() const override
    {
        ++calls;
        return m_clock.now();
    }
    async::Duration elapsed() const override
    {
        ++calls;
        return m_clock.elapsed();
    }
    async::Task<void> sleep(async::Duration duration, std::stop_token stop) override
    {
        ++calls;
        return m_clock.sleep(duration, std::move(stop));
    }

    mutable int calls = 0;

private:
    async::Clock& m_clock;
};

/// Answers after some time; counts each minute from its first request as a window, or refuses as a
/// test wants.
class CountingService final : public Transport
{
public:
    explicit CountingService(async::Clock& time)
        : clock(time)
    {
    }

    async::Task<Response> send(Request request, std::stop_token stop) override
    {
        const auto now = clock.elapsed();
        times[request.kind].push_back(now);
        order.push_back(request.path);
        ++underWay;
        maxAtOnce = std::max(maxAtOnce, underWay);
        Response answer{.status = 200, .headers = {}, .body = "{}"};
        if (!isWithin(request.kind, now))
            answer = {.status = 429, .headers = {}, .body = ""};
        if (!planned.empty()) {
            answer = planned.front();
            planned.pop_front();
        }
        co_await clock.sleep(latency, stop);
        --underWay;
        if (answer.status == 0)
            throw datastore::Error(datastore::ErrorKind::Unreachable, "no answer");
        if (answer.status == 429)
            ++refused;
        co_return answer;
    }
    /// The most requests in any sixty seconds.
    std::size_t maxInAMinute(RequestKind kind) const
    {
        const auto& all = times.at(kind);
        std::size_t most = 0;
        for (auto first = all.begin(); first != all.end(); ++first)
            most = std::max(most,
                            std::size_t(std::lower_bound(first, all.end(), *first + 60s) - first));
        return most;
    }

    async::Clock& clock;
    async::Duration latency = 20ms;
    std::map<RequestKind, std::int64_t> limits; ///< a minute; none: not counted
    std::map<RequestKind, std::vector<async::Duration>> times;
    std::vector<std::string> order;
    std::deque<Response> planned; ///< for the next requests; status 0: no answer
    int underWay = 0;
    int maxAtOnce = 0;
    int refused = 0;

private:
    bool isWithin(RequestKind kind, async::Duration now)
    {
        const auto limit = limits.find(kind);
        if (limit == limits.end())
            return true;
        auto& [start, count] = m_windows[kind];
        if (count == 0 || now >= start + 60s) {
            start = now;
            count = 0;
        }
        return ++count <= limit->second;
    }
    std::map<RequestKind, std::pair<async::Duration, std::int64_t>> m_windows;
};

Request request(RequestKind kind, const std::string& path = "/x",
                Priority priority = Priority::User)
{
    Request made;
    made.method = "GET";
    made.path = path;
    made.kind = kind;
    made.priority = priority;
    made.isIdempotent = true;
    return made;
}

struct World
{
    explicit World(SchedulerSettings settings = {})
        : scheduler(service, clock, random, settings)
    {
    }
    Response send(Request one) { return clock.blockOn(scheduler.send(std::move(one))); }
    async::Task<void> sendAll(std::vector<Request> all)
    {
        std::vector<async::Task<void>> tasks;
        for (auto& one : all)
            tasks.push_back(sendOne(std::move(one)));
        co_await async::all(std::move(tasks));
    }
    async::Task<void> sendOne(Request one)
    {
        answers.push_back((co_await scheduler.send(std::move(one))).status);
    }

    async::SimClock clock;
    async::Random random{1};
    CountingService service{clock};
    RequestScheduler scheduler;
    std::vector<int> answers;
};

Response throttled(const std::string& retryAfter = {})
{
    Response answer{.status = 429, .headers = {}, .body = {}};
    if (!retryAfter.empty())
        answer.headers.emplace_back("retry-after", retryAfter);
    return answer;
}

} // namespace

class TestRequestScheduler : public QObject
{
    Q_OBJECT

private slots:
    /// 20,000 reads where the service allows 3,000 a minute and half of it is ours.
    void aScanUsesItsShareAndIsNeverThrottled()
    {
        SchedulerSettings settings;
        settings.players = 68; // 300 + 40 * 67.5 is about 3,000
        World world(settings);
        const auto whole = requestsPerMinute(RequestKind::Read, settings.players);
        QVERIFY(whole >= 3000);
        world.service.limits[RequestKind::Read] = whole / 2; // so that one more would be refused
        std::vector<Request> all(20'000, request(RequestKind::Read));
        const auto begin = world.clock.elapsed();
        world.clock.blockOn(world.sendAll(std::move(all)));
        const double minutes = double((world.clock.elapsed() - begin).count()) / 60'000.0;
        QCOMPARE(world.answers.size(), std::size_t(20'000));
        QVERIFY(std::ranges::all_of(world.answers, [](int status) { return status == 200; }));
        QCOMPARE(world.service.refused, 0);
        QVERIFY(world.service.maxInAMinute(RequestKind::Read) <= std::size_t(whole / 2));
        // A tenth of it is kept for locks.
        const double used = 20'000.0 / (double(whole) / 2.0 * minutes);
        QVERIFY2(used >= 0.95 * 0.9, qPrintable(QString::number(used)));
        QVERIFY(world.service.maxAtOnce <= settings.maxAtOnce);
    }

    void aThrottledRequestGoesAgainWhenItMay()
    {
        World world;
        world.service.planned = {throttled("7"), throttled()};
        const auto begin = world.clock.elapsed();
        QCOMPARE(world.send(request(RequestKind::Read)).status, 200);
        const auto& times = world.service.times[RequestKind::Read];
        QCOMPARE(times.size(), std::size_t(3));
        QVERIFY(times[1] - begin >= 7s);
        QVERIFY(times[2] - times[1] >= 500ms); // its own pause
        QCOMPARE(world.scheduler.state().throttled, 2);
    }

    void aThrottledWriteGoesAgain() // for it was surely not done
    {
        World world;
        world.service.planned = {throttled("1")};
        auto write = request(RequestKind::Write);
        write.isIdempotent = false;
        QCOMPARE(world.send(write).status, 200);
    }

    void givesUpAfterManyRefusals()
    {
        SchedulerSettings settings;
        settings.maxThrottled = 3;
        World world(settings);
        world.service.planned = {throttled(), throttled(), throttled(), throttled()};
        QCOMPARE(world.send(request(RequestKind::Read)).status, 429);
        QCOMPARE(world.service.order.size(), std::size_t(3));
    }

    void onlyWhatIsSafeGoesAgainAfterAFailure()
    {
        World world;
        world.service.planned = {{.status = 503, .headers = {}, .body = {}},
                                 {.status = 0, .headers = {}, .body = {}}};
        QCOMPARE(world.send(request(RequestKind::Read)).status, 200);
        QCOMPARE(world.service.order.size(), std::size_t(3));
        auto write = request(RequestKind::Write);
        write.isIdempotent = false;
        world.service.planned = {{.status = 503, .headers = {}, .body = {}}};
        QCOMPARE(world.send(write).status, 503);
        world.service.planned = {{.status = 0, .headers = {}, .body = {}}};
        QVERIFY_THROWS_EXCEPTION(datastore::Error, world.send(write));
        QCOMPARE(world.service.order.size(), std::size_t(5));
    }

    void heedsWhatTheServiceCounts()
    {
        World world;
        world.service.planned = {
            {.status = 200,
             .headers = {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "30"}},
             .body = {}}};
        world.send(request(RequestKind::Read));
        QVERIFY(world.scheduler.state().budgets.front().throttledFor.has_value());
        const auto begin = world.clock.elapsed();
        world.send(request(RequestKind::List)); // another budget
        QVERIFY(world.clock.elapsed() - begin < 1s);
        world.send(request(RequestKind::Read));
        QVERIFY(world.clock.elapsed() - begin >= 29s);
    }

    void theUrgentGoFirst()
    {
        SchedulerSettings settings;
        settings.maxAtOnce = 1;
        World world(settings);
        world.clock.blockOn(
            world.sendAll({request(RequestKind::Read, "first", Priority::Background),
                           request(RequestKind::Read, "scan", Priority::Background),
                           request(RequestKind::Read, "a", Priority::User),
                           request(RequestKind::Read, "b", Priority::User),
                           request(RequestKind::Task, "lock", Priority::Lock)}));
        QCOMPARE(world.service.order,
                 (std::vector<std::string>{"first", "lock", "a", "b", "scan"}));
    }

    void aKeyIsNotWrittenTooFast()
    {
        World world;
        auto write = request(RequestKind::Write);
        write.throughputKey = "store/key";
        write.body.assign(3'000'000, 'x');
        auto other = write;
        other.throughputKey = "store/other";
        const auto begin = world.clock.elapsed();
        world.send(write);
        world.send(other);
        QVERIFY(world.clock.elapsed() - begin < 1s);
        world.send(write); // 6 MB in a minute would be too much
        QVERIFY(world.clock.elapsed() - begin >= 60s);
        // A single one that is larger than all goes when nothing else went.
        write.body.assign(5'000'000, 'x');
        world.send(write);
        QVERIFY(world.clock.elapsed() - begin >= 120s);
    }

    void pausesAndGoesOn()
    {
        World world;
        world.scheduler.pause();
        int changes = 0;
        world.scheduler.onChange([&] { ++changes; });
        std::vector<Request> all{request(RequestKind::Read), request(RequestKind::Read)};
        auto waiting = world.sendAll(std::move(all));
        auto lock = world.scheduler.send(request(RequestKind::Task, "/lock", Priority::Lock));
        QCOMPARE(world.clock.blockOn(std::move(lock)).status, 200); // does not wait
        QCOMPARE(world.scheduler.state().waiting, std::size_t(2));
        QVERIFY(world.scheduler.state().isPaused);
        world.clock.advance(10min);
        QCOMPARE(world.answers.size(), std::size_t(0));
        world.scheduler.resume();
        world.clock.blockOn(std::move(waiting));
        QCOMPARE(world.answers.size(), std::size_t(2));
        QVERIFY(changes > 0);
        QCOMPARE(world.scheduler.state().underWay, std::size_t(0));
    }

    void whoIsStoppedLeavesTheQueue()
    {
        World world;
        world.scheduler.pause();
        std::stop_source stop;
        auto task = world.scheduler.send(request(RequestKind::Read), stop.get_token());
        QCOMPARE(world.scheduler.state().waiting, std::size_t(1));
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(async::Cancelled, world.clock.blockOn(std::move(task)));
        QCOMPARE(world.scheduler.state().waiting, std::size_t(0));
        world.scheduler.resume();
        QCOMPARE(world.service.order.size(), std::size_t(0));
        QCOMPARE(world.scheduler.state().underWay, std::size_t(0));
    }

    /// Its clock may be gone when an answer comes after the scheduler's end.
    void whatComesAfterItsEndIsNotCounted()
    {
        async::SimClock clock;
        CountedClock counted(clock);
        CountingService service(clock);
        async::Random random(1);
        auto scheduler = std::make_unique<RequestScheduler>(service, counted, random);
        auto answer = scheduler->send(request(RequestKind::Read), {});
        service.planned = {{.status = 503, .headers = {}, .body = ""}};
        auto refused = scheduler->send(request(RequestKind::Read), {});
        QCOMPARE(service.underWay, 2);
        scheduler.reset();
        const int before = counted.calls;
        QCOMPARE(clock.blockOn(std::move(answer)).status, 200);
        QCOMPARE(clock.blockOn(std::move(refused)).status, 503); // and it is not tried again
        QCOMPARE(counted.calls, before);
        QCOMPARE(service.order.size(), std::size_t(2));
    }

    void theShareCanBeChanged()
    {
        World world;
        world.send(request(RequestKind::Write));
        QCOMPARE(world.scheduler.state().budgets.front().allowed, 150);
        world.scheduler.setShare(1);
        QCOMPARE(world.scheduler.state().budgets.front().allowed, 300);
    }
};

PLECTRUM_TEST(TestRequestScheduler)

} // namespace tst_request_scheduler

#include "tst_request_scheduler.moc"
