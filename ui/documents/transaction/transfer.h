// SPDX-License-Identifier: MIT
// A sub-tree on its way from one value to another, or to another place of the same: moved, copied
// or swapped. Nothing is ever overwritten: a name that is taken gets a number.
#pragma once

#include "json/pointer.h"
#include "json/value.h"

#include <expected>

namespace plectrum::documents {

enum class TransferKind
{
    Move,
    Copy,
    Swap
};

enum class TransferRefusal
{
    NoSuchPlace,
    WholeData, ///< the data itself cannot be taken away
    IntoItself, ///< one place is inside the other
};

struct TransferEnd
{
    json::Value root;
    json::Pointer pointer;
};

/// Both roots as they are afterwards; with `isSameRoot` both are the same value.
struct Transferred
{
    json::Value from;
    json::Value to;
};

/// Move and Copy put the value into the container at `to.place`, or beside what stands there when
/// that holds nothing.
std::expected<Transferred, TransferRefusal> transfer(TransferKind kind, const TransferEnd& from,
                                                     const TransferEnd& to, bool isSameRoot);

} // namespace plectrum::documents
