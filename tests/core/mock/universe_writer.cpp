// SPDX-License-Identifier: MIT
// Writes to a universe file until it is killed: "universe_writer PATH FIRST [LIMIT | nobody]".
// Before each write it prints "try KEY N", after it "done KEY N"; a failure ends it with "failed
// CODE TEXT". LIMIT is a maximum size of files in bytes, "nobody" gives up the rights of root.
#include "async/sim_clock.h"
#include "datastore/error.h"
#include "mock/universe.h"
#include "written_value.h"

#include <QCoreApplication>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace plectrum;
using namespace std::chrono_literals;

namespace {

void print(const char* what, const std::string& key, int n)
{
    std::printf("%s %s %d\n", what, key.c_str(), n);
    std::fflush(stdout);
}

void restrict(const std::string& how)
{
    if (how == "nobody") {
        if (setgid(65534) != 0 || setuid(65534) != 0)
            std::exit(2);
        return;
    }
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{std::strtoul(how.c_str(), nullptr, 10), RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &limit);
}

void writeOne(mock::Universe& universe, async::SimClock& clock, int n)
{
    const std::string key = "key" + std::to_string(n % 5);
    auto& store = universe.dataStores().dataStore(n % 2 == 0 ? "even" : "odd");
    print("try", key, n);
    clock.blockOn(store.set(key, writtenValue(key, n)));
    clock.blockOn(universe.memoryStores().hashMap("locks").set(key, json::Value(n), 3'000'000s));
    print("done", key, n);
    clock.advance(17min);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    if (argc > 3)
        restrict(argv[3]);
    async::SimClock clock;
    async::InlineExecutor executor;
    try {
        const auto universe = mock::Universe::open(argv[1], mock::FileMode::OpenOrCreate, clock,
                                                   async::Random(1), executor);
        std::puts("open");
        for (int n = std::atoi(argv[2]);; ++n)
            writeOne(*universe, clock, n);
    } catch (const datastore::Error& error) {
        std::printf("failed %s %s\n", error.code().c_str(), error.what());
    }
    return 1;
}
