// SPDX-License-Identifier: MIT
// Why the data of a Lyra record cannot be had: a fact with its place, found by the codecs and by
// the reader of shards, shown by the screens.
#pragma once

#include <string>

namespace plectrum::store {

enum class DamageKind
{
    WrongShape, ///< a member is missing or has the wrong type; `pointer` names it
    MissingShard, ///< `text` names the shard and its index
    BadBase64,
    BadZstd,
    BadJson, ///< the file's text is not JSON
    BadPatch, ///< the transaction's patch does not apply
    NoPatch, ///< the transaction is committed but has no patch
    InTransaction, ///< not to be written: the key is inside a transaction that is not finished
    NoData, ///< not to be written back: there is no such version, or it holds no data
};

struct Damage
{
    DamageKind kind{};
    std::string pointer; ///< JSON Pointer within the entry, where there is one
    std::string text; ///< Lyra's own error text where it has one, else a short English reason

    friend bool operator==(const Damage&, const Damage&) = default;
};

} // namespace plectrum::store
