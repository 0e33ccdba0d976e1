// SPDX-License-Identifier: MIT
#include "console/session.h"

#include <stdexcept>

namespace plectrum::console {

class Session::Machine
{
};

bool isAvailable()
{
    return false;
}

std::string Problem::message() const
{
    return text;
}

Session::Session(Host)
{
    throw std::runtime_error("this build is without Luau");
}

Session::~Session() = default;

Task<Result> Session::run(std::string, std::string, std::stop_token)
{
    co_return Result{};
}

bool Session::isRunning() const
{
    return false;
}

Task<std::vector<Unsaved>> Session::close(Ending)
{
    co_return std::vector<Unsaved>();
}

void Session::setStore(std::string)
{
}

std::vector<LoadedKey> Session::loadedKeys() const
{
    return {};
}

const std::vector<std::string>& Session::storeNames() const
{
    static const std::vector<std::string> none;
    return none;
}

std::vector<std::pair<std::string, std::string>> Session::globals() const
{
    return {};
}

} // namespace plectrum::console
