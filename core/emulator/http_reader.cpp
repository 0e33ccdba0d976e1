// SPDX-License-Identifier: MIT
#include "emulator/http_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace plectrum::emulator {

namespace {

constexpr std::size_t longestChunkLine = 1000;

bool isTokenLetter(char letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z') || std::string_view("!#$%&'*+-.^_`|~").contains(letter);
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, isTokenLetter);
}

bool isFieldText(std::string_view text)
{
    return std::ranges::all_of(text, [](char letter) {
        return letter == '\t' || (letter >= ' ' && letter != 127) || letter < 0;
    });
}

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Digits of this base and nothing else.
std::optional<std::uint64_t> wholeNumber(std::string_view text, int base)
{
    std::uint64_t number = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number, base);
    if (text.empty() || error != std::errc() || end != last)
        return std::nullopt;
    return number;
}

std::size_t countOf(const Request& request, std::string_view name)
{
    return std::size_t(std::ranges::count(request.headers, name, &Headers::value_type::first));
}

} // namespace

HttpReader::HttpReader(HttpLimits limits, std::function<bool(const Request&)> mayEnter)
    : m_limits(limits)
    , m_mayEnter(std::move(mayEnter))
{
}

void HttpReader::add(std::string_view bytes)
{
    if (m_phase != Phase::Refused)
        m_bytes += bytes;
}

HttpReader::State HttpReader::read()
{
    while (step()) { }
    if (m_phase == Phase::Refused)
        return State::Refused;
    if (m_phase == Phase::Done)
        return State::Ready;
    return std::exchange(m_needsContinue, false) ? State::NeedsContinue : State::Incomplete;
}

HttpReader::Received HttpReader::take()
{
    m_phase = m_received.isClosing ? Phase::Refused : Phase::Head;
    m_needsContinue = false;
    return std::exchange(m_received, {});
}

bool HttpReader::step()
{
    switch (m_phase) {
    case Phase::Head:
        return readHead();
    case Phase::Body:
        return readBody();
    case Phase::ChunkSize:
        return readChunkSize();
    case Phase::Chunk:
        return readChunk();
    case Phase::ChunkEnd:
        return readChunkEnd();
    case Phase::Trailer:
        return readTrailer();
    case Phase::Done:
    case Phase::Refused:
        break;
    }
    return false;
}

bool HttpReader::refuse(int status, std::string text)
{
    m_refusal = {status, std::move(text)};
    m_phase = Phase::Refused;
    m_bytes.clear();
    return false;
}

std::optional<std::string> HttpReader::line(std::size_t most)
{
    const auto end = m_bytes.find("\r\n");
    if (end == std::string::npos || end > most) {
        if (m_bytes.size() > most)
            refuse(400, "A line is too long.");
        return std::nullopt;
    }
    std::string text = m_bytes.substr(0, end);
    m_bytes.erase(0, end + 2);
    return text;
}

bool HttpReader::readHead()
{
    while (m_bytes.starts_with("\r\n")) // allowed between requests
        m_bytes.erase(0, 2);
    const auto end = m_bytes.find("\r\n\r\n");
    if (std::min(end, m_bytes.size()) > m_limits.head)
        return refuse(431, "The head of the request is too large.");
    if (end == std::string::npos)
        return false;
    const std::string head = m_bytes.substr(0, end + 2);
    m_bytes.erase(0, end + 4);
    std::string_view rest(head);
    const auto next = [&rest] {
        const auto stop = rest.find("\r\n");
        const auto text = rest.substr(0, stop);
        rest.remove_prefix(stop + 2);
        return text;
    };
    if (!readRequestLine(next()))
        return false;
    while (!rest.empty())
        if (!readField(next()))
            return false;
    return classifyHead();
}

bool HttpReader::readRequestLine(std::string_view text)
{
    const auto first = text.find(' ');
    const auto last = text.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return refuse(400, "The request line is none.");
    const auto target = text.substr(first + 1, last - first - 1);
    const auto version = text.substr(last + 1);
    Request& request = m_received.request;
    request.method = text.substr(0, first);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse(version.starts_with("HTTP/") ? 505 : 400, "Only HTTP/1.1 is spoken here.");
    const bool isPlain = std::ranges::all_of(
        target, [](char letter) { return letter > ' ' && letter <= '~' && letter != '#'; });
    if (!isToken(request.method) || !target.starts_with('/') || !isPlain)
        return refuse(400, "The request line is none.");
    m_isOld = version == "HTTP/1.0";
    m_received.isHead = request.method == "HEAD";
    const auto mark = target.find('?');
    request.path = target.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
    return true;
}

bool HttpReader::readField(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || !isToken(text.substr(0, colon)))
        return refuse(400, "A header field has no name.");
    const auto value = trimmed(text.substr(colon + 1));
    if (!isFieldText(value))
        return refuse(400, "A header field holds control characters.");
    std::string name(text.substr(0, colon));
    std::ranges::transform(name, name.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? char(letter + 32) : letter;
    });
    auto& headers = m_received.request.headers;
    headers.emplace_back(std::move(name), value);
    if (headers.size() > m_limits.fields)
        return refuse(431, "There are too many header fields.");
    return true;
}

bool HttpReader::classifyHead()
{
    const Request& request = m_received.request;
    if (countOf(request, "host") != 1 && !(m_isOld && countOf(request, "host") == 0))
        return refuse(400, "There must be one Host.");
    const std::string* connection = request.header("connection");
    m_received.isClosing = connection ? isSameWord(*connection, "close") : false;
    if (m_isOld)
        m_received.isClosing = !(connection && isSameWord(*connection, "keep-alive"));
    const std::string* length = request.header("content-length");
    const std::string* coding = request.header("transfer-encoding");
    const auto size = length ? wholeNumber(*length, 10) : std::optional<std::uint64_t>(0);
    if (!size || countOf(request, "content-length") > 1 || (length && coding)
        || countOf(request, "transfer-encoding") > 1)
        return refuse(400, "The length of the body is not told once and clearly.");
    if (coding && !isSameWord(*coding, "chunked"))
        return refuse(501, "Only chunked is understood.");
    const std::string* expected = request.header("expect");
    if (expected && !isSameWord(*expected, "100-continue"))
        return refuse(417, "Only 100-continue can be expected.");
    if ((coding || *size > 0) && m_mayEnter && !m_mayEnter(request))
        return refuse(401, "Invalid API Key");
    if (*size > m_limits.body)
        return refuse(413, "The body is too large.");
    m_needsContinue = expected != nullptr;
    m_left = *size;
    m_phase = coding ? Phase::ChunkSize : Phase::Body;
    return true;
}

bool HttpReader::readBody()
{
    if (m_bytes.size() < m_left)
        return false;
    m_received.request.body = m_bytes.substr(0, m_left);
    m_bytes.erase(0, m_left);
    m_phase = Phase::Done;
    return true;
}

bool HttpReader::readChunkSize()
{
    const auto text = line(longestChunkLine);
    if (!text)
        return false;
    const auto size = wholeNumber(trimmed(std::string_view(*text).substr(0, text->find(';'))), 16);
    if (!size)
        return refuse(400, "The size of a chunk is none.");
    if (m_received.request.body.size() + *size > m_limits.body || *size > m_limits.body)
        return refuse(413, "The body is too large.");
    m_left = *size;
    m_phase = m_left == 0 ? Phase::Trailer : Phase::Chunk;
    return true;
}

bool HttpReader::readChunk()
{
    const auto size = std::min<std::uint64_t>(m_left, m_bytes.size());
    m_received.request.body.append(m_bytes, 0, size);
    m_bytes.erase(0, size);
    m_left -= size;
    if (m_left > 0)
        return false;
    m_phase = Phase::ChunkEnd;
    return true;
}

bool HttpReader::readChunkEnd()
{
    if (m_bytes.size() < 2)
        return false;
    if (!m_bytes.starts_with("\r\n"))
        return refuse(400, "A chunk is longer than it says.");
    m_bytes.erase(0, 2);
    m_phase = Phase::ChunkSize;
    return true;
}

bool HttpReader::readTrailer()
{
    const auto text = line(longestChunkLine);
    if (!text)
        return false;
    if (text->empty())
        m_phase = Phase::Done;
    return true;
}

} // namespace plectrum::emulator
