// SPDX-License-Identifier: MIT
// Where printed text goes: TextSink keeps it, SizeSink counts it. Internal to core/json.
#pragma once

#include "json/escape.h"
#include "json/number_text.h"

#include <algorithm>
#include <array>
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
    TextSink()
        : m_buffer(std::exchange(kept(), {}))
    {
    }
    TextSink(const TextSink&) = delete;
    TextSink& operator=(const TextSink&) = delete;
    ~TextSink()
    {
        if (m_buffer.capacity <= largestKept) {
            kept() = std::move(m_buffer);
        }
    }

    void put(char c)
    {
        reserve(1);
        m_buffer.text.get()[m_size++] = c;
    }
    void put(std::string_view piece)
    {
        reserve(piece.size());
        std::memcpy(end(), piece.data(), piece.size());
        m_size += piece.size();
    }
    void fill(std::size_t count, char c)
    {
        reserve(count);
        std::memset(end(), c, count);
        m_size += count;
    }
    /// Puts a text up to its first byte that must be escaped; the number of bytes put.
    std::size_t putPlain(std::string_view text)
    {
        reserve(text.size());
        const std::size_t size = copyPlain(end(), text);
        m_size += size;
        return size;
    }
    void putNumber(const Value& number)
    {
        reserve(longestNumber);
        m_size += static_cast<std::size_t>(printNumber(end(), number) - end());
    }
    std::string take() const { return std::string(m_buffer.text.get(), m_size); }

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

    static Buffer& kept()
    {
        thread_local Buffer buffer;
        return buffer;
    }
    char* end() { return m_buffer.text.get() + m_size; }
    void reserve(std::size_t more)
    {
        if (m_buffer.capacity - m_size < more) {
            grow(more);
        }
    }
    void grow(std::size_t more)
    {
        const std::size_t capacity = std::max(m_buffer.capacity * 2, m_size + more + 256);
        void* grown = std::realloc(m_buffer.text.get(), capacity);
        if (!grown) {
            throw std::bad_alloc();
        }
        static_cast<void>(m_buffer.text.release());
        m_buffer.text.reset(static_cast<char*>(grown));
        m_buffer.capacity = capacity;
    }

    Buffer m_buffer;
    std::size_t m_size = 0;
};

/// Counts what TextSink would hold.
class SizeSink
{
public:
    void put(char) { ++m_size; }
    void put(std::string_view piece) { m_size += piece.size(); }
    std::size_t putPlain(std::string_view text)
    {
        const std::size_t size = plainSize(text);
        m_size += size;
        return size;
    }
    void putNumber(const Value& number)
    {
        std::array<char, longestNumber> text;
        m_size += static_cast<std::size_t>(printNumber(text.data(), number) - text.data());
    }
    std::size_t size() const { return m_size; }

private:
    std::size_t m_size = 0;
};

} // namespace plectrum::json
