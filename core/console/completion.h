// SPDX-License-Identifier: MIT
// What could stand at the cursor of a console's input: names of the API, of stores, of loaded and
// listed keys, of what earlier inputs have set. Plain functions over text.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plectrum::console {

/// What is known beside the API.
struct KnownNames
{
    std::vector<std::string> stores{};
    std::map<std::string, std::vector<std::string>> keys{}; ///< by store
    std::string boundStore{}; ///< what `store` is; empty: nothing
    std::vector<std::pair<std::string, std::string>> globals{}; ///< name and type
};

struct Candidate
{
    enum class Kind
    {
        Keyword,
        Variable,
        Function,
        Store,
        Key,
    };
    std::string text; ///< what would stand there
    std::string detail{}; ///< parameters, or a type
    std::string summary{};
    Kind kind = Kind::Variable;

    friend bool operator==(const Candidate&, const Candidate&) = default;
};

struct Completion
{
    std::size_t begin = 0; ///< where the text that is replaced begins; it ends at the cursor
    std::vector<Candidate> candidates{};
};

/// `cursor`: bytes before it. No candidates within comments and in texts that name no key or store.
Completion complete(std::string_view text, std::size_t cursor, const KnownNames& known);

/// Whether a text can be run as it stands, or more must follow: an open block, bracket or text.
bool isComplete(std::string_view text);

} // namespace plectrum::console
