// SPDX-License-Identifier: MIT
#include "emulator/gzip.h"

#include <QByteArray>

#include <array>
#include <cstdint>

namespace plectrum::emulator {

namespace {

std::uint32_t crc32Of(const std::string& text)
{
    static const auto table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t byte = 0; byte < made.size(); ++byte) {
            made[byte] = byte;
            for (int bit = 0; bit < 8; ++bit)
                made[byte] = (made[byte] >> 1) ^ (made[byte] & 1U ? 0xedb88320U : 0U);
        }
        return made;
    }();
    std::uint32_t crc = 0xffffffffU;
    for (const char letter : text)
        crc = table[(crc ^ static_cast<unsigned char>(letter)) & 0xffU] ^ (crc >> 8);
    return ~crc;
}

void appendLittleEndian(std::string& bytes, std::uint32_t number)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        bytes += char(number >> shift & 0xffU);
}

} // namespace

std::string gzip(const std::string& text)
{
    // Four bytes of length and two of zlib's own header before the deflated text, four behind it.
    constexpr qsizetype before = 6;
    constexpr qsizetype behind = 4;
    const QByteArray packed =
        qCompress(reinterpret_cast<const uchar*>(text.data()), qsizetype(text.size()), 1);
    std::string bytes("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
    bytes += packed.sliced(before, packed.size() - before - behind).toStdString();
    appendLittleEndian(bytes, crc32Of(text));
    appendLittleEndian(bytes, std::uint32_t(text.size()));
    return bytes;
}

} // namespace plectrum::emulator
