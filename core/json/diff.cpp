// SPDX-License-Identifier: MIT
#include "json/diff.h"

#include "json/align.h"
#include "json/hash.h"
#include "json/sequence.h"

#include <algorithm>
#include <span>
#include <string>

namespace plectrum::json {

namespace {

/// Insertions and removals that one array is searched for before it is compared by index.
constexpr std::size_t alignmentLimit = 512;

/// Whether elements that differ may have been moved by insertions and removals before them: then
/// many side by side differ. Single edits leave equal ones between them.
bool looksShifted(std::span<const std::size_t> different)
{
    constexpr std::size_t fewElements = 64;
    constexpr std::size_t longRun = 4;
    if (different.size() < 2 || different.back() - different.front() < fewElements)
        return different.size() >= 2;
    std::size_t run = 1;
    for (std::size_t i = 1; i < different.size() && run < longRun; ++i)
        run = different[i] == different[i - 1] + 1 ? run + 1 : 1;
    return run >= longRun;
}

class Differ
{
public:
    void compare(const Value& before, const Value& after);
    std::vector<Change> take() { return std::move(m_changes); }

private:
    void compareAt(const std::string& oldToken, const std::string& newToken, const Value& before,
                   const Value& after);
    void compareObjects(const Value& before, const Value& after);
    void compareMembersByName(const Value& before, const Value& after);
    void compareArrays(const Value& before, const Value& after);
    void compareSameSize(const Value& before, const Value& after);
    struct Range
    {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t size() const { return end - begin; }
    };
    void compareRanges(const Value& before, Range old, const Value& after, Range now);
    void comparePositions(const Value& before, Range old, const Value& after, Range now);
    void added(const std::string& token, const Value& value);
    void removed(const std::string& token, const Value& value);

    std::vector<std::string> m_oldPath;
    std::vector<std::string> m_newPath;
    std::vector<Change> m_changes;
};

void Differ::compare(const Value& before, const Value& after)
{
    if (before.isSameNode(after))
        return;
    if (before.isObject() && after.isObject())
        compareObjects(before, after);
    else if (before.isArray() && after.isArray())
        compareArrays(before, after);
    else if (!(before == after))
        m_changes.push_back({ChangeKind::Replaced, Pointer(m_newPath), before, after});
}

void Differ::compareAt(const std::string& oldToken, const std::string& newToken,
                       const Value& before, const Value& after)
{
    if (before.isSameNode(after))
        return;
    m_oldPath.push_back(oldToken);
    m_newPath.push_back(newToken);
    compare(before, after);
    m_oldPath.pop_back();
    m_newPath.pop_back();
}

void Differ::added(const std::string& token, const Value& value)
{
    m_changes.push_back({ChangeKind::Added, Pointer(m_newPath) / token, {}, value});
}

void Differ::removed(const std::string& token, const Value& value)
{
    m_changes.push_back({ChangeKind::Removed, Pointer(m_oldPath) / token, value, {}});
}

void Differ::compareObjects(const Value& before, const Value& after)
{
    const SequenceNode* left = NodeAccess::root(before);
    const SequenceNode* right = NodeAccess::root(after);
    const bool sameNames = left && right && left->size() == right->size()
        && (left->names == right->names || sequence::equal(*left->names, *right->names));
    if (!sameNames) {
        compareMembersByName(before, after);
        return;
    }
    sequence::forEachUnshared(*left, *right,
                              [&](std::size_t index, const Value& a, const Value& b) {
                                  if (!(a == b)) {
                                      const std::string name(before.nameAt(index));
                                      compareAt(name, name, a, b);
                                  }
                                  return true;
                              });
}

void Differ::compareMembersByName(const Value& before, const Value& after)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        const std::string_view oldName = before.nameAt(i);
        const std::string_view newName = after.nameAt(j);
        if (j == after.size() || (i < before.size() && oldName < newName)) {
            removed(std::string(oldName), before.at(i++));
        } else if (i == before.size() || newName < oldName) {
            added(std::string(newName), after.at(j++));
        } else {
            const std::string name(oldName);
            compareAt(name, name, before.at(i++), after.at(j++));
        }
    }
}

