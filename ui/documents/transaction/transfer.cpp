// SPDX-License-Identifier: MIT
#include "documents/transaction/transfer.h"

#include "documents/record/json_conversion.h"

namespace plectrum::documents {

namespace {

using Answer = std::expected<Transferred, TransferRefusal>;

/// The place that `pointer` has once the value at `gone` is away.
json::Pointer afterRemoval(const json::Pointer& pointer, const json::Pointer& gone,
                           const json::Value& root)
{
    const json::Pointer holder = gone.parent();
    const json::Value* array = json::resolve(root, holder);
    const std::size_t depth = holder.tokens().size();
    if (!array || !array->isArray() || !pointer.startsWith(holder)
        || pointer.tokens().size() <= depth)
        return pointer;
    std::vector<std::string> tokens = pointer.tokens();
    const auto index = json::arrayIndex(tokens[depth]);
    if (index && *index > json::arrayIndex(gone.last()).value_or(*index))
        tokens[depth] = std::to_string(*index - 1);
    return json::Pointer(std::move(tokens));
}

json::Edited put(const json::Value& root, const json::Pointer& pointer, const std::string& name,
                 const json::Value& value)
{
    const json::Value* target = json::resolve(root, pointer);
    if (!target)
        return std::unexpected(json::EditError::NotFound);
    if (target->isArray())
        return json::insertAt(root, pointer / target->size(), value);
    if (target->isObject())
        return json::insertAt(root, pointer / freeName(*target, name), value);
    if (pointer.isRoot())
        return std::unexpected(json::EditError::NotAContainer);
    const json::Value* holder = json::resolve(root, pointer.parent());
    return holder->isArray()
        ? json::insertAt(root, pointer, value)
        : json::insertAt(root, pointer.parent() / freeName(*holder, name), value);
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
        return answer(json::replaceAt(from.root, from.pointer, right),
                      json::replaceAt(to.root, to.pointer, left));
    if (from.pointer.startsWith(to.pointer) || to.pointer.startsWith(from.pointer))
        return std::unexpected(TransferRefusal::IntoItself);
    auto half = json::replaceAt(from.root, from.pointer, right);
    if (half)
        half = json::replaceAt(*half, to.pointer, left);
    return answer(half, half);
}

} // namespace

Answer transfer(TransferKind kind, const TransferEnd& from, const TransferEnd& to, bool isSameRoot)
{
    const json::Value* source = json::resolve(from.root, from.pointer);
    const json::Value* target = json::resolve(to.root, to.pointer);
    if (!source || !target)
        return std::unexpected(TransferRefusal::NoSuchPlace);
    if (kind == TransferKind::Swap)
        return swap(from, to, *source, *target, isSameRoot);
    if (kind == TransferKind::Move && from.pointer.isRoot())
        return std::unexpected(TransferRefusal::WholeData);
    const std::string name = from.pointer.isRoot() ? "data" : from.pointer.last();
    if (kind == TransferKind::Copy)
        return answer(from.root, put(to.root, to.pointer, name, *source));
    json::Edited rest = json::removeAt(from.root, from.pointer);
    if (!isSameRoot)
        return answer(rest, put(to.root, to.pointer, name, *source));
    if (to.pointer.startsWith(from.pointer))
        return std::unexpected(TransferRefusal::IntoItself);
    if (rest)
        rest = put(*rest, afterRemoval(to.pointer, from.pointer, from.root), name, *source);
    return answer(rest, rest);
}

} // namespace plectrum::documents
