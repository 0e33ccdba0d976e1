// SPDX-License-Identifier: MIT
#include "store/record/buffer_codec.h"

#include "json/base64.h"

#include <zstd.h>

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>

namespace plectrum::store {

namespace {

std::unexpected<Damage> badZstd(std::string text)
{
    return std::unexpected(Damage{DamageKind::BadZstd, "", std::move(text)});
}

struct FreeContext
{
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

} // namespace

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
    text += json::encodeBase64(isWorthIt ? std::string_view(frame) : bytes);
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
    auto bytes = json::decodeBase64(text->toString());
    if (!bytes)
        return std::unexpected(Damage{DamageKind::BadBase64, "", std::move(bytes.error())});
    if (!packed)
        return *std::move(bytes);
    return decompress(*bytes, maximumSize);
}

} // namespace plectrum::store
