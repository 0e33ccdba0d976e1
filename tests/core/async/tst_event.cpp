// SPDX-License-Identifier: MIT
#include "async/event.h"
#include "support/test.h"

#include <memory>
#include <string>

namespace tst_event {

using namespace plectrum::async;

namespace {

Task<void> pass(Event& gate, std::string name, std::string* log, std::stop_token stop)
{
    bool isCancelled = false;
    try {
        co_await gate.wait(stop);
    } catch (const Cancelled&) {
        isCancelled = true;
    }
    *log += name + (isCancelled ? "- " : "+ ");
}

} // namespace

class GateTest : public QObject
{
    Q_OBJECT
private slots:
    void opensInOrderInsideTheCall()
    {
        Event gate;
        std::string log;
        const auto a = pass(gate, "a", &log, {});
        const auto b = pass(gate, "b", &log, {});
        QCOMPARE(log, "");
        QVERIFY(!gate.isOpen());
        gate.open();
        QCOMPARE(log, "a+ b+ ");
        QVERIFY(gate.isOpen());
        const auto c = pass(gate, "c", &log, {});
        QVERIFY(c.isReady());
        QCOMPARE(log, "a+ b+ c+ ");
        gate.open();
    }

    void stopsOneAlone()
    {
        Event gate;
        std::string log;
        std::stop_source source;
        const auto a = pass(gate, "a", &log, source.get_token());
        const auto b = pass(gate, "b", &log, {});
        source.request_stop();
        QCOMPARE(log, "a- ");
        const auto c = pass(gate, "c", &log, source.get_token());
        QCOMPARE(log, "a- c- ");
        gate.open();
        QCOMPARE(log, "a- c- b+ ");
    }

    void destructionCancels()
    {
        std::string log;
        auto gate = std::make_unique<Event>();
        const auto a = pass(*gate, "a", &log, {});
        gate.reset();
        QCOMPARE(log, "a- ");
        QVERIFY(a.isReady());
    }

    void aWaiterMayDestroyTheGate()
    {
        auto* gate = new Event;
        std::string log;
        const auto destroy = [](Event* mine) -> Task<void> {
            co_await mine->wait();
            delete mine;
        };
        const auto a = destroy(gate);
        const auto b = pass(*gate, "b", &log, {});
        gate->open();
        QVERIFY(a.isReady() && b.isReady());
        QCOMPARE(log.size(), 3U);
    }
};

PLECTRUM_TEST(GateTest)

} // namespace tst_event

#include "tst_event.moc"
