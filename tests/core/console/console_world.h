// SPDX-License-Identifier: MIT
// A console on a mock universe with a journal, on the simulated clock, and words for its tests.
#pragma once

#include "activity_world.h"
#include "console/session.h"
#include "datastore/guarded_universe.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace plectrum::test {

struct ConsoleWorld : ActivityWorld
{
    std::vector<console::Line> lines;
    std::vector<std::vector<store::SessionWrite>> asked;
    std::unique_ptr<console::Session> session;

    console::Host host()
    {
        console::Host host{.services = access.services()};
        host.journal = &journal();
        host.drafts = journalFile->drafts();
        host.universe = "/u";
        host.actor = "console";
        host.onJournalError = errorHandler();
        host.output = [this](const console::Line& line) { lines.push_back(line); };
        return host;
    }
    void open(const std::function<void(console::Host& host)>& change = {})
    {
        session.reset();
        console::Host given = host();
        if (change)
            change(given);
        session = std::make_unique<console::Session>(std::move(given));
    }
    console::Result run(const std::string& source)
    {
        if (!session)
            open();
        return clock.blockOn(session->run(source, "input"));
    }
    /// The values as JSON, each followed by "!" when it is no data; or "error: MESSAGE", "stopped".
    std::string answer(const std::string& source) { return textOf(run(source)); }
    static std::string textOf(const console::Result& result)
    {
        if (result.isStopped)
            return "stopped";
        if (result.problem)
            return "error: " + result.problem->message();
        std::string text;
        for (const console::Shown& each : result.values)
            text += (text.empty() ? "" : " ") + json::print(each.value) + (each.isData ? "" : "!");
        return text;
    }
    std::string printed() const
    {
        std::string text;
        for (const console::Line& line : lines)
            if (line.kind != console::Line::Kind::Log)
                text += line.text + "\n";
        return text;
    }
};

} // namespace plectrum::test
