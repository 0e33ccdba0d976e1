// SPDX-License-Identifier: MIT
// The keychain of the operating system: gnome-keyring or another Secret Service, KWallet, the macOS
// Keychain, the Windows Credential Store. Nothing is ever written elsewhere. Failures throw Error.
#pragma once

#include "async/task.h"
#include "secrets/secret.h"

#include <optional>
#include <string>

namespace plectrum::secrets {

using async::Task;

class Keychain
{
public:
    /// `service` is the name under which the system shows what is kept.
    explicit Keychain(std::string service = "Plectrum");

    /// As people call the one that this system has; under another desktop it may be another one,
    /// which does not know what this one keeps.
    static std::string nameOfTheSystems();
    /// Whether a keychain answers. Asks it for something that is not there.
    Task<bool> isAvailable() const;
    /// nullopt when nothing is kept under this name.
    Task<std::optional<Secret>> read(std::string name) const;
    Task<void> write(std::string name, Secret secret) const;
    Task<void> remove(std::string name) const; ///< also when nothing is kept there

private:
    std::string m_service;
};

} // namespace plectrum::secrets
