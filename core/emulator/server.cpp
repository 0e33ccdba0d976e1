// SPDX-License-Identifier: MIT
#include "emulator/server.h"

#include "async/task_owner.h"
#include "emulator/http_reader.h"
#include "http/gzip.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <format>
#include <map>
#include <stdexcept>
#include <utility>

namespace plectrum::emulator {

using async::Task;

namespace {

/// So much of one connection is taken in at once, and nothing while it is being answered.
constexpr qint64 readAtOnce = qint64(256) << 10;

const char* reasonOf(int status)
{
    static const std::map<int, const char*> reasons{{200, "OK"},
                                                    {204, "No Content"},
                                                    {400, "Bad Request"},
                                                    {401, "Unauthorized"},
                                                    {403, "Forbidden"},
                                                    {404, "Not Found"},
                                                    {405, "Method Not Allowed"},
                                                    {409, "Conflict"},
                                                    {412, "Precondition Failed"},
                                                    {413, "Content Too Large"},
                                                    {415, "Unsupported Media Type"},
                                                    {417, "Expectation Failed"},
                                                    {429, "Too Many Requests"},
                                                    {431, "Request Header Fields Too Large"},
                                                    {500, "Internal Server Error"},
                                                    {501, "Not Implemented"},
                                                    {502, "Bad Gateway"},
                                                    {503, "Service Unavailable"},
                                                    {505, "HTTP Version Not Supported"}};
    const auto at = reasons.find(status);
    return at == reasons.end() ? "Answer" : at->second;
}

std::string headOf(const Response& answer, bool isClosing)
{
    std::string text = std::format("HTTP/1.1 {} {}\r\n", answer.status, reasonOf(answer.status));
    if (!answer.body.empty())
        text += std::format("content-type: {}\r\n", answer.contentType);
    if (answer.status != 204)
        text += std::format("content-length: {}\r\n", answer.body.size());
    for (const auto& [name, value] : answer.headers)
        text += std::format("{}: {}\r\n", name, value);
    return text + (isClosing ? "connection: close\r\n\r\n" : "\r\n");
}

void send(QTcpSocket& socket, std::string_view bytes)
{
    socket.write(bytes.data(), qint64(bytes.size()));
}

} // namespace

/// One connection: a request at a time, in the order in which they come.
class Server::Connection final : public QObject
{
public:
    Connection(Server::State& server, QTcpSocket* socket);
    void answer(const Reply& reply, const HttpReader::Received& received);

private:
    void readOn();
    void refuse(const HttpReader::ApiError& refusal);
    void close();

    Server::State& m_server;
    QTcpSocket* m_socket;
    HttpReader m_reader;
    QTimer m_silence;
    bool m_isAnswering = false;
    bool m_wasIdle = true;
};

struct Server::State final : QTcpServer
{
    State(Service& emulated, ServerLimits bounds)
        : service(emulated)
        , limits(bounds)
        , tasks([](const std::exception_ptr&) { })
    {
    }
    ~State() override
    {
        for (const auto& connection : findChildren<QTcpSocket*>(Qt::FindDirectChildrenOnly))
            delete connection; // while there is something behind them
    }

    void incomingConnection(qintptr handle) override
    {
        auto* socket = new QTcpSocket(this);
        if (!socket->setSocketDescriptor(handle)) {
            delete socket;
            return;
        }
        // Head and body are written apart: without this each answer waits 40 ms for the client.
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        socket->setReadBufferSize(readAtOnce);
        ++accepted;
        new Connection(*this, socket); // goes with its socket
    }
    /// What it needs after waiting is its own: the server may be gone when its frame ends.
    static Task<void> answer(Service* service, HttpReader::Received received,
                             QPointer<Connection> connection, std::stop_token stop)
    {
        Request request = received.request;
        Reply reply = co_await service->handle(std::move(request), std::move(stop));
        if (reply.isCompressed) {
            reply.answer.body = http::gzip(reply.answer.body);
            reply.answer.headers.emplace_back("content-encoding", "gzip");
        }
        if (connection)
            connection->answer(reply, received);
    }

    Service& service;
    ServerLimits limits;
    std::size_t accepted = 0;
    async::TaskOwner tasks;
};

Server::Connection::Connection(Server::State& server, QTcpSocket* socket)
    : QObject(socket)
    , m_server(server)
    , m_socket(socket)
    , m_reader({}, [&service = server.service](const Request& each) { return service.knows(each); })
{
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &Connection::close);
    connect(socket, &QTcpSocket::readyRead, this, &Connection::readOn);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    m_silence.start(m_server.limits.idle);
}

void Server::Connection::readOn()
{
    if (m_isAnswering)
        return;
    const QByteArray bytes = m_socket->readAll();
    m_reader.add({bytes.data(), std::size_t(bytes.size())});
    switch (m_reader.read()) {
    case HttpReader::State::NeedsContinue:
        send(*m_socket, "HTTP/1.1 100 Continue\r\n\r\n");
        [[fallthrough]];
    case HttpReader::State::Incomplete:
        // The time of a request is counted from its first byte: a trickle does not lengthen it.
        if (m_reader.isIdle() != std::exchange(m_wasIdle, m_reader.isIdle())
            || !m_silence.isActive())
            m_silence.start(m_server.limits.idle);
        return;
    case HttpReader::State::Refused:
        refuse(m_reader.refusal());
        return;
    case HttpReader::State::Ready:
        break;
    }
    m_silence.stop();
    m_isAnswering = true;
    m_server.tasks.start(
        State::answer(&m_server.service, m_reader.take(), this, m_server.tasks.stopToken()));
}

void Server::Connection::answer(const Reply& reply, const HttpReader::Received& received)
{
    m_isAnswering = false;
    if (reply.delivery == Reply::Delivery::Dropped) {
        close();
        return;
    }
    const bool isCut = reply.delivery == Reply::Delivery::Cut;
    send(*m_socket, headOf(reply.answer, received.isClosing));
    const std::string_view body(reply.answer.body);
    if (!received.isHead && reply.answer.status != 204)
        send(*m_socket, isCut ? body.substr(0, body.size() / 2) : body);
    if (isCut || received.isClosing) {
        close();
        return;
    }
    // From the loop: a client that sends many at once must not make a deep stack of them.
    QMetaObject::invokeMethod(this, &Connection::readOn, Qt::QueuedConnection);
}

void Server::Connection::refuse(const HttpReader::ApiError& refusal)
{
    if (refusal.status == 0 || refusal.text.empty())
        return;
    Response answer;
    answer.status = refusal.status;
    answer.body = std::format(R"({{"errors":[{{"code":0,"message":"{}"}}]}})", refusal.text);
    send(*m_socket, headOf(answer, true) + answer.body);
    close();
}

void Server::Connection::close()
{
    m_socket->flush();
    m_socket->disconnectFromHost();
}

Server::Server(Service& service, std::uint16_t port, ServerLimits limits)
    : m_state(std::make_unique<State>(service, limits))
{
    if (!m_state->listen(QHostAddress::LocalHost, port))
        throw std::runtime_error(std::format("cannot listen on port {}: {}", port,
                                             m_state->errorString().toStdString()));
}

Server::~Server()
{
    m_state->tasks.requestStop();
}

std::uint16_t Server::port() const
{
    return m_state->serverPort();
}

std::string Server::baseUrl() const
{
    return std::format("http://127.0.0.1:{}", port());
}

std::size_t Server::connections() const
{
    return m_state->accepted;
}

Task<void> Server::close()
{
    m_state->close();
    m_state->tasks.requestStop();
    return m_state->tasks.finished();
}

} // namespace plectrum::emulator
