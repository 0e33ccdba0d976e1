// SPDX-License-Identifier: MIT
#include "plectrum/raise_request.h"

#include <QCryptographicHash>
#include <QLocalServer>
#include <QLocalSocket>

namespace plectrum::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int answerTimeout = 5000; ///< in ms; a program that hangs raises nothing
constexpr auto raisedAnswer = "raised\n";

/// A socket of the user's own folder where there is one.
QString socketOf(const QString& identity)
{
    const QByteArray hash =
        QCryptographicHash::hash(identity.toUtf8(), QCryptographicHash::Sha256).toHex().first(32);
    const QString name = u"plectrum-"_s + QString::fromLatin1(hash);
    // Asked of QStandardPaths it would be made, and told on stderr, where there is none.
    const QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return folder.isEmpty() ? name : folder + u'/' + name;
}

} // namespace

RaiseListener::RaiseListener(const QString& identity, std::function<void()> raise)
    : m_server(std::make_unique<QLocalServer>())
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    const QString socket = socketOf(identity);
    QLocalServer::removeServer(socket); // of a program that was killed: the file is ours now
    QObject::connect(m_server.get(), &QLocalServer::newConnection, m_server.get(),
                     [server = m_server.get(), raise = std::move(raise)] {
                         while (QLocalSocket* asking = server->nextPendingConnection()) {
                             QObject::connect(asking, &QLocalSocket::disconnected, asking,
                                              &QObject::deleteLater);
                             raise();
                             asking->write(raisedAnswer);
                             asking->disconnectFromServer();
                         }
                     });
    m_server->listen(socket); // without it a second start only says that the file is in use
}

RaiseListener::~RaiseListener() = default;

bool requestRaise(const QString& identity)
{
    QLocalSocket socket;
    socket.connectToServer(socketOf(identity), QIODevice::ReadOnly);
    if (!socket.waitForConnected(answerTimeout))
        return false;
    while (!socket.canReadLine())
        if (!socket.waitForReadyRead(answerTimeout))
            return false;
    return socket.readLine() == raisedAnswer;
}

} // namespace plectrum::app
