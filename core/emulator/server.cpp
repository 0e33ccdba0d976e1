// SPDX-License-Identifier: MIT
#include "emulator/server.h"

#include "async/task_owner.h"
#include "emulator/gzip.h"

#include <QAbstractHttpServer>
#include <QHttpHeaders>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QMetaEnum>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <format>
#include <stdexcept>

namespace plectrum::emulator {

using async::Task;

namespace {

/// Keeps the sockets that it hands to Qt HttpServer, so that one can be closed without an answer.
class Listener final : public QTcpServer
{
public:
    QPointer<QTcpSocket> socketOf(quint16 peerPort) const { return m_sockets.value(peerPort); }
    std::size_t accepted() const { return m_accepted; }

protected:
    void incomingConnection(qintptr handle) override
    {
        auto* socket = new QTcpSocket(this);
        if (!socket->setSocketDescriptor(handle)) {
            delete socket;
            return;
        }
        // Head and body are written apart: without this each answer waits 40 ms for the client.
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        ++m_accepted;
        m_sockets.removeIf([](const auto& each) { return each.value().isNull(); });
        m_sockets.insert(socket->peerPort(), socket);
        addPendingConnection(socket);
    }

private:
    QHash<quint16, QPointer<QTcpSocket>> m_sockets; ///< by the port of the peer
    std::size_t m_accepted = 0;
};

std::string methodOf(const QHttpServerRequest& request)
{
    const char* name =
        QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method()));
    std::string method(name ? name : "");
    std::ranges::transform(method, method.begin(),
                           [](char letter) { return letter >= 'a' ? char(letter - 32) : letter; });
    return method;
}

Request requestOf(const QHttpServerRequest& source)
{
    Request request;
    request.method = methodOf(source);
    request.path = source.url().path(QUrl::FullyEncoded).toStdString();
    request.query = source.url().query(QUrl::FullyEncoded).toStdString();
    const QHttpHeaders headers = source.headers();
    for (qsizetype i = 0; i < headers.size(); ++i)
        request.headers.emplace_back(
            QByteArray(headers.nameAt(i).data(), headers.nameAt(i).size()).toLower().toStdString(),
            headers.valueAt(i).toByteArray().toStdString());
    request.body = source.body().toStdString();
    return request;
}

/// The head and the first half of the body, as they stand on the wire.
std::string firstHalf(const Answer& answer)
{
    std::string text = std::format("HTTP/1.1 {} Cut\r\ncontent-type: {}\r\ncontent-length: {}\r\n",
                                   answer.status, answer.contentType, answer.body.size());
    for (const auto& [name, value] : answer.headers)
        text += std::format("{}: {}\r\n", name, value);
    return text + "\r\n" + answer.body.substr(0, answer.body.size() / 2);
}

void write(QHttpServerResponder& responder, const Answer& answer)
{
    QHttpHeaders headers;
    for (const auto& [name, value] : answer.headers)
        headers.append(QByteArrayView(name), QByteArrayView(value));
    const auto status = QHttpServerResponder::StatusCode(answer.status);
    if (answer.body.empty()) {
        responder.write(headers, status);
        return;
    }
    headers.append(QHttpHeaders::WellKnownHeader::ContentType, QByteArrayView(answer.contentType));
    responder.write(QByteArray::fromStdString(answer.body), headers, status);
}

/// From the event loop: Qt HttpServer reads on from the socket when it has handed a request over.
void breakOff(QTcpSocket* socket, const Reply& reply)
{
    if (reply.delivery == Reply::Delivery::Dropped) {
        QMetaObject::invokeMethod(socket, &QAbstractSocket::disconnectFromHost,
                                  Qt::QueuedConnection);
        return;
    }
    const QByteArray half = QByteArray::fromStdString(firstHalf(reply.answer));
    QMetaObject::invokeMethod(
        socket,
        [socket, half] {
            socket->write(half);
            socket->flush();
            socket->disconnectFromHost();
        },
        Qt::QueuedConnection);
}

} // namespace

struct Server::Private final : QAbstractHttpServer
{
    explicit Private(Service& emulated)
        : service(emulated)
        , tasks([](const std::exception_ptr&) { })
    {
    }

    bool handleRequest(const QHttpServerRequest& request, QHttpServerResponder& responder) override
    {
        tasks.start(answer(requestOf(request), listener->socketOf(request.remotePort()),
                           std::make_shared<QHttpServerResponder>(std::move(responder)),
                           tasks.stopToken()));
        return true;
    }
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&) override { }

    Task<void> answer(Request request, QPointer<QTcpSocket> socket,
                      std::shared_ptr<QHttpServerResponder> responder, std::stop_token stop)
    {
        Reply reply = co_await service.handle(std::move(request), stop);
        if (reply.isCompressed) {
            reply.answer.body = gzip(reply.answer.body);
            reply.answer.headers.emplace_back("content-encoding", "gzip");
        }
        if (reply.delivery == Reply::Delivery::Whole) {
            write(*responder, reply.answer);
            co_return;
        }
        if (socket)
            breakOff(socket, reply);
    }

    Service& service;
    Listener* listener = nullptr; ///< owned by the server that it is bound to
    async::TaskOwner tasks;
};

Server::Server(Service& service, std::uint16_t port)
    : m_private(std::make_unique<Private>(service))
{
    auto listener = std::make_unique<Listener>();
    if (!listener->listen(QHostAddress::LocalHost, port))
        throw std::runtime_error(std::format("cannot listen on port {}: {}", port,
                                             listener->errorString().toStdString()));
    if (!m_private->bind(listener.get()))
        throw std::runtime_error("cannot serve HTTP");
    m_private->listener = listener.release();
}

Server::~Server()
{
    m_private->tasks.requestStop();
}

std::uint16_t Server::port() const
{
    return m_private->listener->serverPort();
}

std::string Server::baseUrl() const
{
    return std::format("http://127.0.0.1:{}", port());
}

std::size_t Server::connections() const
{
    return m_private->listener->accepted();
}

Task<void> Server::close()
{
    m_private->listener->close();
    m_private->tasks.requestStop();
    return m_private->tasks.finished();
}

} // namespace plectrum::emulator
