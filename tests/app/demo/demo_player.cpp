// SPDX-License-Identifier: MIT
// Lets the game server play on a demo universe's file until it is killed: "demo_player PATH SEED".
// Players only trade, so that the coins of all are always the same. Prints "playing" when it does.
#include "backends/backends.h"
#include "demo/demo_server.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

using namespace plectrum;

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc < 3)
        return 2;
    async::EventLoopClock clock;
    async::InlineExecutor executor;
    const auto open =
        app::openUniverse({.kind = datastore::UniverseSpec::Kind::Demo, .path = argv[1]}, clock,
                          async::Random(1), executor);
    app::SimulationRates pace;
    pace.leastPause = pace.maxPause = async::Duration(3);
    pace.latency = {.least = async::Duration(1), .most = async::Duration(4)};
    pace.saves = 0.1;
    pace.trades = 0.9;
    app::DemoServer server(*open.universe, *open.clock, std::uint64_t(std::atoi(argv[2])), pace);
    server.onChanged([&server] {
        if (server.playersOnline() == 6) {
            std::puts("playing");
            std::fflush(stdout);
        }
    });
    server.start();
    return QCoreApplication::exec();
}
