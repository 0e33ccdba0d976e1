// SPDX-License-Identifier: MIT
// Where printed text goes: kept, or only counted. Room is asked for once for a piece of text, which
// is then written without further checks. Internal to core/json.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace plectrum::json {

/// Text that grows in a buffer which the thread keeps for the next, as fresh memory takes the
/// system as long as the printing. The buffer of a very large text is not kept.
class TextSink
{
public:
    enum class Purpose
    {
        Text, ///< take() gives all that was put
        Size ///< only size() is asked for: the buffer is used again and again
    };

    explicit TextSink(Purpose purpose = Purpose::Text)
        : m_buffer(std::exchange(kept(), {}))
        , m_purpose(purpose)
    {
        m_limit = purpose == Purpose::Text ? m_buffer.capacity
                                           : std::min(m_buffer.capacity, countedAtOnce);
    }
    TextSink(const TextSink&) = delete;
    TextSink& operator=(const TextSink&) = delete;
    ~TextSink()
    {
        if (m_buffer.capacity <= largestKept)
            kept() = std::move(m_buffer);
    }

    /// Where at least so many bytes can be written; advance() tells how far they were.
    char* room(std::size_t bytes)
    {
        if (m_limit - m_size < bytes) [[unlikely]]
            makeRoom(bytes);
        return m_buffer.text.get() + m_size;
    }
    void advance(const char* end) { m_size = static_cast<std::size_t>(end - m_buffer.text.get()); }

    void put(char c)
    {
        *room(1) = c;
        ++m_size;
    }
    void put(std::string_view piece)
    {
        std::memcpy(room(piece.size()), piece.data(), piece.size());
        m_size += piece.size();
    }
    void fill(std::size_t count, char c)
    {
        std::memset(room(count), c, count);
        m_size += count;
    }
    std::string take() const { return std::string(m_buffer.text.get(), m_size); }
    std::size_t size() const { return m_counted + m_size; }

private:
    struct Free
    {
        void operator()(char* text) const { std::free(text); }
    };
    /// Grows by realloc(), which moves large blocks without copying them.
    struct Buffer
    {
        std::unique_ptr<char, Free> text;
        std::size_t capacity = 0;
    };
    static constexpr std::size_t largestKept = 8'000'000;
    static constexpr std::size_t countedAtOnce = 16'384; // stays in the fastest cache

    static Buffer& kept()
    {
        thread_local Buffer buffer;
        return buffer;
    }
    void makeRoom(std::size_t bytes)
    {
        if (m_purpose == Purpose::Size)
            m_counted += std::exchange(m_size, 0);
        if (m_buffer.capacity - m_size < bytes)
            grow(bytes);
        m_limit = m_purpose == Purpose::Text
            ? m_buffer.capacity
            : std::min(m_buffer.capacity, std::max(bytes, countedAtOnce));
    }
    void grow(std::size_t bytes)
    {
        const std::size_t capacity =
            std::max({m_buffer.capacity * 2, m_size + bytes, countedAtOnce});
        void* grown = std::realloc(m_buffer.text.get(), capacity);
        if (!grown)
            throw std::bad_alloc();
        static_cast<void>(m_buffer.text.release());
        m_buffer.text.reset(static_cast<char*>(grown));
        m_buffer.capacity = capacity;
    }

    Buffer m_buffer;
    Purpose m_purpose;
    std::size_t m_limit = 0; // how much of the buffer may be used
    std::size_t m_size = 0;
    std::size_t m_counted = 0; // what was put before, when only counting
};

} // namespace plectrum::json
