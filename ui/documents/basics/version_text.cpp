// SPDX-License-Identifier: MIT
#include "documents/basics/version_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cstdlib>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

struct VersionText
{
    Q_DECLARE_TR_FUNCTIONS(VersionText)
};

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

QString days(qint64 count)
{
    return count == 1 ? VersionText::tr("1 day")
                      : VersionText::tr("%n days", nullptr, static_cast<int>(count));
}

QString hours(qint64 count)
{
    return count == 1 ? VersionText::tr("1 hour")
                      : VersionText::tr("%n hours", nullptr, static_cast<int>(count));
}

QString minutes(qint64 count)
{
    return count == 1 ? VersionText::tr("1 minute")
                      : VersionText::tr("%n minutes", nullptr, static_cast<int>(count));
}

/// The largest unit only: what one says of something that is past.
QString roughly(qint64 length)
{
    if (length >= 2 * day)
        return days(length / day);
    if (length >= hour)
        return hours(length / hour);
    return minutes(std::max<qint64>(1, length / minute));
}

} // namespace

QString momentText(qint64 time)
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC);
    return QLocale().toString(moment, VersionText::tr("ddd d MMM yyyy, HH:mm:ss", "a date format"))
        + u" UTC"_s;
}

QString timeOfDayText(qint64 time)
{
    const auto moment = QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC);
    return QLocale().toString(moment, u"HH:mm:ss"_s) + u" UTC"_s;
}

QString ageText(qint64 time, qint64 now)
{
    const qint64 age = now - time;
    if (std::llabs(age) < minute)
        return VersionText::tr("just now");
    return age > 0 ? VersionText::tr("%1 ago").arg(roughly(age))
                   : VersionText::tr("in %1").arg(roughly(-age));
}

QString durationText(qint64 milliseconds)
{
    const qint64 wholeDays = milliseconds / day;
    const qint64 wholeHours = milliseconds % day / hour;
    if (wholeDays > 0)
        return wholeHours > 0 ? days(wholeDays) + u' ' + hours(wholeHours) : days(wholeDays);
    return wholeHours > 0 ? hours(wholeHours) : roughly(milliseconds);
}

QString sizeText(qint64 bytes)
{
    if (bytes <= 0)
        return VersionText::tr("size unknown");
    const int decimals = bytes < 1024 ? 0 : bytes < 100 * 1024 ? 1 : bytes < 1024 * 1024 ? 0 : 2;
    return QLocale().formattedDataSize(bytes, decimals, QLocale::DataSizeIecFormat);
}

QString expiryText(qint64 expiry, qint64 now)
{
    if (expiry <= now)
        return VersionText::tr("past its 30 days, may be gone at any time");
    return VersionText::tr("superseded, kept for another %1").arg(durationText(expiry - now));
}

QStringList versionLines(const VersionPoint& version, qint64 now)
{
    QStringList lines{momentText(version.time)};
    QString facts = ageText(version.time, now);
    if (!version.deleted)
        facts += u" · "_s + sizeText(version.size);
    lines += facts;
    if (version.deleted)
        lines += version.current ? VersionText::tr("the key is removed since then")
                                 : VersionText::tr("the key was removed here");
    if (version.current && !version.deleted)
        lines += VersionText::tr("what stands there now");
    if (version.expiry)
        lines += expiryText(*version.expiry, now);
    return lines;
}

} // namespace plectrum::documents
