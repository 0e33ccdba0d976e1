// SPDX-License-Identifier: MIT
// What was edited and is not saved yet, on disk as it is made: each keep() survives the end of the
// process by whatever cause. Each running Plectrum has its own drafts; those of one that has ended
// are taken over by the first that asks for them. Drafts that are to be written together or not at
// all are a group: kept, found and dropped as one. Failures throw journal::Error.
#pragma once

#include "async/clock.h"
#include "journal/record_address.h"
#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plectrum::journal {

class Database;

/// What a draft is made from.
struct DraftBase
{
    std::optional<json::Value> data{}; ///< nullopt: there was no data at the key
    std::string version{}; ///< of the entry that held it; empty when there was none, or unknown
    async::Time time{}; ///< when that version was written; the epoch when unknown
};

struct Draft
{
    RecordAddress address{};
    DraftBase base{};
    json::Value value{};
    async::Time made{};
    async::Time changed{};
    std::size_t edits = 0; ///< steps that it is kept as
    /// Kept by an older Plectrum, which did not note what belongs to one transaction: it may.
    bool isGroupUnknown = false;

    bool isChanged() const { return !base.data || *base.data != value; }
};

/// One draft of a group as it is kept.
struct GroupPart
{
    RecordAddress address{};
    DraftBase base{};
    json::Value value{};
};

/// All drafts of a group, or none: one that cannot be read whole is not given at all.
struct DraftGroup
{
    std::string id{};
    std::vector<Draft> parts{};
};

struct FoundDrafts
{
    std::vector<Draft> drafts; ///< one for each place, the one changed last
    std::vector<DraftGroup> groups;
    std::size_t older = 0; ///< others of the same places; found again when those are dropped
    std::size_t unreadable = 0; ///< left as they are
};

class Drafts
{
public:
    /// The database must outlive it.
    explicit Drafts(Database& database);

    /// Keeps the value as the draft of this place. Costs what the edit costs while `base.data` and
    /// most of `value` are the nodes of the last call, so pass the same values on.
    void keep(const RecordAddress& address, const DraftBase& base, const json::Value& value);
    /// Forgets the draft of this place; for one that is saved or thrown away. Older ones that a
    /// crashed Plectrum left stay.
    void drop(const RecordAddress& address);
    /// The draft of this place that this Plectrum keeps; nullopt when there is none.
    std::optional<Draft> kept(const RecordAddress& address);

    /// A name for drafts that belong together; they may be of places that have drafts of their own.
    std::string newGroup();
    /// Keeps these drafts as all of the group, at once: a crash finds those of one call.
    void keepGroup(const std::string& group, const std::vector<GroupPart>& parts);
    void dropGroup(const std::string& group);

    /// Takes over what ended Plectrums have left of this universe, and gives all drafts of it that
    /// are this Plectrum's now. keep() and drop() go on with them.
    FoundDrafts recover(const std::string& universe);

private:
    struct Open
    {
        std::int64_t id = 0;
        std::optional<json::Value> base;
        json::Value value;
        std::int64_t nextStep = 0;
        std::int64_t stepsToCompact = 0;
    };
    struct Row;
    /// The group, empty for a record's own draft, and the place.
    using Name = std::pair<std::string, RecordAddress>;

    void keepAll(const std::string& group, const std::vector<GroupPart>& parts);
    bool isKept(const std::string& group, const GroupPart& part) const;
    std::vector<Name> othersOf(const std::string& group, const std::vector<GroupPart>& parts) const;
    Open begin(const std::string& group, const GroupPart& part);
    void addStep(Open& open, const json::Value& value);
    void compact(Open& open);
    void insertStep(std::int64_t draft, std::int64_t number, const std::string& text);
    void remove(std::int64_t draft);
    void claim(const std::string& universe);
    std::vector<Row> rowsOf(const std::string& universe);
    bool readSteps(Row& row);
    void goOnWith(const Row& row);
    void addPlain(FoundDrafts& found, std::vector<Row> rows);
    void addGroups(FoundDrafts& found, std::vector<Row> rows);

    Database& m_database;
    std::map<Name, Open> m_open;
};

} // namespace plectrum::journal
