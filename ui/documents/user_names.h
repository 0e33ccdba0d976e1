// SPDX-License-Identifier: MIT
// The names of the users whose ids are in keys, asked of the service and kept on disk, each with
// the moment when it was read. An old one stays until a newer one is known.
#pragma once

#include "async/clock.h"
#include "async/task_owner.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace plectrum::documents {

class UserNames final : public QObject
{
    Q_OBJECT

public:
    /// nullopt where there is no such user. Throws datastore::Error.
    using LookUp = std::function<async::Task<std::optional<std::string>>(std::int64_t id)>;

    struct Known
    {
        QString name; ///< empty: there is no such user
        std::chrono::sys_seconds readTime{};

        friend bool operator==(const Known&, const Known&) = default;
    };

    static constexpr std::chrono::days lifetime{7}; ///< after that it is asked for anew
    static constexpr std::size_t maxKept = 10'000; ///< the oldest go first

    /// What `cacheFile` holds is read at once; a file that cannot be read counts as empty. The
    /// clock must outlive it, and what `lookUp` needs its tasks.
    UserNames(LookUp lookUp, async::Clock& clock, QString cacheFile, QObject* parent = nullptr);
    ~UserNames() override;

    std::optional<Known> known(std::int64_t id) const;
    /// Asks for it where it is not known or too old; learned() tells. A failure leaves what is
    /// known, and is not tried again until the next call.
    void request(std::int64_t id);

    /// The user id that a key is or ends with: "156", "Player_156", "user-156". nullopt for others.
    static std::optional<std::int64_t> idIn(std::string_view key);

signals:
    void learned(qint64 id);

private:
    async::Task<void> ask(std::int64_t id, std::stop_token stop);
    void read();
    void write() const;

    LookUp m_lookUp;
    async::Clock& m_clock;
    QString m_cacheFile;
    std::map<std::int64_t, Known> m_known;
    std::set<std::int64_t> m_asked; ///< under way
    async::TaskOwner m_tasks;
};

} // namespace plectrum::documents
