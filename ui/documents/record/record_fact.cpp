// SPDX-License-Identifier: MIT
#include "documents/record/record_fact.h"

#include "datastore/limits.h"
#include "datastore/visible_text.h"
#include "documents/basics/version_text.h"
#include "documents/basics/visible_name.h"
#include "json/printer.h"
#include "store/record/inspection.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>
#include <QTimeZone>

namespace plectrum::documents {

namespace {

class RecordFacts
{
    Q_DECLARE_TR_FUNCTIONS(RecordFacts)

public:
    static QString bytes(std::size_t count)
    {
        return QLocale().formattedDataSize(static_cast<qint64>(count), 1,
                                           QLocale::DataSizeIecFormat);
    }

    static RecordFact size(std::size_t count, bool isSharded)
    {
        const double share = double(count) / double(datastore::limits::valueSize);
        RecordFact fact{QStringLiteral("size"), tr("Size"), {}, {}, {}, {}};
        fact.details = tr("%1 bytes of JSON; one entry holds %2.")
                           .arg(QLocale().toString(static_cast<qulonglong>(count)),
                                bytes(datastore::limits::valueSize));
        if (isSharded) {
            fact.text = bytes(count);
            return fact;
        }
        fact.share = share;
        fact.text = tr("%1 of %2").arg(bytes(count), bytes(datastore::limits::valueSize));
        if (share >= 0.9)
            fact.meaning = share > 1 ? Tone::Danger : Tone::Warning;
        return fact;
    }

    static RecordFact shards(const store::Inspection& inspection)
    {
        const QString text = inspection.shardCount == 0 ? tr("none")
            : inspection.damage && inspection.damage->kind == store::DamageKind::MissingShard
            ? tr("%1, not all there").arg(inspection.shardCount)
            : inspection.shardSize == 0 ? tr("%1, unreadable").arg(inspection.shardCount)
            : inspection.shardCount == 1
            ? tr("1 shard, %1").arg(bytes(inspection.shardSize))
            : tr("%1 shards, %2").arg(inspection.shardCount).arg(bytes(inspection.shardSize));
        return {QStringLiteral("shards"),
                tr("Shards"),
                text,
                tr("Data too long for one entry are kept in several, compressed."),
                {},
                {},
                inspection.shardCount == 0};
    }

    static RecordFact migrations(const store::Record& record)
    {
        RecordFact fact{
            QStringLiteral("migrations"), tr("Migrations"), tr("none applied"), {}, {}, {}};
        if (!record.appliedMigrations) {
            fact.text = tr("no list");
            fact.details = tr("The record has no list: Lyra takes all steps as applied.");
        } else if (!record.appliedMigrations->empty()) {
            QStringList names;
            for (const std::string& name : *record.appliedMigrations)
                names << visibleName(name);
            fact.text = tr("%1: %2").arg(names.size()).arg(names.last());
            if (names.size() > 1)
                fact.text = tr("%1, last %2").arg(names.size()).arg(names.last());
            fact.details = tr("Applied, in order:\n%1").arg(names.join(u'\n'));
        } else {
            fact.isMinor = true;
        }
        return fact;
    }

    static RecordFact transaction(const store::Inspection& inspection)
    {
        RecordFact fact{QStringLiteral("transaction"), tr("Transaction"), {}, {}, {}, {}};
        using enum store::TransactionState;
        switch (inspection.transaction) {
        case None:
            fact.text = tr("none");
            fact.isMinor = true;
            break;
        case Committed:
            fact.text = tr("committed");
            break;
        case Pending:
            fact.text = tr("unfinished");
            fact.meaning = Tone::Warning;
            break;
        case Undecided:
            fact.text = tr("undecided");
            fact.meaning = Tone::Warning;
            break;
        case RolledBack:
            fact.text = tr("rolled back");
            break;
        }
        if (inspection.txId)
            fact.details = QString::fromStdString(*inspection.txId);
        return fact;
    }

    static RecordFact users(const datastore::EntryInfo& info)
    {
        QStringList ids;
        for (const std::int64_t id : info.userIds)
            ids << QString::number(id);
        return {QStringLiteral("users"),
                tr("User ids"),
                ids.isEmpty() ? tr("none") : ids.join(QStringLiteral(", ")),
                {},
                {},
                {},
                ids.isEmpty()};
    }

    static RecordFact attributes(const datastore::EntryInfo& info)
    {
        const std::size_t count = info.attributes.size();
        RecordFact fact{QStringLiteral("attributes"), tr("Attributes"), tr("none"), {}, {}, {}};
        fact.isMinor = count == 0;
        if (count > 0) {
            fact.text = visibleText(info.attributes);
            fact.details =
                QString::fromStdString(datastore::visibleJson(json::printPretty(info.attributes)));
        }
        return fact;
    }

    static RecordFact version(const datastore::EntryInfo& info)
    {
        const QString id = QString::fromStdString(info.version);
        return {QStringLiteral("version"),
                tr("Version"),
                id.isEmpty() ? tr("unknown") : id,
                id,
                {},
                {},
                true};
    }

    static RecordFact time(const QString& id, const QString& caption, datastore::Time at)
    {
        const auto moment =
            QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), QTimeZone::UTC);
        return {id,
                caption,
                QLocale().toString(moment, RecordFacts::tr("d MMM yyyy, HH:mm", "a date format")),
                moment.toString(Qt::ISODateWithMs),
                {},
                {}};
    }

    static std::vector<RecordFact> all(const store::Inspection& inspection)
    {
        std::vector<RecordFact> facts;
        if (inspection.data)
            facts.push_back(size(inspection.dataSize, inspection.shardCount > 0));
        else if (inspection.entry)
            facts.push_back(size(inspection.entry->size, false));
        if (inspection.record) {
            facts.push_back(shards(inspection));
            facts.push_back(migrations(*inspection.record));
            facts.push_back(transaction(inspection));
        }
        if (inspection.entry) {
            const datastore::EntryInfo& info = inspection.entry->info;
            facts.push_back(users(info));
            facts.push_back(attributes(info));
            facts.push_back(time(QStringLiteral("updated"), tr("Updated (UTC)"), info.updatedTime));
            facts.push_back(time(QStringLiteral("created"), tr("Created (UTC)"), info.createdTime));
            facts.push_back(version(info));
        }
        return facts;
    }
};

} // namespace

std::vector<RecordFact> factsOf(const store::Inspection& inspection)
{
    return RecordFacts::all(inspection);
}

RecordFact userFact(std::int64_t id, const QString& name, std::chrono::milliseconds readTime,
                    std::chrono::milliseconds now)
{
    const QString age = ageText(readTime.count(), now.count());
    const QString text = name.isEmpty() ? RecordFacts::tr("no such user") : name;
    const QString details = name.isEmpty()
        ? RecordFacts::tr("There is no user %1. Read %2.").arg(id).arg(age)
        : RecordFacts::tr("The user %1 is called %2. Read %3.").arg(id).arg(name, age);
    return {.id = QStringLiteral("user"),
            .caption = RecordFacts::tr("User"),
            .text = text,
            .details = details,
            .share = {},
            .meaning = {}};
}

RecordFact sizeFact(std::size_t bytes, bool isSharded)
{
    return RecordFacts::size(bytes, isSharded);
}

} // namespace plectrum::documents
