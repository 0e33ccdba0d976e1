// SPDX-License-Identifier: MIT
#include "emulator/refusal.h"

#include "json/printer.h"

#include <utility>

namespace plectrum::emulator {

using json::Value;

namespace {

struct CodeRow
{
    Code code;
    int status;
    const char* name;
};

constexpr CodeRow codeTable[] = {
    {Code::InvalidArgument, 400, "INVALID_ARGUMENT"},
    {Code::Unauthenticated, 401, "UNAUTHENTICATED"},
    {Code::PermissionDenied, 403, "PERMISSION_DENIED"},
    {Code::NotFound, 404, "NOT_FOUND"},
    {Code::MethodNotAllowed, 405, "METHOD_NOT_ALLOWED"},
    {Code::Aborted, 409, "ABORTED"},
    {Code::PreconditionFailed, 412, "FAILED_PRECONDITION"},
    {Code::UnsupportedMediaType, 415, "UNSUPPORTED_MEDIA_TYPE"},
    {Code::ResourceExhausted, 429, "RESOURCE_EXHAUSTED"},
    {Code::Internal, 500, "INTERNAL"},
    {Code::NotImplemented, 501, "NOT_IMPLEMENTED"},
    {Code::Unavailable, 503, "UNAVAILABLE"},
};

const CodeRow& rowOf(Code code)
{
    for (const CodeRow& row : codeTable)
        if (row.code == code)
            return row;
    return codeTable[0];
}

Value gatewayBody(const std::string& message)
{
    return Value::object(
        {{"errors", Value::array({Value::object({{"code", 0}, {"message", message}})})}});
}

Value parameterBody(const std::string& parameter, const std::string& message)
{
    return Value::object(
        {{"title", "One or more validation errors occurred."},
         {"status", 400},
         {"errors", Value::object({{parameter, Value::array({Value(message)})}})}});
}

Value v1Body(const char* name, const std::string& message, const std::string& dataStoreCode)
{
    std::vector<Value> details;
    if (!dataStoreCode.empty())
        details.push_back(Value::object(
            {{"errorDetailType", "DatastoreErrorInfo"}, {"datastoreErrorCode", dataStoreCode}}));
    return Value::object({{"error", name},
                          {"message", message},
                          {"errorDetails", Value::array(std::move(details))}});
}

} // namespace

ApiError::ApiError(Code code, std::string message, std::string dataStoreCode)
    : m_code(code)
    , m_message(std::move(message))
    , m_dataStoreCode(std::move(dataStoreCode))
{
}

ApiError&& ApiError::withRetryAfter(std::chrono::seconds retryAfter) &&
{
    m_retryAfter = retryAfter;
    return std::move(*this);
}

ApiError&& ApiError::withHeaders(Headers headers) &&
{
    m_headers = std::move(headers);
    return std::move(*this);
}

ApiError&& ApiError::ofGateway() &&
{
    m_isOfGateway = true;
    return std::move(*this);
}

ApiError&& ApiError::ofParameter(std::string name) &&
{
    m_parameter = std::move(name);
    return std::move(*this);
}

Response ApiError::answer(ApiVersion version) const
{
    const CodeRow& row = rowOf(m_code);
    Response answer;
    answer.status = row.status;
    answer.headers = m_headers;
    if (m_isOfGateway || version == ApiVersion::Gateway)
        answer.body = json::print(gatewayBody(m_message));
    else if (version == ApiVersion::V1 && !m_parameter.empty())
        answer.body = json::print(parameterBody(m_parameter, m_message));
    else if (version == ApiVersion::V1)
        answer.body = json::print(v1Body(row.name, m_message, m_dataStoreCode));
    else
        answer.body = json::print(Value::object({{"code", row.name}, {"message", m_message}}));
    if (m_retryAfter)
        answer.headers.emplace_back("retry-after", std::to_string(m_retryAfter->count()));
    return answer;
}

int statusOf(Code code)
{
    return rowOf(code).status;
}

ApiError refusalOf(const datastore::Error& error)
{
    using datastore::ErrorKind;
    switch (error.kind()) {
    case ErrorKind::Throttled:
        // Of the throughput of one key, which is counted over a minute.
        return ApiError(Code::ResourceExhausted, error.text(), "TooManyRequests")
            .withRetryAfter(std::chrono::seconds(60));
    case ErrorKind::NotFound:
        return {Code::NotFound, error.text(), "DatastoreNotFound"};
    case ErrorKind::Conflict:
        return {Code::Aborted, error.text()};
    case ErrorKind::TooLarge:
        return {Code::InvalidArgument, error.text(), "ContentTooBig"};
    case ErrorKind::InvalidArgument:
    case ErrorKind::Malformed:
        return {Code::InvalidArgument, error.text(), "ContentNotJson"};
    case ErrorKind::Denied:
        return {Code::PermissionDenied, error.text(), "Forbidden"};
    case ErrorKind::Unreachable:
        return {Code::Unavailable, error.text(), "Unknown"};
    case ErrorKind::Storage:
        break;
    }
    return {Code::Internal, error.text(), "Unknown"};
}

} // namespace plectrum::emulator
