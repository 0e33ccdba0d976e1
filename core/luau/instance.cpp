// SPDX-License-Identifier: MIT
#include "luau/instance.h"

#include <algorithm>
#include <utility>

namespace plectrum::luau {

Instance* Instance::add(std::unique_ptr<Instance> child)
{
    child->parent = this;
    children.push_back(std::move(child));
    return children.back().get();
}

Instance* Instance::child(std::string_view childName) const
{
    const auto found =
        std::ranges::find_if(children, [&](const auto& one) { return one->name == childName; });
    return found == children.end() ? nullptr : found->get();
}

std::string Instance::fullName() const
{
    return parent && parent->parent ? parent->fullName() + "." + name : name;
}

Instance* Instance::find(const std::filesystem::path& source)
{
    if (file == source)
        return this;
    for (const auto& one : children)
        if (Instance* found = one->find(source))
            return found;
    return nullptr;
}

} // namespace plectrum::luau
