// SPDX-License-Identifier: MIT
// The inside of a console's session: the machine with its libraries, and the stores that scripts
// have opened. Internal to core/console.
#pragma once

#include "console/open_store.h"
#include "console/session.h"
#include "luau/environment.h"
#include "luau/instance.h"
#include "luau/scheduler.h"
#include "luau/vm.h"

#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::console {

class Session::Machine
{
public:
    explicit Machine(Host given);
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;
    ~Machine();

    Task<Result> run(std::string source, std::string script, std::stop_token stop);
    Task<std::vector<Unsaved>> close(Ending ending);

    bool isRunning() const { return m_isRunning; }
    void setStore(std::string name) { m_host.store = std::move(name); }
    std::vector<LoadedKey> loadedKeys() const;
    const std::vector<std::string>& storeNames() const { return m_names; }
    std::vector<std::pair<std::string, std::string>> globals() const;

private:
    void openLibraries();
    void openLyra();
    luau::Reference hostTable();
    luau::Reference makeNatives();
    void say(luau::LogLevel level, const std::string& text) const;
    void keep(bool isData, const luau::Any& value);
    Shown shownOf(const luau::Any& value) const;
    luau::Reference compile(const std::string& source, const std::string& script) const;
    luau::Values open(const luau::Values& arguments);
    luau::Values named(const std::string& name);
    luau::Values added(StorePlan plan);
    std::shared_ptr<OpenStore> storeAt(std::int64_t number) const;
    Task<void> confirm(std::string store, std::vector<store::SessionWrite> writes);
    Task<void> listStores(std::stop_token stop);
    Task<void> begin(std::stop_token stop);
    Task<void> closeStore(std::shared_ptr<OpenStore> store, std::vector<Unsaved>* unsaved);

    Host m_host;
    std::shared_ptr<luau::Vm> m_vm;
    luau::Scheduler m_scheduler;
    luau::Instance m_root{.name = "game", .className = "DataModel"};
    std::unique_ptr<luau::Environment> m_environment;
    luau::Reference m_library; ///< what console.luau gives
    luau::Reference m_globals;
    std::vector<std::shared_ptr<OpenStore>> m_stores; ///< by number, from 1
    std::vector<std::string> m_names;
    bool m_areNamesKnown = false;
    std::string m_group; ///< of the journal's entries of the input under way
    bool m_isRunning = false;
    bool m_isDiscarding = false;
    Result m_result; ///< of the input under way
    std::stop_source m_asking; ///< stops who is asked; of the input, else of the session
};

} // namespace plectrum::console
