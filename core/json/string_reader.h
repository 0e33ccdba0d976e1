// SPDX-License-Identifier: MIT
// Strings and names of a document of which simdjson's first stage has found that it is UTF-8, that
// its strings end, and that no control character stands inside one. Internal to core/json.
#pragma once

#include "json/escape.h"
#include "json/node.h"
#include "json/recent_texts.h"

#include <bit>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace plectrum::json {

/// Puts a string whose inside starts at `from` to `to`, without escapes; the end, or null when an
/// escape is wrong. Up to 32 bytes are written behind the end.
using Unescape = char* (*)(void* context, const char* from, char* to);

class StringReader
{
public:
    StringReader(std::size_t documentSize, NodeBlocks* blocks, Unescape unescapeWith, void* context)
        : m_texts(documentSize)
        , m_blocks(blocks)
        , m_unescape(unescapeWith)
        , m_context(context)
    {
    }

    /// Puts the string whose inside starts at `from` in the place of a null. False: an escape is
    /// wrong.
    bool read(const char* from, Value& null)
    {
        std::string_view text = plain(from);
        if (!text.data()) {
            if (!unescape(from, m_unescaped))
                return false;
            text = withoutPadding(m_unescaped);
        }
        if (text.size() <= NodeAccess::inlineCapacity)
            NodeAccess::setShortString(null, text.data(), text.size());
        else
            NodeAccess::setString(null, m_texts.find(text, m_blocks));
        return true;
    }

    /// The same as a text with 16 bytes behind it that can be read, which stands in the document or
    /// here.
    bool readName(const char* from, std::string_view& name)
    {
        name = plain(from);
        if (name.data())
            return true;
        std::string& padded = m_names.emplace_back();
        const bool done = unescape(from, padded);
        name = done ? withoutPadding(padded) : std::string_view();
        return done;
    }

private:
    /// The inside of a string without escapes; null when it has any.
    static std::string_view plain(const char* from)
    {
        for (const char* at = from;; at += Chunk::size) {
            if (const unsigned found = Chunk::load(at).quotesAndBackslashes(); found != 0) {
                const char* const end = at + std::countr_zero(found);
                return *end == '"' ? std::string_view(from, end) : std::string_view();
            }
        }
    }

    static std::string_view withoutPadding(const std::string& padded)
    {
        return std::string_view(padded).substr(0, padded.size() - Chunk::size);
    }

    /// Gives the text of a string that has escapes, padded with a chunk.
    bool unescape(const char* from, std::string& padded)
    {
        const char* end = from;
        for (; *end != '"'; ++end)
            end += *end == '\\' ? 1 : 0;
        constexpr std::size_t mayBeWritten = 64;
        padded.resize(static_cast<std::size_t>(end - from) + mayBeWritten);
        const char* const written = m_unescape(m_context, from, padded.data());
        if (written)
            padded.resize(static_cast<std::size_t>(written - padded.data()) + Chunk::size);
        return written != nullptr;
    }

    RecentTexts m_texts;
    NodeBlocks* m_blocks;
    Unescape m_unescape;
    void* m_context;
    std::string m_unescaped;
    std::deque<std::string> m_names; // that had escapes
};

} // namespace plectrum::json
