// SPDX-License-Identifier: MIT
// A stored value <-> Record and TxInfo. What is not in the format is told with its place, never
// guessed. The format, as the library writes it (tests/interop/data/golden):
//   record   {"appliedMigrations": [NAME...], "file": F, "orphanedFiles": [F...]}
//   F        {"data": T} | {"shard": GUID, "count": n}
//   T        {"committedData"?: D, "txId"?: GUID, "txPatch"?: [OPERATION...]}
// An empty Luau table is written as [], so [] and {} both stand for an empty T or list.
// Members of the record that are none of these are kept; in F and T they are damage, for what they
// would mean for the data is unknown.
#pragma once

#include "json/value.h"
#include "store/record/damage.h"
#include "store/record/record.h"

#include <cstdint>
#include <expected>
#include <string>

namespace plectrum::store {

/// More shards than this (4 GB of text) are taken for damage.
inline constexpr std::int64_t maximumShardCount = 1000;

struct DecodeError
{
    bool isLyra = true; ///< false: not a record at all (no object, or without `file`)
    Damage damage;

    friend bool operator==(const DecodeError&, const DecodeError&) = default;
};

std::expected<Record, DecodeError> decodeRecord(const json::Value& value);
json::Value encodeRecord(const Record& record);

/// `pointer`: where the value stands in the entry, for the damage.
std::expected<TxInfo, Damage> decodeTxInfo(const json::Value& value, const std::string& pointer);
/// The empty tx info becomes [], as the library's JSON does.
json::Value encodeTxInfo(const TxInfo& info);

} // namespace plectrum::store
