// SPDX-License-Identifier: MIT
#include "emulator/service.h"

#include "emulator/data_stores_v1.h"
#include "emulator/data_stores_v2.h"
#include "emulator/entries_v2.h"
#include "emulator/entry_access.h"
#include "emulator/luau_tasks_v2.h"
#include "emulator/memory_stores_v2.h"
#include "emulator/pages.h"
#include "emulator/resources_v2.h"
#include "emulator/route.h"

#include <algorithm>
#include <array>
#include <format>

namespace plectrum::emulator {

using async::Task;

namespace {

constexpr std::size_t leastCompressed = 1024;

void decodeSlashes(std::string& path)
{
    for (const std::string_view slash : {"%2F", "%2f"})
        for (auto at = path.find(slash); at != std::string::npos; at = path.find(slash))
            path.replace(at, slash.size(), "/");
}

/// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string httpDate(async::Time time)
{
    using namespace std::chrono;
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<std::chrono::days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<seconds>(time - day));
    return std::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[weekday(day).c_encoding()],
                       unsigned(date.day()), months[unsigned(date.month()) - 1], int(date.year()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

} // namespace

struct Service::State
{
    State(mock::Universe& mockUniverse, async::Clock& universeClock, async::Random source,
          Options serviceOptions);

    Task<Response> answer(std::shared_ptr<const Request> request, std::stop_token stop);
    /// The route and its call, checked; throws ApiError.
    std::pair<const Route*, RequestContext> callOf(std::shared_ptr<const Request> request,
                                                   std::stop_token stop) const;
    const ApiKey& keyOf(const Request& request) const;
    void checkParameters(const Route& route, const RequestContext& call) const;
    void checkRights(const Route& route, const RequestContext& call) const;
    std::string quotaOwner(const Route& route, const RequestContext& call) const;
    std::optional<Fault> faultOf(const Request& request);
    /// What the fault does to an answer, how it is sent, and the observer's share.
    void finish(Reply& reply, const Fault& fault, const Request& request) const;

