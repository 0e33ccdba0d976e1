// SPDX-License-Identifier: MIT
// How deep the data of a key may be nested, so that its entry keeps the limit of a data store.
#pragma once

#include "json/depth.h"
#include "store/key_address.h"

namespace plectrum::store {

/// Levels of a record around its transaction's info: the record and its file.
inline constexpr int levelsAroundTxInfo = 2;
/// Levels of a record around its data.
inline constexpr int levelsAroundData = levelsAroundTxInfo + 1;

constexpr int maximumDataDepth(KeyAddress::Kind kind)
{
    return kind == KeyAddress::Kind::Lyra ? json::maximumDepth - levelsAroundData
                                          : json::maximumDepth;
}

} // namespace plectrum::store
