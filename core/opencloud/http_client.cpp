// SPDX-License-Identifier: MIT
#include "opencloud/http_client.h"

#include "async/task_owner.h"
#include "datastore/error.h"

#include <QCoroSignal>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

#include <format>
#include <optional>
#include <utility>

namespace plectrum::opencloud {

namespace {

using datastore::Error;
using datastore::ErrorKind;

QByteArray toQt(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

bool isThisMachine(const QString& host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

void checkBase(const std::string& base)
{
    const auto url = QUrl::fromEncoded(toQt(base), QUrl::StrictMode);
    const bool isSafe = url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && isThisMachine(url.host()));
    const bool isPlain = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment() && !base.ends_with('/');
    if (!isSafe || !isPlain)
        throw Error(ErrorKind::InvalidArgument,
                    std::format("'{}' is no address to send an API key to: https://HOST, or "
                                "http:// to this machine",
                                base));
}

/// The server cannot have read a request that failed so.
bool isBeforeTheRequest(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ProtocolUnknownError:
        return true;
    default:
        return false;
    }
}

/// Of the way there and back, not of what the server said: ProtocolInvalidOperationError is how Qt
/// tells of a 400. Where there was no answer at all, there is no status either.
bool isOfTheNetwork(QNetworkReply::NetworkError error)
{
    return error != QNetworkReply::NoError
        && (error < QNetworkReply::ContentAccessDenied
            || error == QNetworkReply::ProtocolUnknownError
            || error == QNetworkReply::ProtocolFailure);
}

[[noreturn]] void throwUnreachable(const QNetworkReply& reply, bool isIdempotent)
{
    Error error(ErrorKind::Unreachable,
                "no answer from " + reply.url().host().toStdString() + ": "
                    + reply.errorString().toStdString());
    if (!isIdempotent && !isBeforeTheRequest(reply.error()))
        throw std::move(error).withUnknownOutcome();
    throw error;
}

Answer answerOf(QNetworkReply& reply)
{
    Answer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto& [name, value] : reply.rawHeaderPairs())
        answer.headers.emplace_back(name.toLower().toStdString(), value.toStdString());
    answer.body = reply.readAll().toStdString();
    return answer;
}

struct DeleteLater
{
    void operator()(QNetworkReply* reply) const { reply->deleteLater(); }
};

} // namespace

struct HttpClient::Private
{
    HttpSettings settings;
    QNetworkAccessManager manager;
    std::stop_source stop; ///< of all that is under way

    QNetworkRequest requestFor(const Request& request) const
    {
        std::string target = settings.base + request.path;
        if (!request.query.empty())
            target += "?" + request.query;
        const auto url = QUrl::fromEncoded(toQt(target), QUrl::StrictMode);
        // What Qt would send in another spelling would be another place.
        if (!url.isValid() || url.toEncoded() != toQt(target))
            throw Error(ErrorKind::InvalidArgument, "cannot be asked for: " + request.path);
        QNetworkRequest made(url);
        made.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                          QNetworkRequest::ManualRedirectPolicy);
        made.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        made.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        made.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                          QNetworkRequest::AlwaysNetwork);
        made.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
        made.setTransferTimeout(request.timeout);
        made.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Plectrum"));
        for (const auto& [name, value] : request.headers)
            made.setRawHeader(toQt(name), toQt(value));
        if (!request.body.empty() && !made.hasRawHeader("content-type"))
            made.setRawHeader("content-type", "application/json");
        if (settings.apiKey)
            made.setRawHeader("x-api-key", toQt(settings.apiKey()));
        return made;
    }

    static Task<Answer> send(std::shared_ptr<Private> self, Request request, std::stop_token stop)
    {
        async::throwIfStopped(stop);
        const std::unique_ptr<QNetworkReply, DeleteLater> reply(self->manager.sendCustomRequest(
            self->requestFor(request), toQt(request.method), toQt(request.body)));
        bool isTooLarge = false;
        QObject::connect(reply.get(), &QNetworkReply::readyRead, reply.get(), [&] {
            isTooLarge = reply->bytesAvailable() > self->settings.mostBytes;
            if (isTooLarge)
                reply->abort();
        });
        const auto abort = [&reply] { reply->abort(); };
        if (!reply->isFinished()) {
            const std::stop_callback onStop(stop, abort);
            const std::stop_callback onEnd(self->stop.get_token(), abort);
            if (!reply->isFinished())
                co_await qCoro(reply.get(), &QNetworkReply::finished);
        }
        if (stop.stop_requested() || self->stop.stop_requested())
            throw async::Cancelled();
        if (isTooLarge)
            throw Error(
                ErrorKind::TooLarge,
                std::format("the answer is larger than {} bytes", self->settings.mostBytes));
        if (isOfTheNetwork(reply->error()))
            throwUnreachable(*reply, request.isIdempotent);
        Answer answer = answerOf(*reply);
        if (answer.status >= 300 && answer.status < 400)
            throw Error(ErrorKind::Malformed,
                        std::format("the server answered {} and wants the key sent elsewhere, "
                                    "which is refused",
                                    answer.status));
        if (answer.status == 0)
            throwUnreachable(*reply, request.isIdempotent);
        co_return answer;
    }
};

HttpClient::HttpClient(HttpSettings settings)
    : m_private(std::make_shared<Private>())
{
    checkBase(settings.base);
    m_private->settings = std::move(settings);
}

HttpClient::~HttpClient()
{
    m_private->stop.request_stop();
}

Task<Answer> HttpClient::send(Request request, std::stop_token stop)
{
    return Private::send(m_private, std::move(request), std::move(stop));
}

} // namespace plectrum::opencloud