    async::Clock& clock;
    async::Random random;
    Options options;
    Pages pages;
    QuotaCounter counter;
    EntryAccess access;
    EntriesV2 entriesV2;
    DataStoresV2 dataStoresV2;
    DataStoresV1 dataStoresV1;
    MemoryStores memoryStores;
    MemoryStoresV2 memoryStoresV2;
    ResourcesV2 resourcesV2;
    LuauTasksV2 luauTasksV2;
    std::vector<Route> routes;
    std::vector<FaultRule> faults;
};

Service::State::State(mock::Universe& mockUniverse, async::Clock& universeClock,
                      async::Random source, Options serviceOptions)
    : clock(universeClock)
    , random(std::move(source))
    , options(std::move(serviceOptions))
    , pages(random.guid(), options.hasUnevenPages)
    , counter(options.quotas)
    , access(mockUniverse, clock, options.hasThroughput)
    , entriesV2(access, pages, options.universeId)
    , dataStoresV2(access, pages, options.universeId)
    , dataStoresV1(access, pages, counter, clock, options.universeId)
    , memoryStoresV2(mockUniverse, memoryStores, pages, random, options.universeId)
    , resourcesV2(options, clock.now())
    , luauTasksV2(clock, random, pages, options)
{
    for (auto more : {entriesV2.routes(), dataStoresV2.routes(), dataStoresV1.routes(),
                      memoryStoresV2.routes(), resourcesV2.routes(), luauTasksV2.routes()})
        routes.insert(routes.end(), more.begin(), more.end());
}

const ApiKey& Service::State::keyOf(const Request& request) const
{
    const std::string* text = request.header("x-api-key");
    const auto at =
        text ? std::ranges::find(options.keys, *text, &ApiKey::text) : options.keys.end();
    if (at == options.keys.end() || at->isExpired(clock.now()))
        throw ApiError(Code::Unauthenticated, "Invalid API Key").ofGateway();
    return *at;
}

std::pair<const Route*, RequestContext> Service::State::callOf(
    std::shared_ptr<const Request> request, std::stop_token stop) const
{
    const auto query = Query::parse(request->query);
    std::string allowed;
    for (const Route& route : routes) {
        auto parts = matchPath(route.pattern, request->path);
        if (parts && route.method != request->method)
            allowed += allowed.empty() ? route.method : ", " + route.method;
        if (!parts || route.method != request->method)
            continue;
        const auto spelled = query ? query->spelled(route.parameters) : std::nullopt;
        if (!spelled)
            throw ApiError(Code::InvalidArgument, "The query cannot be understood.").ofGateway();
        const ApiKey& key = keyOf(*request);
        const ApiVersion version = apiVersionOf(request->path);
        return {&route,
                {std::move(request), std::move(*parts), *spelled, key, version, std::move(stop)}};
    }
    keyOf(*request);
    if (!allowed.empty())
        throw ApiError(Code::MethodNotAllowed, "MethodNotAllowed")
            .withHeaders({{"allow", allowed}})
            .ofGateway();
    throw ApiError(Code::NotFound, "NotFound").ofGateway();
}

void Service::State::checkParameters(const Route& route, const RequestContext& call) const
{
    for (const auto& [name, value] : call.query.all())
        if (!std::ranges::contains(route.parameters, name))
            throw ApiError(Code::InvalidArgument, std::format("Unknown parameter \"{}\".", name));
}

void Service::State::checkRights(const Route& route, const RequestContext& call) const
{
    if (call.parts.contains("universe")) {
        const std::string& universe = call.part("universe");
        if (universe.find_first_not_of("0123456789") != std::string::npos)
            throw ApiError(Code::InvalidArgument, "The universe id is not a number.",
                           "InvalidUniverseId");
        if (universe != std::to_string(options.universeId))
            throw ApiError(Code::PermissionDenied, "The API key is not for this universe.",
                           "Forbidden");
        if (!call.key.mayEnter(options.universeId))
            throw ApiError(Code::PermissionDenied, "The API key is not for this universe.",
                           "Forbidden");
    }
    const bool isAllowed = route.scopes.empty()
        || std::ranges::any_of(route.scopes,
                               [&](const auto& scope) { return call.key.hasScope(scope); });
    if (!isAllowed)
        call.requireScope(route.scopes.front());
    const auto store = call.parts.contains("store") ? std::optional(call.part("store"))
                                                    : call.parameter("datastoreName");
    if (store && !call.key.mayOpen(*store))
        throw ApiError(Code::PermissionDenied, "The API key is not for this data store.",
                       "Forbidden");
}

std::string Service::State::quotaOwner(const Route& route, const RequestContext& call) const
{
    const bool isOfOwner = route.cost == Cost::TaskCreate || route.cost == Cost::TaskGet;
    return isOfOwner ? std::format("owner {}", call.key.owner) : std::to_string(options.universeId);
}

Task<Response> Service::State::answer(std::shared_ptr<const Request> request, std::stop_token stop)
{
    const ApiVersion version = apiVersionOf(request->path);
    Headers budget;
    std::optional<Response> refused;
    try {
        auto [route, call] = callOf(request, std::move(stop));
        checkParameters(*route, call);
        checkRights(*route, call);
        const std::string payer = quotaOwner(*route, call);
        const Cost cost = route->cost;
        budget = counter.headers(cost, payer, clock.elapsed());
        counter.spend(cost, payer, 1, clock.elapsed());
        budget = counter.headers(cost, payer, clock.elapsed());
        Response done = co_await route->handler(std::move(call));
        done.headers.insert(done.headers.end(), budget.begin(), budget.end());
        co_return done;
    } catch (const ApiError& refusal) {
        refused = refusal.answer(version);
    } catch (const datastore::Error& error) {
        refused = refusalOf(error).answer(version);
    } catch (const async::Cancelled&) {
        throw;
    } catch (const std::exception& error) {
        refused = ApiError(Code::Internal, error.what(), "Unknown").answer(version);
    }
    refused->headers.insert(refused->headers.end(), budget.begin(), budget.end());
    co_return *refused;
}

std::optional<Fault> Service::State::faultOf(const Request& request)
{
    const std::string* asked = request.header("x-plectrum-fault");
    if (asked && options.acceptsFaultHeader)
        return Fault::parse(*asked);
    const std::string target = request.path + '?' + request.query;
    for (FaultRule& rule : faults) {
        if ((!rule.method.empty() && rule.method != request.method)
            || !target.contains(rule.pathPart) || rule.times == 0)
            continue;
        if (rule.skip > 0) {
            --rule.skip;
            continue;
        }
        if (rule.probability < 1 && !random.chance(rule.probability))
            continue;
        if (rule.times != FaultRule::always)
            --rule.times;
        return rule.fault;
    }
    return Fault{};
}

void Service::State::finish(Reply& reply, const Fault& fault, const Request& request) const
{
    reply.answer.headers.emplace_back("date", httpDate(clock.now()));
    if (fault.isDroppedAfter)
        reply.delivery = Reply::Delivery::Dropped;
    else if (fault.isCut)
        reply.delivery = Reply::Delivery::Cut;
    if (!fault.contentType.empty())
        reply.answer.contentType = fault.contentType;
    const std::string* accepted = request.header("accept-encoding");
    reply.isCompressed = options.compresses && accepted && accepted->contains("gzip")
        && reply.answer.body.size() >= leastCompressed;
    if (!options.observer)
        return;
    const bool isDropped = reply.delivery == Reply::Delivery::Dropped;
    options.observer({clock.now(), request.method,
                      request.query.empty() ? request.path : request.path + '?' + request.query,
                      request.body.size(), isDropped ? 0 : reply.answer.body.size(),
                      isDropped ? 0 : reply.answer.status});
}

Service::Service(mock::Universe& universe, async::Clock& clock, async::Random random,
                 Options options)
    : m_state(std::make_unique<State>(universe, clock, std::move(random), std::move(options)))
{
}

Service::~Service() = default;

Task<Reply> Service::handle(Request request, std::stop_token stop)
{
    State& d = *m_state;
    const auto fault = d.faultOf(request);
    if (!fault)
        co_return Reply{ApiError(Code::InvalidArgument, "x-plectrum-fault is not a fault.")
                            .answer(ApiVersion::Gateway)};
    if (fault->latency > async::Duration::zero())
        co_await d.clock.sleep(fault->latency, stop);
    if (!d.options.routesEncodedSlash)
        decodeSlashes(request.path);
    const auto shared = std::make_shared<const Request>(std::move(request));
    Reply reply;
    if (fault->isDroppedBefore)
        reply.delivery = Reply::Delivery::Dropped;
    else if (auto instead = fault->answer(shared->path))
        reply.answer = std::move(*instead);
    else
        reply.answer = co_await d.answer(shared, stop);
    d.finish(reply, *fault, *shared);
    co_return reply;
}

bool Service::knows(const Request& request) const
{
    try {
        m_state->keyOf(request);
    } catch (const ApiError&) {
        return false;
    }
    return true;
}

void Service::addFault(FaultRule rule)
{
    m_state->faults.push_back(std::move(rule));
}

void Service::clearFaults()
{
    m_state->faults.clear();
}

void Service::setKeys(std::vector<ApiKey> keys)
{
    m_state->options.keys = std::move(keys);
}

void Service::setTaskRunner(TaskRunner* runner)
{
    m_state->luauTasksV2.setRunner(runner);
}

Task<void> Service::close()
{
    return m_state->luauTasksV2.close();
}

MemoryStores& Service::memoryStores()
{
    return m_state->memoryStores;
}

} // namespace plectrum::emulator
