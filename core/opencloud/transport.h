// SPDX-License-Identifier: MIT
// One request to Open Cloud and its answer as plain values, and the interface that sends them.
#pragma once

#include "async/task.h"
#include "datastore/entry.h"
#include "http/message.h"

#include <chrono>
#include <stop_token>
#include <string>

namespace plectrum::opencloud {

using async::Task;

enum class RequestKind
{
    Read,
    Write,
    List,
    Remove,
    ReadV1,
    WriteV1,
    Task,
    TaskPoll,
    Other
};
enum class Priority
{
    Lock,
    User,
    Background
};

struct Request : http::Request
{
    RequestKind kind = RequestKind::Other;
    Priority priority = Priority::User;
    std::string throughputKey;
    std::chrono::milliseconds timeout = std::chrono::seconds(30); ///< without a word from there
    bool isIdempotent = false;
    /// None: it may go at any time. Asked whenever it would be sent; what may not go ends with the
    /// Error datastore::notSent().
    datastore::TimeLeft timeLeft{};
};

using http::Response;

class Transport
{
public:
    virtual ~Transport() = default;
    virtual Task<Response> send(Request request, std::stop_token stop = {}) = 0;
};

} // namespace plectrum::opencloud
