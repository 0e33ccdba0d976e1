// SPDX-License-Identifier: MIT
#include "documents/locks/lock_text.h"

#include "documents/basics/visible_name.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace plectrum::documents {

namespace {

struct LockText
{
    Q_DECLARE_TR_FUNCTIONS(LockText)
};

QString locationText(store::LockLocation location, const QString& store)
{
    return location == store::LockLocation::HashMap
        ? LockText::tr("the hash map lyra/locks/%1 (memory store)").arg(store)
        : LockText::tr("the data store lyra/locks/%1").arg(store);
}

QString freeText(const editing::LockView& view, const QString& store)
{
    return view.isDataStoreAsked
        ? LockText::tr("Nobody holds it: neither the hash map nor the data store lyra/locks/%1 has "
                       "a lock of "
                       "this key.")
              .arg(store)
        : LockText::tr(
              "Nobody holds it: the hash map lyra/locks/%1 (memory store) has no lock of this key.")
              .arg(store);
}

QString ownText(const editing::OwnLock& own, async::Duration elapsed)
{
    if (elapsed >= own.refreshDue)
        return LockText::tr("This Plectrum holds it for a write; its refresh is due.");
    return LockText::tr(
               "This Plectrum holds it for a write. Refreshed %1 ago, the next refresh is in %2.")
        .arg(durationText(elapsed - own.refreshed), durationText(own.refreshDue - elapsed));
}

QString signText(const store::ObservedLock& sign, const QString& store, async::Time now)
{
    const QString location = locationText(sign.location, store);
    if (!sign.written)
        return LockText::tr("It stands in %1.").arg(location);
    const auto age = std::max(async::Duration(0),
                              std::chrono::duration_cast<async::Duration>(now - *sign.written));
    const auto rest = std::max(async::Duration(0), store::lockLifetime - age);
    return LockText::tr("It stands in %1, refreshed %2 ago; without another refresh it ends in %3.")
        .arg(location, durationText(age), durationText(rest));
}

QString anothersText(const editing::LockView& view, const QString& store, async::Duration elapsed,
                     async::Time now)
{
    QStringList sentences{
        LockText::tr("Another server holds it. A lock is only an id, so which server cannot "
                     "be known: mostly the one on which the player is.")};
    for (const store::ObservedLock& sign : view.locks)
        sentences << signText(sign, store, now);
    sentences << LockText::tr("The same holder for at least %1, as long as we have watched.")
                     .arg(durationText(elapsed - view.since));
    if (view.takeovers > 0)
        sentences << LockText::tr("While we watched, its holder changed (%1).").arg(view.takeovers);
    return sentences.join(u' ');
}

QString doubtText(const editing::LockView& view)
{
    using enum editing::UnknownReason;
    switch (view.doubt) {
    case NotAsked:
        return LockText::tr("It has not been checked yet.");
    case NoPlaceId:
        return LockText::tr(
            "It cannot be seen: locks are in the memory store, which is read by a script in a "
            "place of the experience, and no place id is set for this universe.");
    case Denied:
        return LockText::tr(
            "It cannot be seen: the key of this universe has no right to read the memory "
            "store.");
    case Failed:
        return LockText::tr("It cannot be seen now: the service answered with an error.");
    }
    return {};
}

QString unknownText(const editing::LockView& view)
{
    QString text = doubtText(view);
    if (!view.failure.empty())
        text += u'\n' + QString::fromStdString(view.failure);
    return text;
}

} // namespace

QString lockWord(const editing::LockView& view)
{
    using enum editing::LockState;
    switch (view.state) {
    case Free:
        return LockText::tr("Free");
    case Ours:
        return LockText::tr("Held by us");
    case Another:
        return LockText::tr("Held by another");
    case Unknown:
        return view.doubt == editing::UnknownReason::NotAsked ? LockText::tr("Unknown")
                                                              : LockText::tr("Unknown");
    }
    return {};
}

QString lockExplanation(const editing::LockView& view, const store::KeyAddress& address,
                        async::Duration elapsed, async::Time now)
{
    const QString store = visibleName(address.store);
    QString text;
    using enum editing::LockState;
    switch (view.state) {
    case Free:
        text = freeText(view, store);
        break;
    case Ours:
        text = view.own ? ownText(*view.own, elapsed) : QString();
        break;
    case Another:
        text = anothersText(view, store, elapsed, now);
        break;
    case Unknown:
        return unknownText(view);
    }
    return LockText::tr("%1 Checked %2 ago.").arg(text, durationText(elapsed - view.lookedAt));
}

Tone lockTone(editing::LockState state)
{
    using enum editing::LockState;
    switch (state) {
    case Free:
        return Tone::Added;
    case Ours:
        return Tone::Accent;
    case Another:
        return Tone::Warning;
    case Unknown:
        break;
    }
    return Tone::Muted;
}

QString lockIcon(editing::LockState state)
{
    using enum editing::LockState;
    switch (state) {
    case Free:
        return QStringLiteral("unlock");
    case Ours:
        return QStringLiteral("lock-own");
    case Another:
        return QStringLiteral("lock");
    case Unknown:
        break;
    }
    return QStringLiteral("lock-unknown");
}

QString durationText(async::Duration duration)
{
    using namespace std::chrono;
    const auto all = std::max<qint64>(0, floor<seconds>(duration).count());
    if (all < 60)
        return LockText::tr("%1 s").arg(all);
    if (all < 3600)
        return all % 60 == 0 ? LockText::tr("%1 min").arg(all / 60)
                             : LockText::tr("%1 min %2 s").arg(all / 60).arg(all % 60);
    return LockText::tr("%1 h %2 min").arg(all / 3600).arg(all / 60 % 60);
}

} // namespace plectrum::documents
