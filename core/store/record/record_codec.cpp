// SPDX-License-Identifier: MIT
#include "store/record/record_codec.h"

#include <utility>
#include <vector>

namespace plectrum::store {

namespace {

std::unexpected<Damage> wrong(std::string pointer, std::string text)
{
    return std::unexpected(Damage{DamageKind::WrongShape, std::move(pointer), std::move(text)});
}

bool isEmptyTable(const json::Value& value)
{
    return value.isContainer() && value.size() == 0;
}

/// The first member that is none of `known`, or nothing.
std::string unknownMember(const json::Value& object, std::initializer_list<std::string_view> known)
{
    std::string found;
    object.forEachMember([&](std::string_view name, const json::Value&) {
        bool isKnown = false;
        for (const auto each : known)
            isKnown = isKnown || each == name;
        if (!isKnown && found.empty())
            found = name;
    });
    return found;
}

std::expected<File, Damage> decodeShardedFile(const json::Value& value, const std::string& pointer)
{
    const json::Value& shard = value["shard"];
    const json::Value& count = value["count"];
    if (!shard.isString() || shard.size() == 0)
        return wrong(pointer + "/shard", "the shard id is not a text");
    const auto number = count.toInteger(-1);
    if (!count.isNumber() || count.toDouble() != static_cast<double>(number) || number < 1)
        return wrong(pointer + "/count", "the number of shards is not a whole number above 0");
    if (number > maximumShardCount)
        return wrong(pointer + "/count", "the number of shards is out of range");
    return ShardedFile{std::string(shard.toString()), number};
}

std::expected<File, Damage> decodeFile(const json::Value& value, const std::string& pointer)
{
    if (!value.isObject())
        return wrong(pointer, "the file is not an object");
    if (const auto name = unknownMember(value, {"data", "shard", "count"}); !name.empty())
        return wrong(pointer, "the file has a member that is not known: " + name);
    const json::Value* data = value.find("data");
    const bool isSharded = value.find("shard") || value.find("count");
    if (data && isSharded)
        return wrong(pointer, "the file has both data and shards");
    if (isSharded)
        return decodeShardedFile(value, pointer);
    if (!data)
        return wrong(pointer, "the file has neither data nor shards");
    return *data;
}

json::Value encodeFile(const File& file)
{
    if (const auto* sharded = std::get_if<ShardedFile>(&file))
        return json::Value::object({{"count", sharded->count}, {"shard", sharded->shard}});
    return json::Value::object({{"data", std::get<json::Value>(file)}});
}

std::expected<std::vector<std::string>, Damage> decodeNames(const json::Value& value,
                                                            const std::string& pointer)
{
    std::vector<std::string> names;
    if (isEmptyTable(value))
        return names;
    if (!value.isArray())
        return wrong(pointer, "the applied migrations are not a list");
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (!value.at(i).isString())
            return wrong(pointer + "/" + std::to_string(i), "a migration's name is not a text");
        names.emplace_back(value.at(i).toString());
    }
    return names;
}

std::expected<std::vector<File>, Damage> decodeFiles(const json::Value& value,
                                                     const std::string& pointer)
{
    std::vector<File> files;
    if (isEmptyTable(value))
        return files;
    if (!value.isArray())
        return wrong(pointer, "the orphaned files are not a list");
    for (std::size_t i = 0; i < value.size(); ++i) {
        auto file = decodeFile(value.at(i), pointer + "/" + std::to_string(i));
        if (!file)
            return std::unexpected(file.error());
        files.push_back(*std::move(file));
    }
    return files;
}

json::Value membersBesideOurs(const json::Value& value)
{
    return value.withoutMember("appliedMigrations")
        .withoutMember("file")
        .withoutMember("orphanedFiles");
}

std::expected<Record, Damage> decodeMembers(const json::Value& value)
{
    Record record;
    auto file = decodeFile(value["file"], "/file");
    if (!file)
        return std::unexpected(file.error());
    record.file = *std::move(file);
    if (const json::Value* names = value.find("appliedMigrations")) {
        auto decoded = decodeNames(*names, "/appliedMigrations");
        if (!decoded)
            return std::unexpected(decoded.error());
        record.appliedMigrations = *std::move(decoded);
    }
    if (const json::Value* orphans = value.find("orphanedFiles")) {
        auto decoded = decodeFiles(*orphans, "/orphanedFiles");
        if (!decoded)
            return std::unexpected(decoded.error());
        record.orphanedFiles = *std::move(decoded);
    }
    record.otherMembers = membersBesideOurs(value);
    return record;
}

} // namespace

std::expected<Record, DecodeError> decodeRecord(const json::Value& value)
{
    if (!value.isObject() || !value.find("file")) {
        const auto* text =
            value.isObject() ? "the entry has no file" : "the entry is not an object";
        return std::unexpected(DecodeError{false, {DamageKind::WrongShape, "", text}});
    }
    auto record = decodeMembers(value);
    if (!record)
        return std::unexpected(DecodeError{true, record.error()});
    return *std::move(record);
}

json::Value encodeRecord(const Record& record)
{
    std::vector<json::Value> orphans;
    for (const File& file : record.orphanedFiles)
        orphans.push_back(encodeFile(file));
    json::Value value = record.otherMembers.withMember("file", encodeFile(record.file))
                            .withMember("orphanedFiles", json::Value::array(std::move(orphans)));
    if (!record.appliedMigrations)
        return value;
    std::vector<json::Value> names(record.appliedMigrations->begin(),
                                   record.appliedMigrations->end());
    return value.withMember("appliedMigrations", json::Value::array(std::move(names)));
}

std::expected<TxInfo, Damage> decodeTxInfo(const json::Value& value, const std::string& pointer)
{
    if (isEmptyTable(value))
        return TxInfo();
    if (!value.isObject())
        return wrong(pointer, "the tx info is not an object");
    if (const auto name = unknownMember(value, {"committedData", "txId", "txPatch"}); !name.empty())
        return wrong(pointer, "the tx info has a member that is not known: " + name);
    TxInfo info;
    if (const json::Value* data = value.find("committedData"); data && !data->isNull())
        info.committedData = *data;
    if (const json::Value* id = value.find("txId")) {
        if (!id->isString() || id->size() == 0)
            return wrong(pointer + "/txId", "the transaction's id is not a text");
        info.txId = std::string(id->toString());
    }
    if (const json::Value* patch = value.find("txPatch")) {
        if (!patch->isArray() && !isEmptyTable(*patch))
            return wrong(pointer + "/txPatch", "the transaction's patch is not a list");
        info.txPatch = patch->isArray() ? *patch : json::Value::array();
    }
    return info;
}

json::Value encodeTxInfo(const TxInfo& info)
{
    json::Value::Members members;
    if (info.committedData)
        members.emplace_back("committedData", *info.committedData);
    if (info.txId)
        members.emplace_back("txId", *info.txId);
    if (info.txPatch)
        members.emplace_back("txPatch", *info.txPatch);
    if (members.empty())
        return json::Value::array();
    return json::Value::object(std::move(members));
}

} // namespace plectrum::store
