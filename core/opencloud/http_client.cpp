// SPDX-License-Identifier: MIT
#include "opencloud/http_client.h"

#include "async/task_owner.h"
#include "datastore/data_store_limits.h"
#include "datastore/error.h"

#include <QCoroSignal>
#include <QCryptographicHash>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <format>
#include <optional>
#include <string_view>
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

/// A body that can be read once: Qt, which would send a request anew whose connection closed before
/// its answer, has to give up instead.
class OnceDevice final : public QIODevice
{
public:
    explicit OnceDevice(QByteArray body)
        : m_body(std::move(body))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    qint64 bytesAvailable() const override { return m_body.size() - m_at; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 size = std::min<qint64>(most, m_body.size() - m_at);
        if (size == 0)
            return -1;
        std::copy_n(m_body.constData() + m_at, size, data);
        m_at += size;
        return size;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_body;
    qint64 m_at = 0;
};

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
                                url.userInfo().isEmpty() ? base : std::string("...@...")));
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

/// Of what writes: what has no body Qt sends again by itself, so that nothing is known of it.
bool mayBeDone(const Request& request, QNetworkReply::NetworkError error)
{
    return !request.isIdempotent && (request.body.empty() || !isBeforeTheRequest(error));
}

[[noreturn]] void throwUnreachable(const QNetworkReply& reply, const Request& request,
                                   const std::string& why)
{
    Error error(ErrorKind::Unreachable,
                "no answer from " + reply.url().host().toStdString() + ": " + why);
    if (mayBeDone(request, reply.error()))
        throw std::move(error).withUnknownOutcome();
    throw error;
}

/// Each string and bracket is closed.
bool isClosed(std::string_view json)
{
    int depth = 0;
    bool isInString = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char letter = json[at];
        if (isInString && letter == '\\')
            ++at;
        else if (letter == '"')
            isInString = !isInString;
        else if (!isInString)
            depth += (letter == '{' || letter == '[') - (letter == '}' || letter == ']');
    }
    return depth == 0 && !isInString;
}

bool matchesItsHash(const Response& answer)
{
    const auto hash = QCryptographicHash::hash(toQt(answer.body), QCryptographicHash::Md5);
    return answer.header("content-md5") == hash.toBase64().toStdString();
}

/// An answer in chunks that its connection cuts is now and then an end for Qt like any other (its
/// reader takes a line end that comes in two pieces for the last chunk). JSON tells by itself
/// whether it is whole, but for a number, which needs its hash beside it (v1 sends one).
bool isWholeByItself(const Response& answer)
{
    const auto first = answer.body.find_first_not_of(" \t\r\n");
    if (first == std::string::npos)
        return false;
    const std::string_view text = std::string_view(answer.body).substr(first);
    const char letter = text.front();
    if (letter == '{' || letter == '[' || letter == '"')
        return isClosed(text);
    if (letter == 't' || letter == 'n')
        return text.size() >= 4;
    if (letter == 'f')
        return text.size() >= 5;
    if (letter == '-' || (letter >= '0' && letter <= '9'))
        return matchesItsHash(answer);
    return true; // No JSON, as whoever reads it will say.
}

/// Neither shorter nor longer than it says, or than it can be.
bool isWhole(const Response& answer, bool hasFrames)
{
    if (answer.status == 204 || answer.status == 304)
        return true;
    const std::string length = answer.header("content-length");
    // Qt unpacks what is compressed, and counts what came in.
    if (!length.empty() && answer.header("content-encoding").empty())
        return length == std::to_string(answer.body.size());
    return hasFrames || answer.status >= 300 || isWholeByItself(answer);
}

/// The key's own copies; what Qt keeps of a request is out of reach.
void wipe(std::string& text)
{
    volatile char* const bytes = text.data();
    for (std::size_t i = 0; i < text.size(); ++i)
        bytes[i] = 0;
    text.clear();
}

Response answerOf(QNetworkReply& reply)
{
    Response answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto& [name, value] : reply.rawHeaderPairs())
        answer.headers.emplace_back(name.toLower().toStdString(), value.toStdString());
    answer.body = reply.readAll().toStdString();
    return answer;
}

[[noreturn]] void throwTooLarge(const Request& request, std::int64_t most)
{
    Error error(ErrorKind::TooLarge, std::format("the answer is larger than {} bytes", most));
    if (!request.isIdempotent)
        throw std::move(error).withUnknownOutcome();
    throw error;
}

