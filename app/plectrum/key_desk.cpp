// SPDX-License-Identifier: MIT
#include "plectrum/key_desk.h"

#include "backends/cloud_enquiry.h"
#include "datastore/error.h"

#include <utility>

namespace plectrum::app {

namespace {

std::string accountOf(const datastore::CloudSpec& spec)
{
    return secrets::KeyRing::accountOf(spec.baseUrl, std::to_string(spec.universeId));
}

documents::KeyFinding findingOf(const ScopeAnswer& answer)
{
    using enum documents::KeyFinding::Answer;
    return {.scope = QString::fromStdString(answer.scope),
            .answer = !answer.isGranted ? Unknown
                : *answer.isGranted     ? Yes
                                        : No,
            .why = QString::fromStdString(answer.why)};
}

} // namespace

KeyDesk::KeyDesk(secrets::KeyRing& keys)
    : m_keys(keys)
{
}

async::Task<secrets::Secret> KeyDesk::keyFor(Spec spec, Key typed)
{
    Key key = std::move(typed);
    if (!key)
        key = co_await m_keys.find(accountOf(spec));
    if (!key)
        throw datastore::Error(datastore::ErrorKind::Denied,
                               "no API key was found for it: none is kept, or the keychain ("
                                   + secrets::Keychain::nameOfTheSystems() + ") stayed locked");
    co_return *std::move(key);
}

async::Task<QString> KeyDesk::lookUpTitle(Spec spec, Key key, std::stop_token stop)
{
    auto secret = co_await keyFor(spec, std::move(key));
    const std::string title = co_await cloudTitle(spec, std::move(secret), stop);
    co_return QString::fromStdString(title);
}

async::Task<QList<documents::KeyFinding>> KeyDesk::tryKey(Spec spec, Key key, std::stop_token stop)
{
    auto secret = co_await keyFor(spec, std::move(key));
    const auto answers = co_await askScopes(spec, std::move(secret), stop);
    QList<documents::KeyFinding> findings;
    for (const ScopeAnswer& answer : answers)
        findings.append(findingOf(answer));
    co_return std::move(findings);
}

async::Task<std::optional<secrets::Secret>> KeyDesk::find(Spec spec) const
{
    return m_keys.find(accountOf(spec));
}

async::Task<bool> KeyDesk::hasKey(Spec spec)
{
    const auto key = co_await m_keys.find(accountOf(spec));
    co_return key.has_value();
}

QString KeyDesk::keychainName() const
{
    return QString::fromStdString(secrets::Keychain::nameOfTheSystems());
}

async::Task<void> KeyDesk::keepKey(Spec spec, secrets::Secret key, bool isForSession)
{
    using enum secrets::Keeping;
    co_await m_keys.keep(accountOf(spec), std::move(key), isForSession ? ThisSession : InKeychain);
}

async::Task<void> KeyDesk::forgetKey(Spec spec)
{
    co_await m_keys.forget(accountOf(spec));
}

} // namespace plectrum::app
