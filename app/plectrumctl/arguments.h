// SPDX-License-Identifier: MIT
// The words of a command line, sorted into operands and options. Options may stand anywhere; "--"
// ends them; a value follows its option, or stands behind "=" in the same word.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::ctl {

struct Option
{
    std::string_view name; ///< with its dashes: "--prefix"
    std::string_view value; ///< what its value is called in the help; empty for a switch
    std::string_view help;
    std::string_view letter = {}; ///< a short form, with its dash
    bool isRepeatable = false; ///< may stand more than once, with a value each
};

class Arguments
{
public:
    /// Throws Failure (Usage) for an option that is not among `known`, stands twice, or lacks its
    /// value.
    static Arguments parse(std::span<const std::string> words, std::span<const Option> known);

    const std::vector<std::string>& operands() const { return m_operands; }
    void dropOperands(std::size_t count);
    bool has(std::string_view option) const;
    std::optional<std::string> value(std::string_view option) const;
    /// All values of an option that may be repeated, in their order.
    std::vector<std::string> values(std::string_view option) const;
    /// A whole number from 0 to `most`; throws Failure (Usage) for anything else.
    std::optional<int> number(std::string_view option, int most) const;

private:
    std::vector<std::string> m_operands;
    std::map<std::string, std::vector<std::string>, std::less<>> m_options;
};

} // namespace plectrum::ctl
