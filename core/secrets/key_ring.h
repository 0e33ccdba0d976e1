// SPDX-License-Identifier: MIT
// The API keys of this program's universes: in the keychain of the system, or for this session
// only. Read when a universe is opened, held no longer than it is.
#pragma once

#include "secrets/keychain.h"

#include <map>
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
    /// `place` names universe and server, as placeOf() makes it. nullopt when none is kept.
    /// Throws Error only when the keychain could not be asked and no key is held for this session.
    Task<std::optional<Secret>> find(std::string place) const;
    /// Takes the place of an earlier one. Throws Error: then none is kept anew.
    Task<void> keep(std::string place, Secret key, Keeping keeping);
    Task<void> forget(std::string place);

    static std::string placeOf(const std::string& base, const std::string& universeId);

private:
    Keychain m_keychain;
    std::map<std::string, Secret> m_session;
};

/// The key that scripts pass in PLECTRUM_API_KEY; nullopt when it is not set or empty.
std::optional<Secret> keyFromEnvironment();

} // namespace plectrum::secrets
