// SPDX-License-Identifier: MIT
// Reads the requests of one connection from the bytes of HTTP/1.1, strictly: what is not as RFC
// 9112 has it, or too large, is refused once and ends the connection, so that no byte of it is ever
// taken for another request.
#pragma once

#include "emulator/response.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace plectrum::emulator {

struct HttpLimits
{
    std::size_t head = 32'768; ///< bytes of the request line and all fields
    std::size_t fields = 100;
    /// The largest script with all its letters escaped.
    std::size_t body = std::size_t{32} << 20;
};

class HttpReader
{
public:
    enum class State
    {
        Incomplete,
        NeedsContinue, ///< as Incomplete, and the client waits to be told to go on: once
        Ready, ///< take() gives a request
        Refused, ///< for good: see refusal()
    };
    struct ApiError
    {
        int status = 400;
        std::string text;
    };
    struct Received
    {
        Request request;
        bool isClosing = false; ///< the connection ends with its answer
        bool isHead = false; ///< the answer has no body
    };

    /// `mayEnter` is asked when a head is complete: false refuses it (401) before any body is read.
    HttpReader(HttpLimits limits, std::function<bool(const Request&)> mayEnter);

    void add(std::string_view bytes);
    State read();
    Received take();
    const ApiError& refusal() const { return m_refusal; }
    /// Nothing of a next request has come.
    bool isIdle() const { return m_phase == Phase::Head && m_bytes.empty(); }

private:
    enum class Phase
    {
        Head,
        Body,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailer,
        Done,
        Refused,
    };
    /// False: more bytes are needed, or it is over.
    bool step();
    bool readHead();
    bool readRequestLine(std::string_view line);
    bool readField(std::string_view line);
    bool classifyHead();
    bool readBody();
    bool readChunkSize();
    bool readChunk();
    bool readChunkEnd();
    bool readTrailer();
    bool refuse(int status, std::string text);
    /// The next line without its end; nullopt: not all there yet.
    std::optional<std::string> line(std::size_t most);

    HttpLimits m_limits;
    std::function<bool(const Request&)> m_mayEnter;
    std::string m_bytes;
    Phase m_phase = Phase::Head;
    Received m_received;
    ApiError m_refusal;
    std::uint64_t m_left = 0; ///< of the body or chunk
    bool m_needsContinue = false;
    bool m_isOld = false; ///< HTTP/1.0
};

} // namespace plectrum::emulator
