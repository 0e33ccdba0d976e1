// SPDX-License-Identifier: MIT
#include "mock/archive_reader.h"

#include "datastore/data_store_limits.h"
#include "json/pointer.h"
#include "mock/hash_map_limits.h"

#include <set>
#include <stdexcept>

namespace plectrum::mock {

using datastore::Error;
using datastore::ErrorKind;
using json::Pointer;
using json::Value;

namespace {

constexpr int formatVersion = 1;

[[noreturn]] void fail(const Pointer& pointer, const std::string& what)
{
    throw archiveError(ErrorKind::Malformed, pointer.toString(), what);
}

/// Runs a check of the service and says where it failed.
template <typename Check>
auto checked(const Pointer& pointer, Check check)
{
    try {
        return check();
    } catch (const Error& error) {
        throw archiveError(error.kind(), pointer.toString(), error.text());
    }
}

const Value& member(const Value& object, const Pointer& pointer, std::string_view name)
{
    if (!object.isObject())
        fail(pointer, "must be an object");
    const Value* found = object.find(name);
    if (!found)
        fail(pointer, "has no member \"" + std::string(name) + "\"");
    return *found;
}

const Value& list(const Value& object, const Pointer& pointer, std::string_view name)
{
    const Value& found = member(object, pointer, name);
    if (!found.isArray())
        fail(pointer / name, "must be an array");
    return found;
}

std::string text(const Value& value, const Pointer& pointer)
{
    if (!value.isString())
        fail(pointer, "must be a string");
    return std::string(value.toString());
}

std::string textMember(const Value& object, const Pointer& pointer, std::string_view name)
{
    return text(member(object, pointer, name), pointer / name);
}

Time time(const Value& value, const Pointer& pointer)
{
    try {
        return async::fromRfc3339(text(value, pointer));
    } catch (const std::invalid_argument& error) {
        fail(pointer, error.what());
    }
}

std::optional<Time> optionalTime(const Value& object, const Pointer& pointer, std::string_view name)
{
    const Value* found = object.find(name);
    return found ? std::optional(time(*found, pointer / name)) : std::nullopt;
}

std::vector<std::int64_t> userIds(const Value& version, const Pointer& pointer)
{
    std::vector<std::int64_t> ids;
    const Value* found = version.find("userIds");
    if (!found)
        return ids;
    const auto at = pointer / "userIds";
    if (!found->isArray())
        fail(at, "must be an array of whole numbers");
    found->forEachElement([&](const Value& id) {
        if (!id.isInteger())
            fail(at / ids.size(), "must be a whole number");
        ids.push_back(id.toInteger());
    });
    checked(at, [&] { datastore::checkUserIds(ids); });
    return ids;
}

Value attributes(const Value& version, const Pointer& pointer)
{
    const Value* found = version.find("attributes");
    if (!found)
        return Value::object();
    checked(pointer / "attributes", [&] { datastore::checkAttributes(*found); });
    return *found;
}

void readValue(Version& version, const Value& value, const Pointer& pointer)
{
    version.size = std::uint32_t(checked(pointer, [&] { return datastore::checkValue(value); }));
    version.value = value;
}

/// One version, after `previous` (nullptr for the first).
Version readVersion(const Value& source, const Pointer& pointer, const Version* previous)
{
    Version version;
    version.time = time(member(source, pointer, "createdTime"), pointer / "createdTime");
    if (previous && version.time < previous->time)
        fail(pointer / "createdTime", "is before that of the version before");
    const Value* deleted = source.find("deleted");
    if (deleted && !deleted->isBool())
        fail(pointer / "deleted", "must be true or false");
    version.isDeleted = deleted && deleted->toBool();
    if (!version.isDeleted)
        readValue(version, member(source, pointer, "value"), pointer / "value");
    version.setTags(userIds(source, pointer), attributes(source, pointer));
    const bool isFirst = !previous || previous->isDeleted;
    version.entryCreated = optionalTime(source, pointer, "entryCreatedTime")
                               .value_or(isFirst ? version.time : previous->entryCreated);
    version.superseded = optionalTime(source, pointer, "supersededTime").value_or(Version::never);
    version.counter = previous ? previous->counter + 1 : 1;
    if (const Value* id = source.find("version"))
        version.setId(text(*id, pointer / "version"));
    return version;
}

std::vector<Version> readVersions(const Value& entry, const Pointer& pointer)
{
    const Value& sources = list(entry, pointer, "versions");
    const auto at = pointer / "versions";
    if (sources.size() == 0)
        fail(at, "is empty");
    std::vector<Version> versions;
    std::set<std::string> ids;
    sources.forEachElement([&](const Value& source) {
        const auto index = versions.size();
        auto version =
            readVersion(source, at / index, versions.empty() ? nullptr : &versions.back());
        if (!ids.insert(version.id()).second)
            fail(at / index, "has the id of another version");
        if (!versions.empty() && versions.back().superseded == Version::never)
            versions.back().superseded = version.time;
        versions.push_back(std::move(version));
    });
    versions.back().superseded = Version::never;
    return versions;
}

ArchivedStore readStore(const Value& source, const Pointer& pointer)
{
    ArchivedStore store;
    store.name = textMember(source, pointer, "name");
    checked(pointer / "name", [&] { datastore::checkDataStoreName(store.name); });
    store.scope = source.find("scope") ? textMember(source, pointer, "scope") : "global";
    checked(pointer / "scope", [&] { datastore::checkScope(store.scope); });
    store.created = optionalTime(source, pointer, "createdTime");
    std::set<std::string> keys;
    const auto at = pointer / "entries";
    list(source, pointer, "entries").forEachElement([&](const Value& entry) {
        const auto here = at / store.entries.size();
        const auto key = textMember(entry, here, "key");
        checked(here / "key", [&] { datastore::checkKey(key); });
        if (!keys.insert(key).second)
            fail(here / "key", "stands twice in this data store");
        store.entries.push_back({here.toString(), key, readVersions(entry, here), false});
    });
    return store;
}

void readHashMap(const Value& source, const Pointer& pointer, std::vector<ArchivedItem>& items)
{
    const auto name = textMember(source, pointer, "name");
    if (name.empty())
        fail(pointer / "name", "is empty");
    const auto at = pointer / "items";
    std::set<std::string> keys;
    std::size_t index = 0;
    list(source, pointer, "items").forEachElement([&](const Value& item) {
        const auto here = at / index++;
        ArchivedItem read{name, textMember(item, here, "key"), {}};
        checked(here / "key", [&] { checkHashMapKey(read.key); });
        if (!keys.insert(read.key).second)
            fail(here / "key", "stands twice in this hash map");
        read.item.value = member(item, here, "value");
        checked(here / "value", [&] { checkHashMapValue(read.item.value); });
        read.item.expires = time(member(item, here, "expires"), here / "expires");
        items.push_back(std::move(read));
    });
}

Archive readFull(const Value& root)
{
    const Pointer top;
    if (root["format"].toString() != "plectrum-universe")
        fail(top / "format", "is not \"plectrum-universe\"");
    const Value& version = member(root, top, "version");
    if (!version.isInteger() || version.toInteger() < 1)
        fail(top / "version", "must be a whole number from 1");
    if (version.toInteger() > formatVersion)
        fail(top / "version",
             "is newer than this program: it reads up to " + std::to_string(formatVersion));
    Archive archive;
    std::set<std::pair<std::string, std::string>> names;
    list(root, top, "dataStores").forEachElement([&](const Value& source) {
        const auto here = top / "dataStores" / archive.stores.size();
        auto store = readStore(source, here);
        if (!names.emplace(store.name, store.scope).second)
            fail(here, "stands twice: a data store of this name and scope came before");
        archive.stores.push_back(std::move(store));
    });
    if (root.find("hashMaps")) {
        std::set<std::string> maps;
        std::size_t index = 0;
        list(root, top, "hashMaps").forEachElement([&](const Value& source) {
            const auto here = top / "hashMaps" / index++;
            readHashMap(source, here, archive.items);
            if (!maps.insert(textMember(source, here, "name")).second)
                fail(here, "stands twice: a hash map of this name came before");
        });
    }
    return archive;
}

Archive readShort(const Value& root)
{
    Archive archive;
    root.forEachMember([&](std::string_view name, const Value& contents) {
        const auto here = Pointer() / name;
        ArchivedStore store{std::string(name), "global", {}, {}};
        checked(here, [&] { datastore::checkDataStoreName(store.name); });
        if (!contents.isObject())
            fail(here, "must be an object of keys and values");
        contents.forEachMember([&](std::string_view key, const Value& value) {
            const auto at = here / key;
            checked(at, [&] { datastore::checkKey(key); });
            Version version;
            readValue(version, value, at);
            store.entries.push_back({at.toString(), std::string(key), {std::move(version)}, true});
        });
        archive.stores.push_back(std::move(store));
    });
    return archive;
}

} // namespace

Error archiveError(ErrorKind kind, const std::string& pointer, const std::string& what)
{
    return Error(kind, (pointer.empty() ? "/" : pointer) + ": " + what);
}

Archive readArchive(const Value& root)
{
    if (!root.isObject())
        fail({}, "must be an object");
    const Value* format = root.find("format");
    return format && format->isString() ? readFull(root) : readShort(root);
}

} // namespace plectrum::mock
