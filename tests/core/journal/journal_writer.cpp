// SPDX-License-Identifier: MIT
// Edits and writes until it is killed: "journal_writer FILE NAME [COUNT | nobody]". After each edit
// it prints "draft N", before each write "intent N". "nobody" gives up the rights of root.
#include "async/clock.h"
#include "journal/database.h"
#include "journal/drafts.h"
#include "journal/error.h"
#include "journal/journal.h"

#include <QCoreApplication>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>

using namespace plectrum;
using json::Value;

namespace {

void print(const char* what, int n)
{
    std::printf("%s %d\n", what, n);
    std::fflush(stdout);
}

int write(const char* path, const std::string& name, int count)
{
    async::EventLoopClock clock;
    async::Random random = async::Random::fromSystem();
    journal::Database database(path, clock, random);
    journal::Drafts drafts(database);
    journal::Journal journal(database);
    const journal::RecordAddress address{.universe = "/u", .store = "PlayerData", .key = name};
    const journal::DraftBase base{Value::object({{"n", 0}}), "v1", {}};
    Value value = *base.data;
    for (int n = 1; n <= count; ++n) {
        const Value before = value;
        value = value.withMember("n", n).withMember("text", std::string(std::size_t(n % 50), 'x'));
        drafts.keep(address, base, value);
        print("draft", n);
        if (n % 10 != 0)
            continue;
        const auto id = journal.begin(
            {.address = address, .actor = "test", .before = before, .after = value, .detail = {}});
        print("intent", n);
        journal.complete(id, journal::Outcome::Done, "v" + std::to_string(n));
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    int count = std::numeric_limits<int>::max();
    if (argc > 3 && std::string(argv[3]) == "nobody") {
        if (setgid(65534) != 0 || setuid(65534) != 0)
            return 2;
    } else if (argc > 3) {
        count = std::atoi(argv[3]);
    }
    try {
        return write(argv[1], argv[2], count);
    } catch (const journal::Error& error) {
        std::printf("failed %d %s\n", int(error.problem()), error.what());
        return 1;
    }
}
