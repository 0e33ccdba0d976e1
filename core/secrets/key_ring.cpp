// SPDX-License-Identifier: MIT
#include "secrets/key_ring.h"

#include <QByteArray>
#include <QtEnvironmentVariables>

#include <utility>

namespace plectrum::secrets {

KeyRing::KeyRing(Keychain keychain)
    : m_keychain(std::move(keychain))
{
}

Task<std::optional<Secret>> KeyRing::find(std::string place) const
{
    const auto held = m_session.find(place);
    if (held != m_session.end())
        co_return held->second;
    co_return co_await m_keychain.read(std::move(place));
}

Task<void> KeyRing::keep(std::string place, Secret key, Keeping keeping)
{
    if (keeping == Keeping::ThisSession) {
        m_session.insert_or_assign(std::move(place), std::move(key));
        co_return;
    }
    co_await m_keychain.write(place, std::move(key));
    m_session.erase(place);
}

Task<void> KeyRing::forget(std::string place)
{
    m_session.erase(place);
    co_await m_keychain.remove(std::move(place));
}

std::string KeyRing::placeOf(const std::string& base, const std::string& universeId)
{
    return "universe " + universeId + " at " + base;
}

std::optional<Secret> keyFromEnvironment()
{
    QByteArray value = qgetenv("PLECTRUM_API_KEY");
    if (value.isEmpty())
        return std::nullopt;
    Secret key(value.toStdString());
    value.fill('\0');
    return key;
}

} // namespace plectrum::secrets