/// Any status, but all of it.
Response wholeAnswerOf(QNetworkReply& reply, const Request& request)
{
    Response answer = answerOf(reply);
    const auto error = reply.error();
    const bool isCut = (answer.status >= 200 && answer.status < 300) || answer.status == 0;
    if (isOfTheNetwork(error) || (isCut && error != QNetworkReply::NoError) || answer.status == 0)
        throwUnreachable(reply, request, reply.errorString().toStdString());
    if (answer.status >= 300 && answer.status < 400)
        throw Error(ErrorKind::Malformed,
                    std::format("the server answered {} and wants the key sent elsewhere, which is "
                                "refused",
                                answer.status));
    if (!isWhole(answer, reply.attribute(QNetworkRequest::Http2WasUsedAttribute).toBool()))
        throwUnreachable(reply, request, "the answer was cut");
    return answer;
}

struct DeleteLater
{
    void operator()(QNetworkReply* reply) const { reply->deleteLater(); }
};

} // namespace

struct HttpClient::State : std::enable_shared_from_this<HttpClient::State>
{
    HttpSettings settings;
    QNetworkAccessManager manager;
    std::stop_source life; ///< of all that is under way

    explicit State(HttpSettings given)
        : settings(std::move(given))
    {
        if (isThisMachine(QUrl::fromEncoded(toQt(settings.base)).host()))
            manager.setProxy(QNetworkProxy::NoProxy);
    }

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
        if (settings.isHttp2Direct)
            made.setAttribute(QNetworkRequest::Http2DirectAttribute, true);
        made.setTransferTimeout(request.timeout);
        made.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Plectrum"));
        for (const auto& [name, value] : request.headers)
            made.setRawHeader(toQt(name), toQt(value));
        if (!request.body.empty() && !made.hasRawHeader("content-type"))
            made.setRawHeader("content-type", "application/json");
        if (!request.body.empty()) {
            made.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
            made.setHeader(QNetworkRequest::ContentLengthHeader, qint64(request.body.size()));
        }
        if (settings.apiKey) {
            std::string key = settings.apiKey();
            made.setRawHeader("x-api-key", toQt(key));
            wipe(key);
        }
        return made;
    }

    Task<Response> send(Request request, std::stop_token stop)
    {
        const auto self = shared_from_this();
        async::throwIfStopped(stop);
        datastore::checkTimeLeft(request.timeLeft);
        OnceDevice body(toQt(request.body));
        const std::unique_ptr<QNetworkReply, DeleteLater> reply(manager.sendCustomRequest(
            requestFor(request), toQt(request.method), request.body.empty() ? nullptr : &body));
        bool isTooLarge = false;
        QObject::connect(reply.get(), &QNetworkReply::readyRead, reply.get(), [&] {
            isTooLarge = reply->bytesAvailable() > settings.maxBytes;
            if (isTooLarge)
                reply->abort();
        });
        // A trickle is no silence.
        QTimer longest;
        longest.setSingleShot(true);
        QObject::connect(&longest, &QTimer::timeout, reply.get(), &QNetworkReply::abort);
        longest.start(longestOf(request));
        const auto abort = [&reply] { reply->abort(); };
        if (!reply->isFinished()) {
            const std::stop_callback onStop(stop, abort);
            const std::stop_callback onEnd(life.get_token(), abort);
            if (!reply->isFinished())
                co_await qCoro(reply.get(), &QNetworkReply::finished);
        }
        const bool isStopped = stop.stop_requested() || life.stop_requested();
        if (isStopped && reply->error() != QNetworkReply::NoError && request.isIdempotent)
            throw async::Cancelled();
        if (isTooLarge)
            throwTooLarge(request, settings.maxBytes);
        Response answer = wholeAnswerOf(*reply, request);
        if (answer.status >= 400)
            mask(answer.body);
        co_return answer;
    }

    /// A server that tells what it was sent must not have the key shown or kept.
    void mask(std::string& text) const
    {
        std::string key = settings.apiKey ? settings.apiKey() : std::string();
        constexpr std::string_view instead = "(the API key)";
        for (auto at = text.find(key); !key.empty() && at != std::string::npos;
             at = text.find(key, at + instead.size()))
            text.replace(at, key.size(), instead);
        wipe(key);
    }

    std::chrono::milliseconds longestOf(const Request& request) const
    {
        const auto longest = request.timeout * settings.maxTimeouts;
        return request.timeLeft ? std::min(longest, request.timeLeft()) : longest;
    }
};

HttpClient::HttpClient(HttpSettings settings)
    : m_state((checkBase(settings.base), std::make_shared<State>(std::move(settings))))
{
}

HttpClient::~HttpClient()
{
    m_state->life.request_stop();
}

Task<Response> HttpClient::send(Request request, std::stop_token stop)
{
    return m_state->send(std::move(request), std::move(stop));
}

} // namespace plectrum::opencloud
