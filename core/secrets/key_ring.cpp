// SPDX-License-Identifier: MIT
#include "secrets/key_ring.h"

#include <QByteArray>
#include <QRegularExpression>
#include <QString>
#include <QUrl>
#include <QtEnvironmentVariables>

#include <cstdlib>
#include <cstring>
#include <utility>

namespace plectrum::secrets {

namespace {

constexpr const char* realService = "https://apis.roblox.com";

/// Lower case, without the port that goes without saying and without "/" at the end.
QUrl canonical(const std::string& base)
{
    const std::string& text = base.empty() ? std::string(realService) : base;
    QUrl url(QString::fromStdString(text).toLower(), QUrl::StrictMode);
    if (url.port() == (url.scheme() == QLatin1String("http") ? 80 : 443))
        url.setPort(-1);
    return url.adjusted(QUrl::StripTrailingSlash | QUrl::NormalizePathSegments);
}

bool isThisMachine(const QUrl& url)
{
    const QString host = url.host();
    return host == QLatin1String("localhost") || host == QLatin1String("::1")
        || QRegularExpression(QStringLiteral("^127(\\.[0-9]{1,3}){3}$")).match(host).hasMatch();
}

Task<std::optional<Secret>> read(Keychain keychain, std::string account)
{
    co_return co_await keychain.read(std::move(account));
}

Task<void> write(Keychain keychain, std::string account, Secret key,
                 std::shared_ptr<std::map<std::string, Secret>> session)
{
    co_await keychain.write(account, std::move(key));
    session->erase(account);
}

Task<void> remove(Keychain keychain, std::string account)
{
    co_await keychain.remove(std::move(account));
}

} // namespace

KeyRing::KeyRing(Keychain keychain)
    : m_keychain(std::move(keychain))
    , m_session(std::make_shared<Session>())
{
}

Task<std::optional<Secret>> KeyRing::find(std::string account) const
{
    const auto held = m_session->find(account);
    if (held == m_session->end())
        return read(m_keychain, std::move(account));
    return [](Secret key) -> Task<std::optional<Secret>> { co_return key; }(held->second);
}

Task<void> KeyRing::keep(std::string account, Secret key, Keeping keeping)
{
    if (keeping == Keeping::InKeychain)
        return write(m_keychain, std::move(account), std::move(key), m_session);
    m_session->insert_or_assign(std::move(account), std::move(key));
    return []() -> Task<void> { co_return; }();
}

Task<void> KeyRing::forget(std::string account)
{
    m_session->erase(account);
    return remove(m_keychain, std::move(account));
}

std::string KeyRing::accountOf(const std::string& base, const std::string& universeId)
{
    return "universe " + universeId + " at " + canonical(base).toString().toStdString();
}

std::optional<Secret> keyFromEnvironment(const std::string& base)
{
    static std::optional<Secret> held;
    if (qEnvironmentVariableIsSet("PLECTRUM_API_KEY")) {
        QByteArray value = qgetenv("PLECTRUM_API_KEY");
        held.reset();
        if (!value.isEmpty())
            held.emplace(value.toStdString());
        wipe(value.data(), std::size_t(value.size()));
        // The system shows what the program was started with as long as it is not overwritten.
        if (char* const text = std::getenv("PLECTRUM_API_KEY"))
            wipe(text, std::strlen(text));
        qunsetenv("PLECTRUM_API_KEY");
    }
    const QUrl asked = canonical(base);
    const bool isMeant = asked == canonical({}) || isThisMachine(asked)
        || asked == canonical(qEnvironmentVariable("PLECTRUM_API_KEY_BASE").toStdString());
    return isMeant ? held : std::nullopt;
}

} // namespace plectrum::secrets
