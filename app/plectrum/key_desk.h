// SPDX-License-Identifier: MIT
// What the connect dialog asks for: over the network by app/backends, keys by the key ring.
#pragma once

#include "documents/connect/cloud_desk.h"
#include "secrets/key_ring.h"

namespace plectrum::app {

class KeyDesk final : public documents::CloudDesk
{
public:
    /// The ring must outlive it and its tasks.
    explicit KeyDesk(secrets::KeyRing& keys);

    async::Task<QString> lookUpTitle(Spec spec, Key key, std::stop_token stop) override;
    async::Task<QList<documents::KeyFinding>> tryKey(Spec spec, Key key,
                                                     std::stop_token stop) override;
    async::Task<bool> hasKey(Spec spec) override;
    QString keychainName() const override;
    async::Task<void> keepKey(Spec spec, secrets::Secret key, bool isForSession) override;
    async::Task<void> forgetKey(Spec spec) override;

    /// The key that is kept. Throws secrets::Error.
    async::Task<std::optional<secrets::Secret>> find(Spec spec) const;

private:
    async::Task<secrets::Secret> keyFor(Spec spec, Key typed);

    secrets::KeyRing& m_keys;
};

} // namespace plectrum::app
