// SPDX-License-Identifier: MIT
#include "documents/transaction/transfer.h"

#include "documents/record/json_conversion.h"

namespace plectrum::documents {

namespace {

using Answer = std::expected<Transferred, TransferRefusal>;

/// The place that `place` has once the value at `gone` is away.
json::Pointer afterRemoval(const json::Pointer& place, const json::Pointer& gone,
                           const json::Value& root)
{
    const json::Pointer holder = gone.parent();
    const json::Value* array = json::resolve(root, holder);
    const std::size_t depth = holder.tokens().size();
    if (!array || !array->isArray() || !place.startsWith(holder) || place.tokens().size() <= depth)
        return place;
    std::vector<std::string> tokens = place.tokens();
    const auto index = json::arrayIndex(tokens[depth]);
    if (index && *index > json::arrayIndex(gone.last()).value_or(*index))
        tokens[depth] = std::to_string(*index - 1);
    return json::Pointer(std::move(tokens));
}

json::Edited put(const json::Value& root, const json::Pointer& place, const std::string& name,
                 const json::Value& value)
{
    const json::Value* target = json::resolve(root, place);
    if (!target)
        return std::unexpected(json::EditError::NotFound);
    if (target->isArray())
        return json::insertAt(root, place / target->size(), value);
    if (target->isObject())
        return json::insertAt(root, place / freeName(*target, name), value);
    if (place.isRoot())
        return std::unexpected(json::EditError::NotAContainer);
    const json::Value* holder = json::resolve(root, place.parent());
    return holder->isArray()
        ? json::insertAt(root, place, value)
        : json::insertAt(root, place.parent() / freeName(*holder, name), value);
}

Answer answer(json::Edited from, json::Edited to)
{
    if (!from || !to)
        return std::unexpected(TransferRefusal::NoSuchPlace);
    return Transferred{*std::move(from), *std::move(to)};
}

Answer swap(const TransferEnd& from, const TransferEnd& to, const json::Value& left,
            const json::Value& right, bool isSameRoot)
{
    if (!isSameRoot)
        return answer(json::replaceAt(from.root, from.place, right),
                      json::replaceAt(to.root, to.place, left));
    if (from.place.startsWith(to.place) || to.place.startsWith(from.place))
        return std::unexpected(TransferRefusal::IntoItself);
    auto half = json::replaceAt(from.root, from.place, right);
    if (half)
        half = json::replaceAt(*half, to.place, left);
    return answer(half, half);
}

} // namespace

Answer transfer(TransferKind kind, const TransferEnd& from, const TransferEnd& to, bool isSameRoot)
{
    const json::Value* source = json::resolve(from.root, from.place);
    const json::Value* target = json::resolve(to.root, to.place);
    if (!source || !target)
        return std::unexpected(TransferRefusal::NoSuchPlace);
    if (kind == TransferKind::Swap)
        return swap(from, to, *source, *target, isSameRoot);
    if (kind == TransferKind::Move && from.place.isRoot())
        return std::unexpected(TransferRefusal::WholeData);
    const std::string name = from.place.isRoot() ? "data" : from.place.last();
    if (kind == TransferKind::Copy)
        return answer(from.root, put(to.root, to.place, name, *source));
    json::Edited rest = json::removeAt(from.root, from.place);
    if (!isSameRoot)
        return answer(rest, put(to.root, to.place, name, *source));
    if (to.place.startsWith(from.place))
        return std::unexpected(TransferRefusal::IntoItself);
    if (rest)
        rest = put(*rest, afterRemoval(to.place, from.place, from.root), name, *source);
    return answer(rest, rest);
}

} // namespace plectrum::documents
