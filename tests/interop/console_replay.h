// SPDX-License-Identifier: MIT
// A Replay whose steps are calls in Luau: each server of the recording is a console of its own, in
// which a script waits for steps and does them side by side.
#pragma once

#include "console/session.h"
#include "replay.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::interop {

class ConsoleReplay
{
public:
    enum class Form
    {
        Async, ///< store:loadAsync(...)
        Promise, ///< store:load(...):expect()
    };

    /// `transforms` and `txTransforms`: Luau functions in the order of the steps that take them; an
    /// update without one makes the data that the recording has next for its key.
    ConsoleReplay(std::string name, Form form, std::vector<std::string> transforms = {},
                  std::vector<std::string> txTransforms = {});
    ~ConsoleReplay();

    /// Makes the console of a server before the recording begins.
    void start(const std::string& server);
    void run();

    Replay replay;

private:
    struct Work
    {
        json::Value step;
        async::Event done{};
        json::Value answer{}; ///< [true, result] or [false, error]
    };
    struct Server
    {
        async::InlineExecutor executor{};
        std::unique_ptr<editing::RecordAccess> access{};
        std::unique_ptr<console::Session> session{};
        std::deque<std::shared_ptr<Work>> waiting{};
        std::map<std::int64_t, std::shared_ptr<Work>> begun{};
        std::unique_ptr<async::Event> arrived{};
        std::optional<console::Result> result{};
    };

    static async::Task<std::vector<json::Value>> nextStep(ConsoleReplay* self, Server* server,
                                                          std::stop_token stop);
    static async::Task<std::vector<json::Value>> finishStep(Server* server,
                                                            std::vector<json::Value> arguments);
    static async::Task<std::optional<json::Value>> perform(ConsoleReplay* self, json::Value step);
    static async::Task<void> runScript(Server* server, std::string script, std::stop_token stop);
    json::Value messageOf(const json::Value& step);
    std::string script() const;

    Form m_form;
    std::vector<std::string> m_transforms;
    std::vector<std::string> m_txTransforms;
    std::int64_t m_nextTransform = 0;
    std::int64_t m_nextTx = 0;
    std::int64_t m_nextNumber = 0;
    std::map<std::string, std::unique_ptr<Server>> m_servers;
    std::stop_source m_stop;
    async::TaskOwner m_tasks{async::TaskOwner::ErrorSink()};
};

} // namespace plectrum::interop
