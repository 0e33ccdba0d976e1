// SPDX-License-Identifier: MIT
#include "store/record/buffer_codec.h"

#include <zstd.h>

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>

namespace plectrum::store {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t noDigit = 0xff;

constexpr std::array<std::uint8_t, 256> makeDigits()
{
    std::array<std::uint8_t, 256> digits{};
    digits.fill(noDigit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        digits[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return digits;
}
constexpr auto digits = makeDigits();

std::uint32_t byteAt(std::string_view bytes, std::size_t index)
{
    return static_cast<unsigned char>(bytes[index]);
}

std::uint32_t digitAt(std::string_view text, std::size_t index)
{
    return digits[static_cast<unsigned char>(text[index])];
}

std::unexpected<Damage> badBase64(std::string text)
{
    return std::unexpected(Damage{DamageKind::BadBase64, "", std::move(text)});
}

std::unexpected<Damage> badZstd(std::string text)
{
    return std::unexpected(Damage{DamageKind::BadZstd, "", std::move(text)});
}

struct FreeContext
{
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// Appends the last group of a text, which ends with `padding` signs '='.
bool appendLastGroup(std::string_view group, std::size_t padding, std::string& bytes)
{
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4 - padding; ++i) {
        const auto digit = digitAt(group, i);
        if (digit == noDigit)
            return false;
        bits |= digit << (18 - 6 * i);
    }
    for (std::size_t i = 0; i < 3 - padding; ++i)
        bytes.push_back(static_cast<char>(bits >> (16 - 8 * i) & 0xffU));
    const std::uint32_t unused = padding == 0 ? 0 : padding == 1 ? 0xffU : 0xffffU;
    return (bits & unused) == 0;
}

} // namespace

std::string encodeBase64(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto left = bytes.size() - i;
        const std::uint32_t bits = byteAt(bytes, i) << 16U
            | (left > 1 ? byteAt(bytes, i + 1) << 8U : 0U) | (left > 2 ? byteAt(bytes, i + 2) : 0U);
        text.push_back(alphabet[bits >> 18U]);
        text.push_back(alphabet[bits >> 12U & 63U]);
        text.push_back(left > 1 ? alphabet[bits >> 6U & 63U] : '=');
        text.push_back(left > 2 ? alphabet[bits & 63U] : '=');
    }
    return text;
}

std::expected<std::string, Damage> decodeBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return badBase64("the base64 text is cut short");
    std::string bytes;
    if (text.empty())
        return bytes;
    bytes.reserve(text.size() / 4 * 3);
    const std::size_t last = text.size() - 4;
    for (std::size_t i = 0; i < last; i += 4) {
        const auto a = digitAt(text, i);
        const auto b = digitAt(text, i + 1);
        const auto c = digitAt(text, i + 2);
        const auto d = digitAt(text, i + 3);
        if ((a | b | c | d) == noDigit)
            return badBase64("a character that is not base64 near " + std::to_string(i));
        const std::uint32_t bits = a << 18U | b << 12U | c << 6U | d;
        bytes.push_back(static_cast<char>(bits >> 16U));
        bytes.push_back(static_cast<char>(bits >> 8U & 0xffU));
        bytes.push_back(static_cast<char>(bits & 0xffU));
    }
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    if (!appendLastGroup(text.substr(last), padding, bytes))
        return badBase64("the base64 text does not end as it must");
    return bytes;
}

std::string compress(std::string_view bytes)
{
    std::string frame(ZSTD_compressBound(bytes.size()), '\0');
    const auto size =
        ZSTD_compress(frame.data(), frame.size(), bytes.data(), bytes.size(), ZSTD_CLEVEL_DEFAULT);
    frame.resize(ZSTD_isError(size) ? 0 : size);
    return frame;
}

std::expected<std::string, Damage> decompress(std::string_view frames, std::size_t maximumSize)
{
    const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    std::string bytes;
    const std::size_t chunkSize = ZSTD_DStreamOutSize();
    const auto chunk = std::make_unique_for_overwrite<char[]>(chunkSize);
    ZSTD_inBuffer in{frames.data(), frames.size(), 0};
    std::size_t missing = 1; // what the decoder still wants of the frame; 0 at a frame's end
    while (missing != 0 || in.pos < in.size) {
        ZSTD_outBuffer out{chunk.get(), chunkSize, 0};
        const auto before = in.pos;
        missing = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(missing))
            return badZstd(std::string("the zstd frame is damaged: ") + ZSTD_getErrorName(missing));
        if (bytes.size() + out.pos > maximumSize)
            return badZstd("the data is larger than " + std::to_string(maximumSize) + " bytes");
        bytes.append(chunk.get(), out.pos);
        if (in.pos == before && out.pos == 0 && missing != 0)
            return badZstd("the zstd frame is cut short");
    }
    return bytes;
}

std::string encodeBuffer(std::string_view bytes)
{
    const std::string frame = compress(bytes);
    const bool isWorthIt = !frame.empty() && frame.size() < bytes.size();
    std::string text = isWorthIt ? R"({"m":null,"t":"buffer","zbase64":")"
                                 : R"({"m":null,"t":"buffer","base64":")";
    text += encodeBase64(isWorthIt ? std::string_view(frame) : bytes);
    text += R"("})";
    return text;
}

std::expected<std::string, Damage> decodeBuffer(const json::Value& value, std::size_t maximumSize)
{
    if (value.isBuffer())
        return std::string(value.toString());
    const json::Value* packed = value.find("zbase64");
    const json::Value* plain = value.find("base64");
    const json::Value* text = packed ? packed : plain;
    if (value["t"].toString() != "buffer" || !text || !text->isString() || (packed && plain))
        return std::unexpected(
            Damage{DamageKind::WrongShape, "", "the text of the shards is no buffer"});
    auto bytes = decodeBase64(text->toString());
    if (!bytes || !packed)
        return bytes;
    return decompress(*bytes, maximumSize);
}

} // namespace plectrum::store
