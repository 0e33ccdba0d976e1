// SPDX-License-Identifier: MIT
// Which record of which universe: what drafts and entries are about.
#pragma once

#include <compare>
#include <string>

namespace plectrum::journal {

struct RecordAddress
{
    enum class Kind
    {
        Lyra,
        Plain
    };
    std::string
        universe{}; ///< a universe's lasting id: its file's path, or its number in the cloud
    Kind kind = Kind::Lyra;
    std::string store{}; ///< the Lyra NAME, or the data store; empty for a whole universe
    std::string scope = "global";
    std::string key{}; ///< empty for a whole universe

    friend auto operator<=>(const RecordAddress&, const RecordAddress&) = default;
};

} // namespace plectrum::journal
