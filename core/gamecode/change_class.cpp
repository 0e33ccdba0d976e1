// SPDX-License-Identifier: MIT
#include "gamecode/change_class.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace plectrum::gamecode {

namespace {

using json::Type;
using json::Value;

/// As the bridge writes the text of a number: "7", "-3", "0.5".
bool isNumberText(std::string_view name)
{
    if (name.empty())
        return false;
    const std::string_view digits = name.front() == '-' ? name.substr(1) : name;
    return !digits.empty() && digits.front() >= '0' && digits.front() <= '9'
        && std::ranges::all_of(digits, [](char letter) {
               return (letter >= '0' && letter <= '9') || letter == '.' || letter == 'e'
                   || letter == '+' || letter == '-';
           });
}

bool hasNumberName(const Value& value)
{
    bool found = false;
    value.forEachMember(
        [&found](std::string_view name, const Value&) { found = found || isNumberText(name); });
    return found;
}

bool isWhole(const Value& number)
{
    return number.isInteger() || !number.digits().empty()
        || std::trunc(number.toDouble()) == number.toDouble();
}

class ChangeClassifier
{
public:
    ChangeClassifier(bool keysChanged, std::size_t samples)
        : m_keysChanged(keysChanged)
        , m_samples(samples)
    {
    }

    void compare(const Value& before, const Value& after)
    {
        if (before.isSameNode(after))
            return;
        if (noteNumberKeys(before, after))
            return;
        if (before.isObject() && after.isObject())
            compareObjects(before, after);
        else if (before.isArray() && after.isArray())
            compareArrays(before, after);
        else if (before.isContainer() && after.isContainer())
            compareKinds(before, after);
        else if (before.isNumber() && after.isNumber() && isWhole(before) && !isWhole(after))
            note(ChangeClass::IntegerToFraction);
        else if (!before.isContainer())
            lookInside(after);
    }

    ClassifiedChanges take() { return std::move(m_found); }

private:
    void note(ChangeClass kind)
    {
        if (m_found.places[static_cast<std::size_t>(kind)]++ < m_samples)
            m_found.first.push_back({kind, json::Pointer(m_path)});
    }

    /// Whether they were found here; then nothing more is to be said of this container's kind.
    bool noteNumberKeys(const Value& before, const Value& after)
    {
        if (!m_keysChanged || !after.isObject() || !hasNumberName(after) || hasNumberName(before))
            return false;
        note(ChangeClass::NumberKeysToTexts);
        if (before.isObject())
            compareObjects(before, after);
        return true;
    }

    void compareKinds(const Value& before, const Value& after)
    {
        if (before.size() == 0 || after.size() == 0)
            note(after.isArray() ? ChangeClass::MapToList : ChangeClass::ListToMap);
        lookInside(after);
    }

    void compareObjects(const Value& before, const Value& after)
    {
        std::size_t left = 0;
        std::size_t right = 0;
        while (left < before.size() || right < after.size()) {
            const std::string_view leftName = before.nameAt(left);
            const std::string_view rightName = after.nameAt(right);
            const bool hasLeft =
                left < before.size() && (right >= after.size() || leftName <= rightName);
            const bool hasRight =
                right < after.size() && (left >= before.size() || rightName <= leftName);
            m_path.emplace_back(hasLeft ? leftName : rightName);
            if (hasLeft && hasRight)
                compare(before.at(left), after.at(right));
            else if (hasLeft && before.at(left).isNull())
                note(ChangeClass::NullToAbsent);
            else if (hasRight)
                compareNew(after.at(right));
            m_path.pop_back();
            left += hasLeft ? 1 : 0;
            right += hasRight ? 1 : 0;
        }
    }

    void compareNew(const Value& after)
    {
        if (after.isNull())
            note(ChangeClass::AbsentToNull);
        else
            lookInside(after);
    }

    void compareArrays(const Value& before, const Value& after)
    {
        if (before.size() == after.size()) {
            for (std::size_t i = 0; i < after.size(); ++i)
                compareElements(before.at(i), after.at(i), i);
            return;
        }
        const std::size_t shorter = std::min(before.size(), after.size());
        std::size_t first = 0;
        while (first < shorter && before.at(first) == after.at(first))
            ++first;
        std::size_t last = 0;
        while (last < shorter - first
               && before.at(before.size() - 1 - last) == after.at(after.size() - 1 - last))
            ++last;
        for (std::size_t i = first; i < after.size() - last; ++i) {
            m_path.push_back(std::to_string(i));
            lookInside(after.at(i));
            m_path.pop_back();
        }
    }

    void compareElements(const Value& before, const Value& after, std::size_t index)
    {
        if (before.isSameNode(after))
            return;
        m_path.push_back(std::to_string(index));
        compare(before, after);
        m_path.pop_back();
    }

    /// Number keys in what was not there before.
    void lookInside(const Value& value)
    {
        if (!m_keysChanged || !value.isContainer())
            return;
        if (value.isObject() && hasNumberName(value))
            note(ChangeClass::NumberKeysToTexts);
        for (std::size_t i = 0; i < value.size(); ++i) {
            m_path.push_back(value.isObject() ? std::string(value.nameAt(i)) : std::to_string(i));
            lookInside(value.at(i));
            m_path.pop_back();
        }
    }

    bool m_keysChanged;
    std::size_t m_samples;
    std::vector<std::string> m_path;
    ClassifiedChanges m_found;
};

} // namespace

ClassifiedChanges classifyChanges(const json::Value& before, const json::Value& after,
                                  bool keysChanged, std::size_t samples)
{
    ChangeClassifier classifier(keysChanged, samples);
    classifier.compare(before, after);
    return classifier.take();
}

} // namespace plectrum::gamecode
