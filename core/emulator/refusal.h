// SPDX-License-Identifier: MIT
// How a call is refused: the one exception of the emulator, and the shapes in which the real
// service tells it (gateway, v2, and v1 with one more for parameters).
#pragma once

#include "datastore/error.h"
#include "emulator/response.h"

#include <chrono>
#include <exception>
#include <optional>
#include <string>

namespace plectrum::emulator {

enum class Code
{
    InvalidArgument,
    Unauthenticated,
    PermissionDenied,
    NotFound,
    MethodNotAllowed,
    Aborted,
    PreconditionFailed,
    UnsupportedMediaType,
    ResourceExhausted,
    Internal,
    NotImplemented,
    Unavailable,
};

/// Who speaks: what stands before the services, or one of them.
enum class ApiVersion
{
    Gateway,
    V2,
    V1,
};

class ApiError : public std::exception
{
public:
    /// `dataStoreCode` is v1's own code, as "EntryNotFound"; may be empty.
    ApiError(Code code, std::string message, std::string dataStoreCode = {});
    ApiError&& withRetryAfter(std::chrono::seconds retryAfter) &&;
    /// With these as well, whatever the wire.
    ApiError&& withHeaders(Headers headers) &&;
    /// From the gateway, whatever was asked for.
    ApiError&& ofGateway() &&;
    /// v1 tells a parameter that is not of its type in a shape of its own.
    ApiError&& ofParameter(std::string name) &&;

    Code code() const { return m_code; }
    const std::string& message() const { return m_message; }
    const char* what() const noexcept override { return m_message.c_str(); }
    /// As the service of that wire tells it.
    Response answer(ApiVersion version) const;

private:
    Code m_code;
    std::string m_message;
    std::string m_dataStoreCode;
    std::optional<std::chrono::seconds> m_retryAfter;
    std::string m_parameter;
    Headers m_headers;
    bool m_isOfGateway = false;
};

int statusOf(Code code);
/// What a mock universe's error comes to.
ApiError refusalOf(const datastore::Error& error);

} // namespace plectrum::emulator
