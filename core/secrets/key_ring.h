// SPDX-License-Identifier: MIT
// The API keys of this program's universes: in the keychain of the system, or for this session
// only. Read when a universe is opened, held no longer than it is.
#pragma once

#include "secrets/keychain.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace plectrum::secrets {

enum class Keeping
{
    InKeychain,
    ThisSession, ///< in memory, gone with the program
};

class KeyRing
{
public:
    explicit KeyRing(Keychain keychain = Keychain());

    const Keychain& keychain() const { return m_keychain; }
    /// `account` names universe and server, as placeOf() makes it. nullopt when none is kept.
    /// Throws Error only when the keychain could not be asked and no key is held for this session.
    Task<std::optional<Secret>> find(std::string account) const;
    /// Takes the place of an earlier one. Throws Error: then none is kept anew.
    Task<void> keep(std::string account, Secret key, Keeping keeping);
    Task<void> forget(std::string account);

    /// The same for spellings of one base: its case, the port that goes without saying, none at
    /// all.
    static std::string accountOf(const std::string& base, const std::string& universeId);

private:
    using Session = std::map<std::string, Secret>;
    Keychain m_keychain;
    std::shared_ptr<Session> m_session; ///< of its tasks, too: a prompt may outlive it
};

/// The key that scripts pass in PLECTRUM_API_KEY; nullopt when it is not set or empty. Taken out of
/// the environment when it is read, so that no child of this program gets it. It is meant for the
/// real service and for this machine: any other base gets it only when PLECTRUM_API_KEY_BASE is
/// that base, so that no text that names a universe can send it elsewhere.
std::optional<Secret> keyFromEnvironment(const std::string& base = {});

} // namespace plectrum::secrets