void Differ::compareArrays(const Value& before, const Value& after)
{
    if (before.size() == after.size()) {
        compareSameSize(before, after);
        return;
    }
    const SequenceNode* left = NodeAccess::root(before);
    const SequenceNode* right = NodeAccess::root(after);
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t prefix = shorter;
    std::size_t suffix = 0;
    if (left && right) {
        sequence::forEachUnshared(*left, *right,
                                  [&](std::size_t i, const Value& a, const Value& b) {
                                      if (a == b)
                                          return true;
                                      prefix = i;
                                      return false;
                                  });
        suffix = sequence::equalSuffix(*left, *right, shorter - prefix);
    }
    compareRanges(before, {prefix, before.size() - suffix}, after, {prefix, after.size() - suffix});
}

void Differ::compareSameSize(const Value& before, const Value& after)
{
    if (before.size() == 0)
        return;
    std::vector<std::size_t> different;
    sequence::forEachUnshared(*NodeAccess::root(before), *NodeAccess::root(after),
                              [&](std::size_t index, const Value& a, const Value& b) {
                                  if (!(a == b))
                                      different.push_back(index);
                                  return true;
                              });
    if (different.empty())
        return;
    const Range middle{different.front(), different.back() + 1};
    if (looksShifted(different)) {
        compareRanges(before, middle, after, middle);
        return;
    }
    for (const std::size_t index : different) {
        const std::string token = std::to_string(index);
        compareAt(token, token, before.at(index), after.at(index));
    }
}

/// Elements that differ at both ends of the ranges.
void Differ::compareRanges(const Value& before, Range old, const Value& after, Range now)
{
    const auto hashes = [](const Value& array, Range range) {
        std::vector<std::uint64_t> result;
        result.reserve(range.size());
        for (std::size_t i = range.begin; i < range.end; ++i)
            result.push_back(hashOf(array.at(i)));
        return result;
    };
    std::optional<std::vector<Match>> matches;
    if (old.size() > 0 && now.size() > 0)
        matches = align(hashes(before, old), hashes(after, now), alignmentLimit);
    std::size_t oldAt = old.begin;
    std::size_t newAt = now.begin;
    for (const Match& match : matches.value_or(std::vector<Match>())) {
        const std::size_t oldMatch = old.begin + match.before;
        const std::size_t newMatch = now.begin + match.after;
        comparePositions(before, {oldAt, oldMatch}, after, {newAt, newMatch});
        oldAt = oldMatch + match.count;
        newAt = newMatch + match.count;
        // Equal hashes are not quite equal values; equal ones cost little and add nothing.
        comparePositions(before, {oldMatch, oldAt}, after, {newMatch, newAt});
    }
    comparePositions(before, {oldAt, old.end}, after, {newAt, now.end});
}

void Differ::comparePositions(const Value& before, Range old, const Value& after, Range now)
{
    const std::size_t both = std::min(old.size(), now.size());
    for (std::size_t i = 0; i < both; ++i) {
        const Value& a = before.at(old.begin + i);
        const Value& b = after.at(now.begin + i);
        if (!(a == b))
            compareAt(std::to_string(old.begin + i), std::to_string(now.begin + i), a, b);
    }
    for (std::size_t i = old.begin + both; i < old.end; ++i)
        removed(std::to_string(i), before.at(i));
    for (std::size_t i = now.begin + both; i < now.end; ++i)
        added(std::to_string(i), after.at(i));
}

} // namespace

std::vector<Change> diff(const Value& before, const Value& after)
{
    Differ differ;
    differ.compare(before, after);
    return differ.take();
}

} // namespace plectrum::json
