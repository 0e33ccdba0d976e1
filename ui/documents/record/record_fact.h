// SPDX-License-Identifier: MIT
// What Lyra and the data store keep around the data, as short texts for the head of a record.
#pragma once

#include "documents/basics/tone.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace plectrum::store {
struct Inspection;
}

namespace plectrum::documents {

struct RecordFact
{
    QString id; ///< "size", "shards", "migrations", ...
    QString caption;
    QString text;
    QString details; ///< the whole, for a tooltip; may be empty
    std::optional<double> share; ///< of a limit, 0 to 1 and above: shown as a bar
    std::optional<Tone> meaning; ///< when it wants attention
    /// It tells nothing that is worth a glance ("none"): where there is little room it stays away.
    bool isMinor = false;
};

/// In the order in which they are shown; those that make no sense for the entry are not there.
std::vector<RecordFact> factsOf(const store::Inspection& inspection);
/// Whose record it is; an empty name: there is no such user.
RecordFact userFact(std::int64_t id, const QString& name, std::chrono::milliseconds readTime,
                    std::chrono::milliseconds now);
/// The size of the data against the limit of an entry.
RecordFact sizeFact(std::size_t bytes, bool isSharded);

} // namespace plectrum::documents
