// SPDX-License-Identifier: MIT
#include "console/machine.h"
#include "console/session.h"

#include <format>
#include <utility>

namespace plectrum::console {

bool isAvailable()
{
    return true;
}

std::string Problem::message() const
{
    return line > 0 ? std::format("{}:{}: {}", script, line, text) : text;
}

Session::Session(Host host)
    : m_machine(std::make_unique<Machine>(std::move(host)))
{
}

Session::~Session() = default;

Task<Result> Session::run(std::string source, std::string script, std::stop_token stop)
{
    return m_machine->run(std::move(source), std::move(script), std::move(stop));
}

bool Session::isRunning() const
{
    return m_machine->isRunning();
}

Task<std::vector<Unsaved>> Session::close(Ending ending)
{
    return m_machine->close(ending);
}

void Session::setStore(std::string name)
{
    m_machine->setStore(std::move(name));
}

std::vector<LoadedKey> Session::loadedKeys() const
{
    return m_machine->loadedKeys();
}

const std::vector<std::string>& Session::storeNames() const
{
    return m_machine->storeNames();
}

std::vector<std::pair<std::string, std::string>> Session::globals() const
{
    return m_machine->globals();
}

} // namespace plectrum::console
