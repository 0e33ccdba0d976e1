// SPDX-License-Identifier: MIT
#include "json/node_blocks.h"

#include <memory>
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

} // namespace

void NodeBlocks::start()
{
    finish();
    void* memory = ::operator new(blockSize, blockAlignment);
#ifdef __linux__
    // One page fault instead of 512. That it is refused does no harm.
    static_cast<void>(madvise(memory, blockSize, MADV_HUGEPAGE));
#endif
    m_block = ::new (memory) Block{open};
    m_next = static_cast<std::byte*>(memory) + headSize;
    m_end = static_cast<std::byte*>(memory) + blockSize;
}

void NodeBlocks::finish() noexcept
{
    if (m_block) {
        drop(m_block, open - m_cut);
    }
    m_block = nullptr;
    m_cut = 0;
}

void NodeBlocks::drop(Block* block, std::uint32_t nodes) noexcept
{
    if (block->nodes.fetch_sub(nodes, std::memory_order_acq_rel) == nodes) {
        std::destroy_at(block);
        ::operator delete(block, blockSize, blockAlignment);
    }
}

void NodeBlocks::free(void* memory) noexcept
{
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    drop(reinterpret_cast<Block*>(address / blockSize * blockSize), 1);
}

} // namespace plectrum::json
