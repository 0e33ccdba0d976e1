// SPDX-License-Identifier: MIT
// What is said of a version in words: when, how long ago, how large, until when it is kept.
// Times are milliseconds since 1970-01-01 UTC.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace plectrum::documents {

/// A version as the timeline draws and describes it.
struct VersionPoint
{
    QString version;
    qint64 time = 0;
    qint64 size = 0;
    std::optional<qint64> expiry; ///< of a superseded version: when the service forgets it
    bool deleted = false;
    bool current = false;
};

/// "Tue 18 Nov 2025, 14:02:11 UTC"
QString momentText(qint64 time);
/// "5 days ago", "just now"; "in 2 hours" for what is still to come.
QString ageText(qint64 time, qint64 now);
/// "3 hours", "2 days 4 hours": two units at most.
QString durationText(qint64 milliseconds);
/// "14:02:11 UTC"
QString timeOfDayText(qint64 time);
/// "12.3 kB"; "size unknown" for 0.
QString sizeText(qint64 bytes);
/// "kept for another 6 hours", or that it may be gone at any time.
QString expiryText(qint64 expiry, qint64 now);
/// The lines of a version's bubble: the time first, then what is known of it.
QStringList versionLines(const VersionPoint& version, qint64 now);

} // namespace plectrum::documents
