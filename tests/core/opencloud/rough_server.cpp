// SPDX-License-Identifier: MIT
#include "rough_server.h"

#include <QCoroTask>

#include <format>
#include <map>
#include <utility>

namespace plectrum::test {

using Kind = Rough::Kind;

class RoughServer::Connection : public QObject
{
public:
    Connection(RoughServer& server, QTcpSocket* socket)
        : QObject(socket)
        , m_server(server)
        , m_socket(socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, [this] { received(m_socket->readAll()); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
    virtual void received(const QByteArray& bytes) = 0;
    void send(std::string_view bytes) { m_socket->write(bytes.data(), qint64(bytes.size())); }
    void close()
    {
        m_socket->flush();
        m_socket->disconnectFromHost();
    }

protected:
    /// A request has come in whole. `frame` makes of an answer the bytes that tell it.
    template <typename Frame>
    void handle(emulator::Request request, std::size_t bytes, Frame frame)
    {
        const bool isWrite = !request.body.empty();
        m_server.writes += isWrite ? 1 : 0;
        Rough rough = isWrite ? std::exchange(m_server.rough, {}) : Rough{};
        m_server.happened = m_server.happened || rough.kind != Kind::Smooth;
        if (rough.kind == Kind::DoneLate) {
            m_server.m_late.push_back({std::move(request), this, {}});
            return;
        }
        if (rough.kind == Kind::ResetBefore || rough.kind == Kind::GoAway) {
            breakStream(rough);
            return;
        }
        const emulator::Response answer = m_server.perform(std::move(request));
        const std::string text = frame(answer);
        if (isWrite) {
            m_server.answerBytes = text.size();
            m_server.requestBytes = bytes;
        }
        switch (rough.kind) {
        case Kind::CutAnswer:
            send(std::string_view(text).substr(0, rough.at));
            close();
            return;
        case Kind::AnsweredLate:
            m_server.m_late.push_back({std::nullopt, this, text});
            return;
        case Kind::WrongLength: {
            emulator::Response longer = answer;
            longer.headers.emplace_back("content-length",
                                        std::to_string(answer.body.size() + rough.at));
            send(frame(longer));
            close();
            return;
        }
        case Kind::ResetStream:
        case Kind::GoAwayDone:
            breakStream(rough);
            return;
        default:
            send(text);
        }
    }
    virtual void breakStream(const Rough& rough) { Q_UNUSED(rough) }
    /// Whether the connection ends before these bytes are all read.
    bool endsWithin(std::size_t bytes)
    {
        Rough& rough = m_server.rough;
        if (rough.kind != Kind::CutRequest || bytes < rough.at)
            return false;
        rough = {};
        m_server.happened = true;
        close();
        return true;
    }

    RoughServer& m_server;
    QTcpSocket* m_socket;
};

class RoughServer::Plain final : public RoughServer::Connection
{
public:
    Plain(RoughServer& server, QTcpSocket* socket)
        : Connection(server, socket)
        , m_reader({}, {})
    {
    }
    void received(const QByteArray& bytes) override
    {
        m_bytes.append(bytes.constData(), std::size_t(bytes.size()));
        const bool isWrite = m_bytes.starts_with("P");
        if (isWrite && endsWithin(m_bytes.size()))
            return;
        m_reader.add({bytes.constData(), std::size_t(bytes.size())});
        while (m_reader.read() == emulator::HttpReader::State::Ready) {
            const auto received = m_reader.take();
            handle(received.request, std::exchange(m_bytes, {}).size(), textOf);
        }
    }

private:
    static std::string textOf(const emulator::Response& answer)
    {
        std::string text = std::format("HTTP/1.1 {} Some\r\ncontent-type: {}\r\n", answer.status,
                                       answer.contentType);
        bool hasLength = false;
        for (const auto& [name, value] : answer.headers) {
            text += std::format("{}: {}\r\n", name, value);
            hasLength = hasLength || name == "content-length";
        }
        if (!hasLength)
            text += std::format("content-length: {}\r\n", answer.body.size());
        return text + "\r\n" + answer.body;
    }

    std::string m_bytes;
    emulator::HttpReader m_reader;
};

/// Frames as RFC 9113 has them. Which entry is asked for is known, so the fields of a request are
/// not decoded: what has a body is a write, all else a read.
class RoughServer::Http2 final : public RoughServer::Connection
{
public:
    Http2(RoughServer& server, QTcpSocket* socket)
        : Connection(server, socket)
    {
    }
    void received(const QByteArray& bytes) override
    {
        m_bytes.append(bytes.constData(), std::size_t(bytes.size()));
        if (!m_hasBegun) {
            constexpr std::size_t preface = 24;
            if (m_bytes.size() < preface)
                return;
            m_bytes.erase(0, preface);
            m_hasBegun = true;
            send(frame(4, 0, 0, {}));
        }
        while (m_bytes.size() >= 9) {
            const std::size_t size = std::size_t(byte(0)) << 16 | byte(1) << 8 | byte(2);
            if (m_bytes.size() < 9 + size)
                return;
            const unsigned type = byte(3);
            const unsigned flags = byte(4);
            const unsigned stream =
                (byte(5) & 0x7fU) << 24 | byte(6) << 16 | byte(7) << 8 | byte(8);
            const std::string payload = m_bytes.substr(9, size);
            m_bytes.erase(0, 9 + size);
            if (!take(type, flags, stream, payload))
                return;
        }
    }

private:
    unsigned byte(std::size_t at) const { return static_cast<unsigned char>(m_bytes[at]); }
    static std::string number(unsigned value)
    {
        return {char(value >> 24 & 0xffU), char(value >> 16 & 0xffU), char(value >> 8 & 0xffU),
                char(value & 0xffU)};
    }
    static std::string frame(unsigned type, unsigned flags, unsigned stream,
                             const std::string& payload)
    {
        const auto size = unsigned(payload.size());
        std::string head{char(size >> 16 & 0xffU), char(size >> 8 & 0xffU), char(size & 0xffU),
                         char(type), char(flags)};
        return head + number(stream) + payload;
    }
    /// False: the connection was closed.
    bool take(unsigned type, unsigned flags, unsigned stream, const std::string& payload)
    {
        if (type == 4 && (flags & 1U) == 0)
            send(frame(4, 1, 0, {}));
        if (type == 6 && (flags & 1U) == 0)
            send(frame(6, 1, 0, payload));
        if (type != 0 && type != 1)
            return true;
        m_streamBytes[stream] += 9 + payload.size();
        const bool isWhole = (flags & 1U) != 0;
        if (!(type == 1 && isWhole) && endsWithin(m_streamBytes[stream]))
            return false;
        if (type == 0)
            m_bodies[stream] += payload;
        if (!isWhole)
            return true;
        emulator::Request request;
        request.body = std::exchange(m_bodies[stream], {});
        request.method = request.body.empty() ? "GET" : "PATCH";
        request.path = m_server.m_path;
        request.headers = {{"x-api-key", "test-key"}, {"content-type", "application/json"}};
        m_stream = stream;
        handle(std::move(request), m_streamBytes[stream],
               [stream](const emulator::Response& answer) { return framesOf(stream, answer); });
        return true;
    }
    static std::string field(const std::string& name, const std::string& value)
    {
        // Literal without indexing, not packed; long values need more than one byte of length.
        std::string text(1, '\0');
        for (const std::string* each : {&name, &value}) {
            std::size_t size = each->size();
            if (size < 127) {
                text += char(size);
            } else {
                text += char(127);
                for (size -= 127; size >= 128; size >>= 7)
                    text += char(size % 128 + 128);
                text += char(size);
            }
            text += *each;
        }
        return text;
    }
    static std::string headOf(unsigned stream, const emulator::Response& answer)
    {
        std::string fields = field(":status", std::to_string(answer.status));
        fields += field("content-type", answer.contentType);
        for (const auto& [name, value] : answer.headers)
            fields += field(name, value);
        return frame(1, 4, stream, fields);
    }
    static std::string framesOf(unsigned stream, const emulator::Response& answer)
    {
        return headOf(stream, answer) + frame(0, 1, stream, answer.body);
    }
    void breakStream(const Rough& rough) override
    {
        const auto code = number(unsigned(rough.at));
        if (rough.kind == Kind::ResetBefore) {
            send(frame(3, 0, m_stream, code));
        } else if (rough.kind == Kind::ResetStream) {
            emulator::Response answer;
            answer.body = "{\"path\":";
            send(headOf(m_stream, answer) + frame(0, 0, m_stream, answer.body)
                 + frame(3, 0, m_stream, code));
        } else {
            const unsigned last = rough.kind == Kind::GoAway ? 0 : m_stream;
            send(frame(7, 0, 0, number(last) + number(0)));
            close();
        }
    }

    std::string m_bytes;
    bool m_hasBegun = false;
    unsigned m_stream = 0;
    std::map<unsigned, std::string> m_bodies;
    std::map<unsigned, std::size_t> m_streamBytes;
};

RoughServer::RoughServer(emulator::Service& service, std::string path, bool isHttp2)
    : m_service(service)
    , m_path(std::move(path))
    , m_isHttp2(isHttp2)
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no port");
}

RoughServer::~RoughServer()
{
    for (QObject* each : findChildren<QTcpSocket*>(Qt::FindDirectChildrenOnly))
        delete each;
}

std::string RoughServer::base() const
{
    return std::format("http://127.0.0.1:{}", serverPort());
}

void RoughServer::incomingConnection(qintptr handle)
{
    auto* socket = new QTcpSocket(this);
    socket->setSocketDescriptor(handle);
    if (m_isHttp2)
        new Http2(*this, socket);
    else
        new Plain(*this, socket);
}

emulator::Response RoughServer::perform(emulator::Request request)
{
    // The mock universe has no latency: it is done at once.
    return QCoro::waitFor(m_service.handle(std::move(request))).answer;
}

void RoughServer::finishLate()
{
    for (auto& late : std::exchange(m_late, {}))
        if (late.request)
            perform(std::move(*late.request));
        else if (late.connection)
            late.connection->send(late.bytes);
}

} // namespace plectrum::test
