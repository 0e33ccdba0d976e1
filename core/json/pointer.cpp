// SPDX-License-Identifier: MIT
#include "json/pointer.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <span>

namespace plectrum::json {

namespace {

using Tokens = std::span<const std::string>;
/// Edits the container in which a place stands; the token is the last of the place.
using EditContainer = std::function<Edited(const Value& container, const std::string& token)>;

std::optional<std::string> unescape(std::string_view token)
{
    std::string text;
    text.reserve(token.size());
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] != '~') {
            text += token[i];
            continue;
        }
        if (++i == token.size() || (token[i] != '0' && token[i] != '1'))
            return std::nullopt;
        text += token[i] == '0' ? '~' : '/';
    }
    return text;
}

/// The index that a token means in an array, where one stands.
std::expected<std::size_t, EditError> elementIndex(const Value& array, std::string_view token)
{
    const std::optional<std::size_t> index = arrayIndex(token);
    if (!index || *index >= array.size())
        return std::unexpected(EditError::BadIndex);
    return *index;
}

std::expected<const Value*, EditError> step(const Value& container, std::string_view token)
{
    if (container.isArray()) {
        return elementIndex(container, token).transform([&](std::size_t index) {
            return &container.at(index);
        });
    }
    if (!container.isObject())
        return std::unexpected(EditError::NotAContainer);
    const Value* member = container.find(token);
    return member ? std::expected<const Value*, EditError>(member)
                  : std::unexpected(EditError::NotFound);
}

/// `container` with another value at the token, where one stands.
Edited withChild(const Value& container, const std::string& token, Value child)
{
    return step(container, token).transform([&](const Value*) {
        return container.isArray() ? container.withElement(*arrayIndex(token), std::move(child))
                                   : container.withMember(token, std::move(child));
    });
}

/// Walks to the container of the last token, edits it, and puts the new ones into their parents.
Edited editContainer(const Value& root, Tokens tokens, const EditContainer& edit)
{
    if (tokens.size() == 1)
        return edit(root, tokens.front());
    return step(root, tokens.front())
        .and_then(
            [&](const Value* child) { return editContainer(*child, tokens.subspan(1), edit); })
        .and_then([&](Value child) { return withChild(root, tokens.front(), std::move(child)); });
}

Edited insertInto(const Value& container, const std::string& token, Value value)
{
    if (container.isArray()) {
        const std::optional<std::size_t> index =
            token == "-" ? std::optional(container.size()) : arrayIndex(token);
        if (!index || *index > container.size())
            return std::unexpected(EditError::BadIndex);
        return container.withInserted(*index, std::move(value));
    }
    if (!container.isObject())
        return std::unexpected(EditError::NotAContainer);
    if (container.find(token))
        return std::unexpected(EditError::NameTaken);
    return container.withMember(token, std::move(value));
}

Edited removeFrom(const Value& container, const std::string& token)
{
    return step(container, token).transform([&](const Value*) {
        return container.isArray() ? container.withoutElement(*arrayIndex(token))
                                   : container.withoutMember(token);
    });
}

Edited renameIn(const Value& container, const std::string& token, std::string_view newName)
{
    if (!container.isObject())
        return std::unexpected(EditError::NotAContainer);
    const Value* member = container.find(token);
    if (!member)
        return std::unexpected(EditError::NotFound);
    if (token == newName)
        return container;
    if (container.find(newName))
        return std::unexpected(EditError::NameTaken);
    return container.withMember(newName, *member).withoutMember(token);
}

Edited moveIn(const Value& container, const std::string& token, std::size_t newIndex)
{
    if (!container.isArray())
        return std::unexpected(EditError::NotAContainer);
    if (newIndex >= container.size())
        return std::unexpected(EditError::BadIndex);
    return elementIndex(container, token).transform([&](std::size_t index) {
        const Value element = container.at(index);
        return container.withoutElement(index).withInserted(newIndex, element);
    });
}

} // namespace

Pointer::Pointer(std::vector<std::string> tokens)
    : m_tokens(std::move(tokens))
{
}

std::optional<Pointer> Pointer::parse(std::string_view text)
{
    Pointer pointer;
    while (!text.empty()) {
        if (text.front() != '/')
            return std::nullopt;
        const std::size_t end = std::min(text.find('/', 1), text.size());
        std::optional<std::string> token = unescape(text.substr(1, end - 1));
        if (!token)
            return std::nullopt;
        pointer.m_tokens.push_back(std::move(*token));
        text.remove_prefix(end);
    }
    return pointer;
}

std::string Pointer::toString() const
{
    std::string text;
    for (const std::string& token : m_tokens) {
        text += '/';
        for (const char c : token)
            if (c == '~')
                text += "~0";
            else if (c == '/')
                text += "~1";
            else
                text += c;
    }
    return text;
}

Pointer Pointer::parent() const
{
    Pointer pointer = *this;
    if (!pointer.isRoot())
        pointer.m_tokens.pop_back();
    return pointer;
}

const std::string& Pointer::last() const
{
    return m_tokens.back();
}

Pointer Pointer::operator/(std::string_view token) const
{
    Pointer pointer = *this;
    pointer.m_tokens.emplace_back(token);
    return pointer;
}

Pointer Pointer::operator/(std::size_t index) const
{
    return *this / std::to_string(index);
}

bool Pointer::startsWith(const Pointer& prefix) const
{
    return m_tokens.size() >= prefix.m_tokens.size()
        && std::equal(prefix.m_tokens.begin(), prefix.m_tokens.end(), m_tokens.begin());
}

std::optional<std::size_t> arrayIndex(std::string_view token)
{
    std::size_t index = 0;
    const char* end = token.data() + token.size();
    const auto [at, error] = std::from_chars(token.data(), end, index);
    if (error != std::errc() || at != end || (token.size() > 1 && token.front() == '0'))
        return std::nullopt;
    return index;
}

const Value* resolve(const Value& root, const Pointer& pointer)
{
    const Value* value = &root;
    for (const std::string& token : pointer.tokens()) {
        const auto child = step(*value, token);
        if (!child)
            return nullptr;
        value = *child;
    }
    return value;
}

Edited replaceAt(const Value& root, const Pointer& pointer, Value value)
{
    if (pointer.isRoot())
        return value;
    return editContainer(root, pointer.tokens(),
                         [&](const Value& container, const std::string& token) {
                             return withChild(container, token, std::move(value));
                         });
}

Edited insertAt(const Value& root, const Pointer& pointer, Value value)
{
    if (pointer.isRoot())
        return std::unexpected(EditError::NameTaken);
    return editContainer(root, pointer.tokens(),
                         [&](const Value& container, const std::string& token) {
                             return insertInto(container, token, std::move(value));
                         });
}

Edited removeAt(const Value& root, const Pointer& pointer)
{
    if (pointer.isRoot())
        return std::unexpected(EditError::RootNotRemovable);
    return editContainer(root, pointer.tokens(), removeFrom);
}

Edited renameAt(const Value& root, const Pointer& pointer, std::string_view newName)
{
    if (pointer.isRoot())
        return std::unexpected(EditError::NotAContainer);
    return editContainer(root, pointer.tokens(),
                         [&](const Value& container, const std::string& token) {
                             return renameIn(container, token, newName);
                         });
}

Edited moveAt(const Value& root, const Pointer& pointer, std::size_t newIndex)
{
    if (pointer.isRoot())
        return std::unexpected(EditError::NotAContainer);
    return editContainer(root, pointer.tokens(),
                         [&](const Value& container, const std::string& token) {
                             return moveIn(container, token, newIndex);
                         });
}

} // namespace plectrum::json
