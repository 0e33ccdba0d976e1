// SPDX-License-Identifier: MIT
// A server of this machine in front of an emulated service that breaks one exchange at a chosen
// byte: over HTTP/1.1, and over HTTP/2 as far as the exchanges of one entry need it.
#pragma once

#include "emulator/http_reader.h"
#include "emulator/service.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <optional>
#include <string>
#include <vector>

namespace plectrum::test {

/// What happens to the first request with `method` that has a body.
struct Rough
{
    enum class Kind
    {
        Smooth,
        CutRequest, ///< closed after so many bytes of the request, nothing done
        CutAnswer, ///< done, closed after so many bytes of the answer
        DoneLate, ///< no answer; done when finishLate() is called
        AnsweredLate, ///< done at once, answered when finishLate() is called
        WrongLength, ///< done; the answer tells so many bytes more than it has, and closes
        ResetStream, ///< HTTP/2: done, the stream is reset with this code after its head
        ResetBefore, ///< HTTP/2: nothing done, the stream is reset with this code
        GoAway, ///< HTTP/2: nothing done, GOAWAY that names no stream, closed
        GoAwayDone, ///< HTTP/2: done, GOAWAY that names the stream, closed without an answer
    };
    Kind kind = Kind::Smooth;
    std::size_t at = 0; ///< bytes, or the code
};

class RoughServer final : public QTcpServer
{
public:
    RoughServer(emulator::Service& service, std::string path, bool isHttp2);
    ~RoughServer() override;

    std::string base() const;
    void finishLate();

    Rough rough; ///< becomes Smooth when it has happened
    bool happened = false;
    int writes = 0; ///< requests with a body that came in whole
    std::size_t answerBytes = 0; ///< of the last answer to a write
    std::size_t requestBytes = 0; ///< of the last write

private:
    class Connection;
    class Plain;
    class Http2;
    struct Late
    {
        std::optional<emulator::Request> request;
        QPointer<Connection> connection;
        std::string bytes;
    };
    void incomingConnection(qintptr handle) override;
    emulator::Response perform(emulator::Request request);

    emulator::Service& m_service;
    std::string m_path;
    bool m_isHttp2;
    std::vector<Late> m_late;
};

} // namespace plectrum::test
