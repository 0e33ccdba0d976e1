// SPDX-License-Identifier: MIT
#include "console_replay.h"

#include "json/printer.h"

#include <stdexcept>
#include <utility>

namespace plectrum::interop {

using json::Value;

namespace {

constexpr const char* driver = R"(
local function data(new)
	return function(old)
		table.clear(old)
		for name, value in new do
			old[name] = value
		end
		return true
	end
end
local function arguments(step)
	if step.new then
		return step.args[1], data(step.new)
	elseif step.newImmutable then
		return step.args[1], function() return step.newImmutable end
	elseif step.transform then
		return step.args[1], transforms[step.transform]
	elseif step.tx then
		return step.args[1], txTransforms[step.tx]
	end
	return table.unpack(step.args)
end
local playerData = nil -- one store for the whole recording, also once it is closed
local function perform(step)
	playerData = playerData or stores.PlayerData
	local store = playerData
	if form == "Async" then
		return store[step.call .. "Async"](store, arguments(step))
	end
	return store[step.call](store, arguments(step)):expect()
end
while true do
	local step = nextStep()
	if step == nil then
		break
	end
	task.spawn(function()
		local isDone, first = pcall(perform, step)
		finishStep(step.number, isDone, first)
	end)
end
)";

} // namespace

ConsoleReplay::ConsoleReplay(std::string name, Form form, std::vector<std::string> transforms,
                             std::vector<std::string> txTransforms)
    : replay(std::move(name))
    , m_form(form)
    , m_transforms(std::move(transforms))
    , m_txTransforms(std::move(txTransforms))
{
    replay.performBy([this](Value step) { return perform(this, std::move(step)); });
}

ConsoleReplay::~ConsoleReplay()
{
    m_stop.request_stop();
    replay.clock.blockOn(m_tasks.finished());
}

std::string ConsoleReplay::script() const
{
    std::string text = "local transforms = {";
    for (const std::string& transform : m_transforms)
        text += transform + ",\n";
    text += "}\nlocal txTransforms = {";
    for (const std::string& transform : m_txTransforms)
        text += transform + ",\n";
    return text + "}\nlocal form = \"" + (m_form == Form::Async ? "Async" : "Promise") + "\"\n"
        + driver;
}

void ConsoleReplay::start(const std::string& name)
{
    auto& server = m_servers[name];
    if (server)
        return;
    server = std::make_unique<Server>();
    server->access = std::make_unique<editing::RecordAccess>(replay.universe, replay.clock,
                                                             replay.random(), server->executor);
    Server* const made = server.get();
    console::Host host{.services = made->access->services()};
    host.keepsMetadata = false; // as the library does
    host.configOf = [this, name](const std::string&) { return replay.configOf(name); };
    host.functions = {{"nextStep",
                       [this, made](std::vector<Value>, std::stop_token stop) {
                           return nextStep(this, made, std::move(stop));
                       }},
                      {"finishStep", [made](std::vector<Value> arguments, std::stop_token) {
                           return finishStep(made, std::move(arguments));
                       }}};
    made->session = std::make_unique<console::Session>(std::move(host));
    m_tasks.start(runScript(made, script(), m_stop.get_token()));
}

async::Task<void> ConsoleReplay::runScript(Server* server, std::string script, std::stop_token stop)
{
    server->result = co_await server->session->run(std::move(script), "driver", std::move(stop));
}

async::Task<std::vector<Value>> ConsoleReplay::nextStep(ConsoleReplay* self, Server* server,
                                                        std::stop_token stop)
{
    if (server->waiting.empty()) {
        server->arrived = std::make_unique<async::Event>();
        co_await server->arrived->wait(stop);
    }
    const auto work = server->waiting.front();
    server->waiting.pop_front();
    const std::int64_t number = ++self->m_nextNumber;
    server->begun[number] = work;
    co_return std::vector<Value>{self->messageOf(work->step).withMember("number", number)};
}

async::Task<std::vector<Value>> ConsoleReplay::finishStep(Server* server,
                                                          std::vector<Value> arguments)
{
    const auto work = server->begun.at(arguments.at(0).toInteger());
    arguments.erase(arguments.begin());
    work->answer = Value::array(std::move(arguments));
    work->done.open();
    co_return std::vector<Value>();
}

/// A step as the script takes it.
Value ConsoleReplay::messageOf(const Value& step)
{
    const std::string call(step["call"].toString());
    std::vector<Value> arguments;
    step["args"].forEachElement([&](const Value& each) {
        if (!each.isString() || each.toString() != "<function>")
            arguments.push_back(each);
    });
    const std::string key(step["args"].at(0).toString());
    if (call == "readVersion")
        arguments[1] = replay.versionOf(key, std::string(arguments[1].toString()));
    Value message = Value::object({{"call", call}, {"args", Value::array(arguments)}});
    if (call == "tx" || call == "txImmutable")
        return message.withMember("tx", ++m_nextTx);
    if (call != "update" && call != "updateImmutable")
        return message;
    if (!m_transforms.empty())
        return message.withMember("transform", ++m_nextTransform);
    const Value data = replay.nextData(key); // none where the update is refused
    return message.withMember(call == "update" ? "new" : "newImmutable",
                              data.isNull() ? Value::object() : data);
}

async::Task<std::optional<Value>> ConsoleReplay::perform(ConsoleReplay* self, Value step)
{
    const std::string name(step["server"].toString());
    self->start(name);
    Server& server = *self->m_servers.at(name);
    const auto work = std::make_shared<Work>(step);
    server.waiting.push_back(work);
    if (server.arrived)
        server.arrived->open();
    co_await work->done.wait();
    const Value& answer = work->answer;
    if (!answer.at(0).toBool())
        throw std::runtime_error(answer.at(1).isString()
                                     ? bareError(std::string(answer.at(1).toString()))
                                     : json::print(answer.at(1)));
    const std::string call(step["call"].toString());
    const bool hasResult = call != "load" && call != "unload" && call != "save" && call != "close";
    // nil of the script is nothing, as in the recording
    if (!hasResult || answer.at(1).isNull())
        co_return std::nullopt;
    co_return answer.at(1);
}

void ConsoleReplay::run()
{
    replay.run();
    for (const auto& [name, server] : m_servers)
        if (server->result && server->result->problem)
            throw std::logic_error(name + ": " + server->result->problem->message());
}

} // namespace plectrum::interop
