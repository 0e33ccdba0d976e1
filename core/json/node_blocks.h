// SPDX-License-Identifier: MIT
// Memory for the nodes of one large document: cut from large blocks, which takes far less time than
// asking for each. A block is freed with its last node, in whatever thread. Internal to core/json.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace plectrum::json {

class NodeBlocks
{
public:
    NodeBlocks() = default;
    ~NodeBlocks() { finish(); }
    NodeBlocks(const NodeBlocks&) = delete;
    NodeBlocks& operator=(const NodeBlocks&) = delete;

    /// What is larger has memory of its own.
    static constexpr std::size_t largest = std::size_t{64} << 10;

    /// At most `largest` bytes. Each must be given back with free(), which may be after this
    /// object's end.
    void* allocate(std::size_t bytes)
    {
        bytes = (bytes + 15) / 16 * 16;
        if (static_cast<std::size_t>(m_end - m_next) < bytes)
            start();
        void* memory = m_next;
        m_next += bytes;
        ++m_cut;
        return memory;
    }
    static void free(void* memory) noexcept;

private:
    /// Stands at the start of its memory, whose alignment is its size: so a node finds its block.
    struct Block
    {
        std::atomic<std::uint32_t> nodes;
    };

    void start();
    void finish() noexcept;
    static void drop(Block* block, std::uint32_t nodes) noexcept;

    Block* m_block = nullptr;
    std::byte* m_next = nullptr;
    std::byte* m_end = nullptr;
    std::uint32_t m_cut = 0;
};

} // namespace plectrum::json
