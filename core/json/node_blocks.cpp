// SPDX-License-Identifier: MIT
#include "json/node_blocks.h"

#include <array>
#include <memory>
#include <mutex>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace plectrum::json {

namespace {

constexpr std::size_t blockSize = std::size_t{2} << 20; // a large page of most machines
constexpr std::align_val_t blockAlignment{blockSize};
constexpr std::size_t headSize = 64;
/// What a block counts while nodes are still cut from it, more than it can hold.
constexpr std::uint32_t open = 1U << 30;

/// A few freed blocks, about those of one record, as fresh ones take the system a while to clear.
class SpareBlocks
{
public:
    void* take() noexcept
    {
        const std::lock_guard lock(m_mutex);
        return m_count > 0 ? m_blocks[--m_count] : nullptr;
    }
    bool keep(void* memory) noexcept
    {
        const std::lock_guard lock(m_mutex);
        if (m_count == m_blocks.size())
            return false;
        m_blocks[m_count++] = memory;
        return true;
    }

private:
    std::mutex m_mutex;
    std::array<void*, 4> m_blocks{};
    std::size_t m_count = 0;
};

/// Never destroyed, as values may be freed by destructors of static objects.
SpareBlocks& spareBlocks()
{
    alignas(SpareBlocks) static std::array<std::byte, sizeof(SpareBlocks)> memory;
    static SpareBlocks* const blocks = ::new (memory.data()) SpareBlocks;
    return *blocks;
}

void* newBlock()
{
    if (void* spare = spareBlocks().take())
        return spare;
    void* memory = ::operator new(blockSize, blockAlignment);
#ifdef __linux__
    // One page fault instead of 512. That it is refused does no harm.
    static_cast<void>(madvise(memory, blockSize, MADV_HUGEPAGE));
#endif
    return memory;
}

} // namespace

void NodeBlocks::start()
{
    finish();
    void* memory = newBlock();
    m_block = ::new (memory) Block{open};
    m_next = static_cast<std::byte*>(memory) + headSize;
    m_end = static_cast<std::byte*>(memory) + blockSize;
}

void NodeBlocks::finish() noexcept
{
    if (m_block)
        drop(m_block, open - m_cut);
    m_block = nullptr;
    m_cut = 0;
}

void NodeBlocks::drop(Block* block, std::uint32_t nodes) noexcept
{
    if (block->nodes.fetch_sub(nodes, std::memory_order_acq_rel) == nodes) {
        std::destroy_at(block);
        if (!spareBlocks().keep(block))
            ::operator delete(block, blockSize, blockAlignment);
    }
}

void NodeBlocks::free(void* memory) noexcept
{
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    drop(reinterpret_cast<Block*>(address / blockSize * blockSize), 1);
}

} // namespace plectrum::json
