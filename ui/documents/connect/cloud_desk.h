// SPDX-License-Identifier: MIT
// What the connect dialog asks for and cannot do itself: universes are looked up and keys tried and
// kept by whoever implements it (app). Must outlive the dialog's tasks.
#pragma once

#include "async/task.h"
#include "datastore/cloud_spec.h"
#include "secrets/secret.h"

#include <QList>
#include <QString>

#include <optional>
#include <stop_token>

namespace plectrum::documents {

/// One thing that a key may do or not.
struct KeyFinding
{
    enum class Answer
    {
        Yes,
        No,
        Unknown,
    };
    QString scope; ///< "universe-datastores.objects:read"
    Answer answer = Answer::Unknown;
    QString why; ///< for what is not Yes; may be empty
};

class CloudDesk
{
public:
    using Spec = datastore::CloudSpec;
    /// The key that was typed; nullopt for the one that is kept.
    using Key = std::optional<secrets::Secret>;

    virtual ~CloudDesk() = default;
    /// The universe's name. Throws datastore::Error.
    virtual async::Task<QString> lookUpTitle(Spec spec, Key key, std::stop_token stop) = 0;
    /// Changes nothing in the universe. Throws datastore::Error.
    virtual async::Task<QList<KeyFinding>> tryKey(Spec spec, Key key, std::stop_token stop) = 0;
    /// Whether a key is kept for that universe. Throws secrets::Error when that cannot be told.
    virtual async::Task<bool> hasKey(Spec spec) = 0;
    /// What the keychain of this system is called; empty where nobody knows.
    virtual QString keychainName() const { return {}; }
    /// In the keychain, or in memory until the program ends. Throws secrets::Error.
    virtual async::Task<void> keepKey(Spec spec, secrets::Secret key, bool isForSession) = 0;
    /// Throws secrets::Error.
    virtual async::Task<void> forgetKey(Spec spec) = 0;
};

} // namespace plectrum::documents
