// SPDX-License-Identifier: MIT
// The long strings of a document that is being read, so that those that come again and again are
// kept once. Internal to core/json.
#pragma once

#include "json/node.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace plectrum::json {

/// A table with one place for each hash: the string met last stands there.
class RecentTexts
{
public:
    explicit RecentTexts(std::size_t documentSize)
        : m_slots(documentSize < 16'384 ? 16 : 1024)
    {
    }

    /// With a reference for the caller. At least 8 bytes.
    TextNode* find(std::string_view text, NodeBlocks* blocks)
    {
        std::uint64_t head = 0;
        std::uint64_t tail = 0;
        std::memcpy(&head, text.data(), sizeof head);
        std::memcpy(&tail, text.data() + text.size() - sizeof tail, sizeof tail);
        const std::uint64_t hash =
            (head + std::rotl(tail, 23) + text.size()) * 0x9e37'79b9'7f4a'7c15U;
        Slot& slot = m_slots[(hash >> 40) & (m_slots.size() - 1)];
        if (slot.hash == hash && slot.text && slot.text->view() == text)
            slot.text->retain();
        else
            slot = {hash, TextNode::make(text, blocks)};
        return slot.text;
    }

private:
    struct Slot
    {
        std::uint64_t hash = 0;
        TextNode* text = nullptr; // not owned: the document that is read owns it
    };
    std::vector<Slot> m_slots; // a power of two
};

} // namespace plectrum::json
