// SPDX-License-Identifier: MIT
#include "json/edited_text.h"

#include "json/align.h"
#include "json/parser.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace plectrum::json {

namespace {

/// More insertions and removals than that in one array are not looked for one by one.
constexpr std::size_t longestScript = 512;

constexpr std::string_view spaces = " \t\r\n";

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    const std::size_t first = std::min(text.find_first_not_of(spaces), text.size());
    const std::size_t last = text.find_last_not_of(spaces);
    return last == std::string_view::npos ? std::string_view()
                                          : text.substr(first, last + 1 - first);
}

/// Behind the string that begins at `at`.
std::size_t endOfString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size(); ++at)
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    return text.size();
}

std::size_t endOfContainer(std::string_view text, std::size_t at)
{
    for (std::size_t depth = 0; at < text.size();) {
        const char letter = text[at];
        if (letter == '"') {
            at = endOfString(text, at);
            continue;
        }
        ++at;
        if (letter == '{' || letter == '[')
            ++depth;
        else if ((letter == '}' || letter == ']') && --depth == 0)
            return at;
    }
    return text.size();
}

/// Behind the value that begins at `at`.
std::size_t endOfValue(std::string_view text, std::size_t at)
{
    if (at >= text.size())
        return text.size();
    if (text[at] == '"')
        return endOfString(text, at);
    if (text[at] == '{' || text[at] == '[')
        return endOfContainer(text, at);
    return std::min(text.find_first_of(",]} \t\r\n", at), text.size());
}

struct Part
{
    std::string name; ///< of a member
    std::string_view text;
};

std::string nameOf(std::string_view text)
{
    const auto name = parse(text);
    return name ? std::string(name->toString()) : std::string();
}

/// What stands in a container, in the order of the text.
std::vector<Part> partsOf(std::string_view text)
{
    constexpr std::string_view between = " \t\r\n,:";
    std::vector<Part> parts;
    const bool isObject = text.starts_with('{');
    std::size_t at = 1;
    const auto skip = [&] { at = std::min(text.find_first_not_of(between, at), text.size()); };
    for (skip(); at + 1 < text.size(); skip()) {
        Part part;
        if (isObject) {
            const std::size_t end = endOfString(text, at);
            part.name = nameOf(text.substr(at, end - at));
            at = end;
            skip();
        }
        const std::size_t end = endOfValue(text, at);
        part.text = text.substr(at, end - at);
        at = end;
        parts.push_back(std::move(part));
    }
    return parts;
}

std::vector<std::uint64_t> hashesOf(const std::vector<Part>& parts)
{
    std::vector<std::uint64_t> hashes;
    for (const Part& part : parts)
        hashes.push_back(std::hash<std::string_view>()(part.text));
    return hashes;
}

Value adopted(const ValueText& before, const ValueText& after);

/// The members of `after`, each with its part of `before`, where it has one.
class Members
{
public:
    Members(const ValueText& before, const ValueText& after)
        : m_before(before)
        , m_after(after)
        , m_partsBefore(partsOf(before.text))
        , m_partsAfter(partsOf(after.text))
    {
        for (const Part& part : m_partsBefore)
            m_byName.emplace(part.name, part.text);
    }

    Value value()
    {
        noteRenamed();
        Value::Members members;
        bool isSame = m_partsAfter.size() == m_before.value.size();
        for (const Part& part : m_partsAfter) {
            Value member = memberOf(part);
            const Value* old = m_before.value.find(part.name);
            isSame = isSame && old && old->type() == member.type() && old->isSameNode(member);
            members.emplace_back(part.name, std::move(member));
        }
        return isSame ? m_before.value : Value::object(std::move(members));
    }

private:
    /// Parts that stand under no name of the other side may have been given another name.
    void noteRenamed()
    {
        for (const Part& part : m_partsBefore)
            if (!m_after.value.find(part.name))
                m_gone.emplace(part.text, part.name);
    }

    Value memberOf(const Part& part)
    {
        const Value& typed = m_after.value[part.name];
        if (const auto text = m_byName.find(part.name); text != m_byName.end())
            return adopted({m_before.value[part.name], text->second}, {typed, part.text});
        if (const auto gone = m_gone.find(part.text); gone != m_gone.end()) {
            const Value old = m_before.value[gone->second];
            m_gone.erase(gone);
            return old;
        }
        return typed;
    }

    const ValueText& m_before;
    const ValueText& m_after;
    std::vector<Part> m_partsBefore;
    std::vector<Part> m_partsAfter;
    std::map<std::string, std::string_view> m_byName;
    std::multimap<std::string_view, std::string> m_gone; ///< name by text
};

class Elements
{
public:
    Elements(const ValueText& before, const ValueText& after)
        : m_before(before)
        , m_after(after)
        , m_partsBefore(partsOf(before.text))
        , m_partsAfter(partsOf(after.text))
    {
    }

    Value value()
    {
        if (m_partsBefore.size() != m_before.value.size()
            || m_partsAfter.size() != m_after.value.size())
            return m_after.value; // not texts of these values
        auto matches = align(hashesOf(m_partsBefore), hashesOf(m_partsAfter), longestScript)
                           .value_or(std::vector<Match>());
        matches.push_back({m_partsBefore.size(), m_partsAfter.size(), 0});
        std::size_t before = 0;
        std::size_t after = 0;
        for (const Match& match : matches) {
            addBetween({before, match.before}, {after, match.after});
            for (std::size_t i = 0; i < match.count; ++i)
                add(match.before + i, match.after + i);
            before = match.before + match.count;
            after = match.after + match.count;
        }
        return m_isSame ? m_before.value : Value::array(std::move(m_elements));
    }

private:
    struct Run
    {
        std::size_t from;
        std::size_t to;
    };

    /// As many on both sides were edited in place; else nobody can tell which is which.
    void addBetween(Run before, Run after)
    {
        const bool isInPlace = before.to - before.from == after.to - after.from;
        m_isSame = m_isSame && isInPlace;
        for (std::size_t i = after.from; i < after.to; ++i)
            if (isInPlace)
                add(before.from + (i - after.from), i);
            else
                m_elements.push_back(m_after.value.at(i));
    }

    void add(std::size_t before, std::size_t after)
    {
        const Value& old = m_before.value.at(before);
        Value element = adopted({old, m_partsBefore[before].text},
                                {m_after.value.at(after), m_partsAfter[after].text});
        m_isSame = m_isSame && old.type() == element.type() && old.isSameNode(element);
        m_elements.push_back(std::move(element));
    }

    const ValueText& m_before;
    const ValueText& m_after;
    std::vector<Part> m_partsBefore;
    std::vector<Part> m_partsAfter;
    std::vector<Value> m_elements;
    bool m_isSame = true;
};

Value adopted(const ValueText& before, const ValueText& after)
{
    if (before.text == after.text)
        return before.value;
    if (before.value.isObject() && after.value.isObject())
        return Members(before, after).value();
    if (before.value.isArray() && after.value.isArray())
        return Elements(before, after).value();
    return after.value;
}

} // namespace

Value applyEdited(const ValueText& before, const ValueText& after)
{
    return adopted({before.value, trimmed(before.text)}, {after.value, trimmed(after.text)});
}

} // namespace plectrum::json
