// SPDX-License-Identifier: MIT
#include "emulator/luau_tasks_v2.h"

#include "emulator/wire_v2.h"
#include "json/printer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <functional>

namespace plectrum::emulator {

using async::Task;
using json::Value;

namespace {

constexpr std::size_t largestScript = 4'194'304;
constexpr std::size_t largestOutput = 4'194'304;
constexpr std::size_t maxUnfinished = 10;
constexpr std::size_t maxRecords = 100; ///< of tasks that have ended
constexpr std::size_t largestRecords = std::size_t{32} << 20;
constexpr async::Duration keptFor = std::chrono::hours(1); ///< a task that has ended
constexpr async::Duration longestRun = std::chrono::minutes(5);
const PageShape logPages{"maxPageSize", "pageToken", 10'000, 10'000};

const char* nameOf(TaskFailure::Code code)
{
    switch (code) {
    case TaskFailure::Code::ScriptError:
        return "SCRIPT_ERROR";
    case TaskFailure::Code::DeadlineExceeded:
        return "DEADLINE_EXCEEDED";
    case TaskFailure::Code::OutputSizeLimitExceeded:
        return "OUTPUT_SIZE_LIMIT_EXCEEDED";
    case TaskFailure::Code::InternalError:
        break;
    }
    return "INTERNAL_ERROR";
}

const char* nameOf(TaskMessage::Kind kind)
{
    static constexpr const char* names[] = {"OUTPUT", "INFO", "WARNING", "ERROR"};
    return names[std::size_t(kind)];
}

[[noreturn]] void refuse(std::string what)
{
    throw ApiError(Code::InvalidArgument, std::move(what));
}

async::Duration timeoutOf(const Value& text)
{
    if (text.isNull())
        return longestRun;
    const std::string_view digits = text.toString();
    double seconds = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    const bool isSane = seconds > 0 && seconds < 1e6; // false for NaN as well
    const auto timeout = async::Duration(isSane ? std::int64_t(seconds * 1000) : 0);
    if (error != std::errc() || std::string_view(end, digits.data() + digits.size()) != "s"
        || timeout <= async::Duration::zero() || timeout > longestRun)
        refuse("\"timeout\" must be a duration above 0s and up to 300s.");
    return timeout;
}

TaskJob jobOf(const Value& body)
{
    static constexpr std::array<std::string_view, 8> known{
        "path",  "createTime", "updateTime", "user",
        "state", "script",     "timeout",    "enableBinaryOutput"};
    body.forEachMember([](std::string_view name, const Value&) {
        if (name == "binaryInput")
            throw ApiError(Code::NotImplemented, "Binary inputs are not emulated.");
        if (!std::ranges::contains(known, name))
            refuse(std::format("Unknown field \"{}\".", name));
    });
    if (body["enableBinaryOutput"].toBool())
        throw ApiError(Code::NotImplemented, "Binary outputs are not emulated.");
    TaskJob job;
    job.script = body["script"].toString();
    if (job.script.empty())
        refuse("\"script\" must be given.");
    if (job.script.size() > largestScript)
        refuse("The script exceeds 4 MB.");
    job.timeout = timeoutOf(body["timeout"]);
    return job;
}

} // namespace

LuauTasksV2::LuauTasksV2(async::Clock& clock, async::Random& random, const Pages& pages,
                         const Options& options)
    : m_clock(clock)
    , m_random(random)
    , m_pages(pages)
    , m_options(options)
    , m_running([](const std::exception_ptr&) { })
{
}

std::vector<Route> LuauTasksV2::routes()
{
    const std::string place = "/cloud/v2/universes/{universe}/places/{place}";
    const std::string tasks = "/luau-execution-session-tasks";
    const std::string scope = "universe.place.luau-execution-session:";
    const auto made = [this](RequestContext call) { return create(std::move(call)); };
    std::vector<Route> found{
        {"POST", place + tasks, {}, {scope + "write"}, Cost::TaskCreate, made},
        {"POST",
         place + "/versions/{version}" + tasks,
         {},
         {scope + "write"},
         Cost::TaskCreate,
         made},
        {"POST",
         "/cloud/v2/universes/{universe}/luau-execution-session-task-binary-inputs",
         {},
         {scope + "write"},
         Cost::None,
         [this](RequestContext call) { return refuseBinaries(std::move(call)); }},
    };
    // The four forms of a task's path.
    for (const std::string& where : {place, place + "/versions/{version}"}) {
        for (const std::string& one : {where + tasks + "/{task}",
                                       where + "/luau-execution-sessions/{session}/tasks/{task}"}) {
            found.push_back({"GET",
                             one,
                             {"view"},
                             {scope + "read", scope + "write"},
                             Cost::TaskGet,
                             [this](RequestContext call) { return get(std::move(call)); }});
            found.push_back({"GET",
                             one + "/logs",
                             {"maxPageSize", "pageToken", "view"},
                             {scope + "read", scope + "write"},
                             Cost::TaskGet,
                             [this](RequestContext call) { return logs(std::move(call)); }});
        }
    }
    return found;
}

Task<void> LuauTasksV2::close()
{
    m_running.requestStop();
    return m_running.finished();
}

void LuauTasksV2::checkPlaceId(const RequestContext& call) const
{
    if (call.part("place") != std::to_string(m_options.rootPlaceId))
        throw ApiError(Code::NotFound, "The place was not found in the universe.");
}

Task<Response> LuauTasksV2::create(RequestContext call)
{
    checkPlaceId(call);
    if (!m_runner)
        throw ApiError(Code::NotImplemented, "Luau execution tasks are not built in.");
    const Value body = v2::objectIn(*call.request, false);
    const auto record = std::make_shared<Record>();
    record->job = jobOf(body);
    record->job.universeId = m_options.universeId;
    record->job.placeId = m_options.rootPlaceId;
    record->timeoutText = body["timeout"].toString();
    const auto isUnfinished = [](const auto& each) {
        return each.second->state == "QUEUED" || each.second->state == "PROCESSING";
    };
    if (std::ranges::count_if(m_records, isUnfinished) >= std::ptrdiff_t(maxUnfinished))
        throw ApiError(Code::ResourceExhausted, "Too many tasks of this place are unfinished.");
    record->path =
        std::format("universes/{}/places/{}/versions/{}/luau-execution-sessions/{}/tasks/{}",
                    m_options.universeId, m_options.rootPlaceId,
                    call.parts.contains("version") ? call.part("version") : "1", m_random.guid(),
                    m_random.guid());
    record->owner = call.key.owner;
    record->created = m_clock.now();
    record->updated = record->created;
    record->state = m_options.queuesTasks ? "QUEUED" : "PROCESSING";
    dropOldRecords();
    m_records[record->path] = record;
    m_running.start(run(record, m_running.stopToken()));
    co_return v2::answerOf(resourceOf(*record, true));
}

/// What a record keeps: its script, results and messages.
std::size_t LuauTasksV2::sizeOf(const Record& record)
{
    std::size_t size = record.job.script.size();
    for (const TaskMessage& message : record.outcome.messages)
        size += sizeof(TaskMessage) + message.text.size();
    for (const Value& result : record.outcome.results)
        size += json::printedSize(result);
    return size;
}

bool LuauTasksV2::isForgotten(const Record& record) const
{
    const bool hasEnded = record.state != "QUEUED" && record.state != "PROCESSING";
    return hasEnded && m_clock.now() - record.updated >= keptFor;
}

/// Makes room for one more: the oldest that have ended go first.
void LuauTasksV2::dropOldRecords()
{
    std::erase_if(m_records, [this](const auto& each) { return isForgotten(*each.second); });
    std::vector<std::shared_ptr<Record>> ended;
    for (const auto& [path, record] : m_records)
        if (record->state != "QUEUED" && record->state != "PROCESSING")
            ended.push_back(record);
    std::ranges::stable_sort(ended, std::ranges::greater(), &Record::updated);
    std::size_t size = 0;
    for (std::size_t i = 0; i < ended.size(); ++i) {
        size += sizeOf(*ended[i]);
        if (i + 1 >= maxRecords || size > largestRecords)
            m_records.erase(ended[i]->path);
    }
}

Task<void> LuauTasksV2::run(std::shared_ptr<Record> record, std::stop_token stop)
{
    co_await m_clock.sleep(m_options.taskDelay, stop);
    record->state = "PROCESSING";
    record->updated = m_clock.now();
    TaskOutcome outcome = co_await m_runner->run(record->job, stop);
    finish(*record, std::move(outcome));
}

void LuauTasksV2::finish(Record& record, TaskOutcome outcome) const
{
    if (!outcome.failure && json::printedSize(Value::array(outcome.results)) > largestOutput)
        outcome.failure = {TaskFailure::Code::OutputSizeLimitExceeded,
                           "The returned values exceed 4 MB."};
    if (outcome.failure)
        outcome.results.clear(); // nobody gets them
    record.outcome = std::move(outcome);
    record.state = record.outcome.failure ? "FAILED" : "COMPLETE";
    record.updated = m_clock.now();
}

std::shared_ptr<LuauTasksV2::Record> LuauTasksV2::recordOf(const RequestContext& call) const
{
    const auto isNamed = [&](const std::string& path, const char* part, const char* segment) {
        return !call.parts.contains(part)
            || path.contains(std::format("/{}/{}/", segment, call.part(part)));
    };
    const auto at = std::ranges::find_if(m_records, [&](const auto& each) {
        const std::string& path = each.first;
        return path.ends_with("/tasks/" + call.part("task")) && isNamed(path, "place", "places")
            && isNamed(path, "version", "versions")
            && isNamed(path, "session", "luau-execution-sessions");
    });
    if (at == m_records.end() || isForgotten(*at->second))
        throw ApiError(Code::NotFound, "The task was not found.");
    return at->second;
}

Value LuauTasksV2::resourceOf(const Record& record, bool withScript) const
{
    Value::Members members{{"path", record.path},
                           {"createTime", async::toRfc3339(record.created)},
                           {"updateTime", async::toRfc3339(record.updated)},
                           {"user", std::format("users/{}", record.owner)},
                           {"state", record.state}};
    if (withScript)
        members.emplace_back("script", record.job.script);
    if (!record.timeoutText.empty())
        members.emplace_back("timeout", record.timeoutText);
    if (const auto& failure = record.outcome.failure)
        members.emplace_back(
            "error", Value::object({{"code", nameOf(failure->code)}, {"message", failure->text}}));
    else if (record.state == "COMPLETE")
        members.emplace_back("output",
                             Value::object({{"results", Value::array(record.outcome.results)}}));
    return Value::object(std::move(members));
}

Task<Response> LuauTasksV2::get(RequestContext call)
{
    const std::string view = call.parameter("view").value_or("BASIC");
    if (view != "BASIC" && view != "FULL" && view != "VIEW_UNSPECIFIED")
        refuse("The view is BASIC or FULL.");
    co_return v2::answerOf(resourceOf(*recordOf(call), view == "FULL"));
}

Task<Response> LuauTasksV2::logs(RequestContext call)
{
    const std::string view = call.parameter("view").value_or("FLAT");
    if (view != "FLAT" && view != "STRUCTURED" && view != "VIEW_UNSPECIFIED")
        refuse("The view is FLAT or STRUCTURED.");
    const auto record = recordOf(call);
    std::vector<Value> lines;
    for (const TaskMessage& message : record->outcome.messages)
        if (view == "STRUCTURED")
            lines.push_back(Value::object({{"message", message.text},
                                           {"createTime", async::toRfc3339(message.time)},
                                           {"messageType", nameOf(message.kind)}}));
        else
            lines.emplace_back(message.text);
    // One chunk holds all that a task of ours prints.
    const NamePage page =
        m_pages.cut(call, logPages, [&](const std::string& after, std::size_t limit) {
            return namesBehind({"1"}, after, limit);
        });
    std::vector<Value> chunks;
    const bool isFlat = view != "STRUCTURED";
    const Value none = Value::array();
    const Value all = Value::array(std::move(lines));
    if (!page.names.empty()) // both lists, for clients need both
        chunks.push_back(Value::object({{"path", record->path + "/logs/1"},
                                        {"messages", isFlat ? all : none},
                                        {"structuredMessages", isFlat ? none : all}}));
    Value body = Value::object({{"luauExecutionSessionTaskLogs", Value::array(std::move(chunks))}});
    if (!page.nextToken.empty())
        body = body.withMember("nextPageToken", page.nextToken);
    co_return v2::answerOf(body);
}

Task<Response> LuauTasksV2::refuseBinaries(RequestContext)
{
    throw ApiError(Code::NotImplemented, "Binary inputs are not emulated.");
    co_return Response{};
}

} // namespace plectrum::emulator
