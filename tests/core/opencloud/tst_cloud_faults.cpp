// SPDX-License-Identifier: MIT
// Every operation that writes, under every fault that a line, a gateway or the service may have:
// the table says what the caller was told, and the test that it is true.
#include "bad_line.h"
#include "datastore/error.h"
#include "support/test.h"

#include <array>
#include <format>
#include <iostream>

namespace tst_cloud_faults {

using namespace plectrum;
using namespace std::chrono_literals;
using json::Value;
using opencloud::ProtocolSetting;
using opencloud::Request;
using opencloud::Response;
using test::BadLine;
using test::BadWorld;

namespace {

using Way = BadLine::Way;

constexpr std::array operations{"create", "set",    "set at version",
                                "update", "remove", "remove at version"};
constexpr std::array faults{"none",     "lost after", "lost before",    "sent twice", "kept back",
                            "conflict", "HTML 409",   "500 done",       "429",        "403",
                            "HTML 200", "no etag",    "unreadable back"};

bool isWrite(const Request& request)
{
    return request.method != "GET";
}

Response page(int status, const char* type, std::string body)
{
    return {.status = status, .headers = {{"content-type", type}}, .body = std::move(body)};
}

/// The first write goes wrong in this way.
void spoil(BadWorld& world, std::string_view fault)
{
    const std::array methods{"POST", "PATCH", "DELETE"};
    const auto rule = [&](Way way) {
        for (const char* method : methods)
            world.line.rules.push_back({method, "", way});
    };
    if (fault == "lost after")
        rule(Way::Lost);
    else if (fault == "sent twice")
        rule(Way::Twice);
    else if (fault == "kept back" || fault == "lost before")
        rule(Way::KeptBack);
    world.line.change = [fault, isSpoiled = false](const Request& request,
                                                   Response& answer) mutable {
        const bool isFirst = isWrite(request) && !isSpoiled;
        isSpoiled = isSpoiled || isWrite(request);
        if (fault == "unreadable back" && isSpoiled && !isFirst)
            answer = page(403, "application/json", R"({"code":"PERMISSION_DENIED","message":""})");
        if (!isFirst)
            return;
        if (fault == "HTML 409")
            answer = page(409, "text/html", "<html>");
        if (fault == "500 done" || fault == "unreadable back")
            answer = page(500, "text/html", "<html>");
        if (fault == "HTML 200")
            answer = page(200, "text/html", "<html>");
        if (fault == "429")
            answer = page(429, "application/json", R"({"code":"RESOURCE_EXHAUSTED","message":""})");
        if (fault == "403")
            answer = page(403, "application/json", R"({"code":"PERMISSION_DENIED","message":""})");
        const auto at = answer.body.find("\"etag\"");
        if (fault == "no etag" && at != std::string::npos)
            answer.body.replace(at, 6, "\"atag\"");
    };
    if (fault == "conflict")
        world.line.before = [&world, isDone = false](const Request& request) mutable {
            if (isWrite(request) && !std::exchange(isDone, true))
                world.writeNow("Plain", "k", Value("another's"));
        };
    // Refused before anything was done.
    if (fault == "429" || fault == "403")
        rule(Way::Refused);
}

struct Row
{
    std::string reported; ///< done, conflict, failed, unknown
    std::string stands; ///< "old", "new", "absent", "another's"
};

Row carryOut(BadWorld& world, std::string_view operation)
{
    auto& store = world.ours("Plain");
    Row row{"done", {}};
    try {
        if (operation == "create") {
            world.blockOn(store.set("k", Value("new"), {.onlyIfAbsent = true}));
        } else if (operation == "set") {
            world.blockOn(store.set("k", Value("new")));
        } else if (operation == "set at version") {
            const auto version = world.blockOn(world.theirs("Plain").get("k"))->info.version;
            world.blockOn(store.set("k", Value("new"), {.ifVersion = version}));
        } else if (operation == "update") {
            world.blockOn(store.update(
                "k", [](const auto&) { return std::optional(datastore::Written{Value("new")}); }));
        } else if (operation == "remove") {
            world.blockOn(store.remove("k"));
        } else {
            const auto version = world.blockOn(world.theirs("Plain").get("k"))->info.version;
            if (!world.blockOn(store.removeIf("k", {.ifVersion = version})))
                row.reported = "conflict";
        }
    } catch (const datastore::Error& error) {
        row.reported = error.isOutcomeUnknown()              ? "unknown"
            : error.kind() == datastore::ErrorKind::Conflict ? "conflict"
                                                             : "failed";
    }
    const auto entry = world.blockOn(world.theirs("Plain").get("k"));
    row.stands = entry ? std::string(entry->value.toString()) : "absent";
    return row;
}

bool isTrue(const Row& row, std::string_view operation, std::string_view before)
{
    const bool removes = operation.starts_with("remove");
    const std::string_view after = removes ? "absent" : "new";
    if (row.reported == "done")
        return row.stands == after;
    if (row.reported == "unknown")
        return row.stands == after || row.stands == before || row.stands == "another's";
    return row.stands == before || row.stands == "another's";
}

} // namespace

class CloudFaultsTest : public QObject
{
    Q_OBJECT

private slots:
    void operationByFault_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::newRow("v2") << int(ProtocolSetting::OnlyV2);
        QTest::newRow("v1") << int(ProtocolSetting::OnlyV1);
    }
    void operationByFault()
    {
        QFETCH(int, protocol);
        std::cout << std::format("{:<18}", protocol == int(ProtocolSetting::OnlyV2) ? "v2" : "v1");
        for (const char* fault : faults)
            std::cout << std::format("{:>20}", fault);
        std::cout << '\n';
        for (const char* operation : operations) {
            std::cout << std::format("{:<18}", operation);
            for (const char* fault : faults) {
                BadWorld world{ProtocolSetting(protocol)};
                const bool isNew = std::string_view(operation) == "create";
                if (!isNew)
                    world.blockOn(world.theirs("Plain").set("k", Value("old")));
                spoil(world, fault);
                const Row row = carryOut(world, operation);
                std::cout << std::format("{:>20}", row.reported + '/' + row.stands);
                QVERIFY2(isTrue(row, operation, isNew ? "absent" : "old"),
                         std::format("{} under {}: told {}, there stands {}", operation, fault,
                                     row.reported, row.stands)
                             .c_str());
                if (std::string_view(fault) == "none" && protocol == int(ProtocolSetting::OnlyV2))
                    QCOMPARE(row.reported, std::string("done"));
                checkLate(world, fault);
            }
            std::cout << '\n';
        }
    }

private:
    /// What was kept back arrives when another has written: it changes nothing.
    static void checkLate(BadWorld& world, std::string_view fault)
    {
        if (fault != "kept back")
            return;
        world.blockOn(world.theirs("Plain").set("k", Value("another's")));
        // An unconditional removal by v1 is the one thing that the wire cannot guard.
        std::erase_if(world.line.kept, [](const Request& each) {
            return each.method == "DELETE" && each.path.starts_with("/datastores/v1");
        });
        world.blockOn(world.line.deliver());
        const auto entry = world.blockOn(world.theirs("Plain").get("k"));
        QVERIFY2(entry && entry->value == Value("another's"), "a late request did harm");
    }
};

PLECTRUM_TEST(CloudFaultsTest)

} // namespace tst_cloud_faults

#include "tst_cloud_faults.moc"
