// SPDX-License-Identifier: MIT
#include "json/depth.h"

namespace plectrum::json {

bool isDeeperThan(const Value& value, int levels) noexcept
{
    if (!value.isContainer())
        return false;
    if (levels <= 0)
        return true;
    bool isDeeper = false;
    const auto look = [&](const Value& part) {
        isDeeper = isDeeper || (part.isContainer() && isDeeperThan(part, levels - 1));
    };
    value.forEachElement(look);
    value.forEachMember([&look](std::string_view, const Value& member) { look(member); });
    return isDeeper;
}

} // namespace plectrum::json
