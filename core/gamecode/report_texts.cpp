// SPDX-License-Identifier: MIT
#include "gamecode/report_texts.h"

#include "datastore/visible_text.h"
#include "json/printer.h"
#include "json/utf8.h"

#include <algorithm>
#include <array>
#include <format>

namespace plectrum::gamecode {

std::string_view nameOf(ChangeClass kind)
{
    constexpr std::array<std::string_view, changeClassCount> names{
        "mapToList",    "listToMap",         "nullToAbsent",
        "absentToNull", "integerToFraction", "numberKeysToTexts"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view sentenceOf(ChangeClass kind)
{
    constexpr std::array<std::string_view, changeClassCount> sentences{
        "an empty map turned list", "an empty list turned map",       "null turned absent",
        "absent turned null",       "a whole number turned fraction", "number keys turned texts"};
    return sentences.at(static_cast<std::size_t>(kind));
}

std::string_view nameOf(SkipReason reason)
{
    constexpr std::array<std::string_view, skipReasonCount> names{"notLyra", "damaged", "noData",
                                                                  "absent", "unreadable"};
    return names.at(static_cast<std::size_t>(reason));
}

std::string_view sentenceOf(SkipReason reason)
{
    constexpr std::array<std::string_view, skipReasonCount> sentences{
        "not in Lyra's format", "damaged", "without data", "not there", "not given by the service"};
    return sentences.at(static_cast<std::size_t>(reason));
}

std::string_view nameOf(HistoryProblem problem)
{
    constexpr std::array<std::string_view, 5> names{"removed", "newerCode", "reordered", "inserted",
                                                    "changed"};
    return names.at(static_cast<std::size_t>(problem));
}

std::string_view nameOf(StepOutcome outcome)
{
    constexpr std::array<std::string_view, 4> names{"alreadyApplied", "applied", "failed",
                                                    "notReached"};
    return names.at(static_cast<std::size_t>(outcome));
}

std::string sentenceOf(const HistoryWarning& warning)
{
    const std::string step = asUtf8(warning.step);
    const std::string other = asUtf8(warning.other);
    switch (warning.problem) {
    case HistoryProblem::Removed:
        return std::format("the step {} was removed: records have applied it before steps of this "
                           "code",
                           step);
    case HistoryProblem::NewerCode:
        return std::format("records were migrated by newer code: they have the step {}, which this "
                           "code does not know, behind all of its own (or it was the last step and "
                           "was removed)",
                           step);
    case HistoryProblem::Reordered:
        return std::format("the order was changed: records have applied {} before {}, which now "
                           "stands before it",
                           step, other);
    case HistoryProblem::Inserted:
        return std::format("the step {} was inserted: records have applied {}, which stands behind "
                           "it, but not this one",
                           step, other);
    case HistoryProblem::Changed:
        break;
    }
    return std::format("the step {} was changed after it was published: records have applied it "
                       "but lack {}, which it adds now",
                       step, other);
}

std::string sentenceOf(const luau::Failure& failure)
{
    std::string text;
    if (!failure.script.empty())
        text = failure.line > 0 ? std::format("{}:{}: ", failure.script, failure.line)
                                : failure.script + ": ";
    text += failure.text;
    if (!failure.pointer.empty())
        text += " (at " + failure.pointer + ")";
    return asUtf8(text);
}

std::string grouped(std::uint64_t number)
{
    std::string text = std::to_string(number);
    for (auto at = std::ptrdiff_t(text.size()) - 3; at > 0; at -= 3)
        text.insert(std::size_t(at), 1, ',');
    return text;
}

std::string plainTime(std::chrono::nanoseconds time)
{
    return std::format("{:.1f} ms", std::chrono::duration<double, std::milli>(time).count());
}

std::string listed(const std::vector<std::string>& keys, std::size_t all, std::size_t most)
{
    std::string text;
    const std::size_t shown = std::min(most, keys.size());
    for (std::size_t i = 0; i < shown; ++i)
        text += (i == 0 ? "" : ", ") + datastore::visibleText(keys[i]);
    if (all > shown)
        text += std::format("{}and {} more", shown == 0 ? "" : ", ", grouped(all - shown));
    return text;
}

std::string asUtf8(std::string_view text)
{
    return json::utf8::isValid(text) ? std::string(text) : datastore::visibleLines(text);
}

std::string escapedXml(std::string_view text)
{
    const std::string visible = datastore::visibleLines(text);
    std::string escaped;
    for (const char letter : visible) {
        switch (letter) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&#39;";
            break;
        default:
            escaped += letter;
        }
    }
    return escaped;
}

std::string shortJson(const json::Value& value, std::size_t width)
{
    std::string text = json::print(value);
    if (text.size() <= width)
        return text;
    std::size_t end = width;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end; // not inside a character
    return text.substr(0, end) + " ...";
}

} // namespace plectrum::gamecode
