// SPDX-License-Identifier: MIT
#include "json/array_merge.h"

#include <algorithm>
#include <list>
#include <map>
#include <utility>

namespace plectrum::json {

namespace {

class Order
{
public:
    Order(const IdentifiedElements& base, const IdentifiedElements& theirs,
          const IdentifiedElements& ours)
        : m_base(base)
        , m_theirs(theirs)
        , m_ours(ours)
    {
    }

    std::optional<std::vector<std::string>> merge() const;

private:
    bool isCommon(const std::string& id) const;
    std::vector<std::string> common(const IdentifiedElements& side) const;
    bool removedWhatTheyChanged() const;
    bool survives(const std::string& id) const;
    std::vector<std::string> woven(const IdentifiedElements& frame,
                                   const IdentifiedElements& other) const;

    const IdentifiedElements& m_base;
    const IdentifiedElements& m_theirs;
    const IdentifiedElements& m_ours;
};

bool Order::isCommon(const std::string& id) const
{
    return m_base.find(id) && m_theirs.find(id) && m_ours.find(id);
}

/// Its elements that all three have.
std::vector<std::string> Order::common(const IdentifiedElements& side) const
{
    std::vector<std::string> ids;
    std::ranges::copy_if(side.ids(), std::back_inserter(ids),
                         [this](const auto& id) { return isCommon(id); });
    return ids;
}

bool Order::removedWhatTheyChanged() const
{
    return std::ranges::any_of(m_base.ids(), [this](const auto& id) {
        const Value* theirs = m_theirs.find(id);
        return theirs && !m_ours.find(id) && !(*theirs == *m_base.find(id));
    });
}

bool Order::survives(const std::string& id) const
{
    const Value* base = m_base.find(id);
    const Value* theirs = m_theirs.find(id);
    const Value* ours = m_ours.find(id);
    if (!base || (theirs && ours))
        return theirs || ours;
    return ours && !(*ours == *base);
}

/// The frame with what only the other side has, each behind the element that it follows there. What
/// both have added behind one element: theirs first; at the very beginning: ours.
std::vector<std::string> Order::woven(const IdentifiedElements& frame,
                                      const IdentifiedElements& other) const
{
    std::list<std::string> result;
    std::map<std::string, std::list<std::string>::iterator> positions;
    for (const auto& id : frame.ids())
        if (survives(id))
            positions[id] = result.insert(result.end(), id);
    const bool isOurs = &other == &m_ours;
    auto at = std::find_if(result.begin(), result.end(),
                           [&](const auto& id) { return isOurs || other.find(id); });
    for (const auto& id : other.ids()) {
        if (const auto found = positions.find(id); found != positions.end()) {
            at = std::next(found->second);
        } else if (survives(id)) {
            while (isOurs && at != result.end() && !m_ours.find(*at))
                ++at;
            positions[id] = result.insert(at, id);
        }
    }
    return {result.begin(), result.end()};
}

std::optional<std::vector<std::string>> Order::merge() const
{
    if (removedWhatTheyChanged())
        return std::nullopt;
    const auto base = common(m_base);
    const auto theirs = common(m_theirs);
    const auto ours = common(m_ours);
    if (theirs == base || theirs == ours)
        return woven(m_ours, m_theirs);
    if (ours == base)
        return woven(m_theirs, m_ours);
    return std::nullopt;
}

} // namespace

std::optional<std::vector<std::string>> mergedOrder(const IdentifiedElements& base,
                                                    const IdentifiedElements& theirs,
                                                    const IdentifiedElements& ours)
{
    return Order(base, theirs, ours).merge();
}

bool areChangesApart(const Value& base, const Value& theirs, const Value& ours)
{
    bool wasTheirs = false;
    bool wasOurs = false;
    for (std::size_t i = 0; i < base.size(); ++i) {
        const bool isSame = theirs.at(i) == ours.at(i);
        const bool isTheirs = !isSame && !(theirs.at(i) == base.at(i));
        const bool isOurs = !isSame && !(ours.at(i) == base.at(i));
        if ((isTheirs && wasOurs) || (isOurs && wasTheirs))
            return false;
        wasTheirs = isTheirs;
        wasOurs = isOurs;
    }
    return true;
}

} // namespace plectrum::json
