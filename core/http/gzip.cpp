// SPDX-License-Identifier: MIT
#include "http/gzip.h"

#include <zlib.h>

#include <new>
#include <stdexcept>

namespace plectrum::http {

std::string gzip(std::string_view text)
{
    constexpr int gzipWindow = MAX_WBITS + 16; // zlib's way to say gzip
    constexpr int defaultMemory = 8;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzipWindow, defaultMemory,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
        throw std::bad_alloc();
    std::string bytes(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // it only reads
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    const int status = deflate(&stream, Z_FINISH);
    bytes.resize(stream.total_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END)
        throw std::runtime_error("a text could not be compressed");
    return bytes;
}

} // namespace plectrum::http
