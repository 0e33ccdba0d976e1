// SPDX-License-Identifier: MIT
#include "opencloud/response_error.h"

#include "json/parser.h"
#include "opencloud/rate_headers.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <optional>

namespace plectrum::opencloud {

using datastore::Error;
using datastore::ErrorKind;
using json::Value;

namespace {

constexpr std::size_t longestQuote = 200;

std::string textOf(const Value& value)
{
    if (value.isInteger())
        return std::to_string(value.toInteger());
    return std::string(value.toString());
}

ErrorBody ofList(const Value& errors)
{
    const Value& first = errors.at(0);
    return {ErrorBody::Shape::Gateway, textOf(first["code"]), textOf(first["message"])};
}

ErrorBody ofV1(const Value& body)
{
    ErrorBody complaint{ErrorBody::Shape::V1, textOf(body["error"]), textOf(body["message"])};
    body["errorDetails"].forEachElement([&](const Value& detail) {
        if (detail["datastoreErrorCode"].isString())
            complaint.code = textOf(detail["datastoreErrorCode"]);
    });
    return complaint;
}

/// {"title": "One or more validation errors occurred.", "errors": {"name": ["why"]}}
ErrorBody ofValidation(const Value& body)
{
    ErrorBody complaint{ErrorBody::Shape::V1, {}, textOf(body["title"])};
    body["errors"].forEachMember([&](std::string_view name, const Value& reasons) {
        reasons.forEachElement([&](const Value& reason) {
            complaint.message += std::format(" {}: {}", name, reason.toString());
        });
    });
    return complaint;
}

ErrorBody ofText(const Response& answer)
{
    const auto begin = answer.body.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos || answer.body[begin] == '<')
        return {};
    std::string text = answer.body.substr(begin, longestQuote);
    if (std::ranges::any_of(text, [](char letter) { return letter < ' '; }))
        return {};
    return {ErrorBody::Shape::Other, {}, std::move(text)};
}

bool containsAny(const std::string& text, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(words, [&](std::string_view word) {
        return std::ranges::search(text, word,
                                   [](char left, char right) {
                                       return std::tolower(static_cast<unsigned char>(left))
                                           == std::tolower(static_cast<unsigned char>(right));
                                   })
                   .begin()
            != text.end();
    });
}

/// What the service itself said, to stand behind our own words.
std::string quote(const Response& answer, const ErrorBody& complaint)
{
    std::string text = std::format("(status {}", answer.status);
    if (!complaint.code.empty() && complaint.code != "0")
        text += ' ' + complaint.code;
    if (!complaint.message.empty())
        text += ": " + complaint.message.substr(0, longestQuote);
    return text + ')';
}

struct Meaning
{
    ErrorKind kind;
    std::string text;
    bool isRetryable = false;
    bool mayBeDone = false; ///< of a write
};

Meaning unauthenticated()
{
    return {ErrorKind::Denied,
            "The API key is not accepted: it is mistyped, expired, revoked or was regenerated. "
            "Enter a valid key."};
}

Meaning forbidden(const ErrorContext& doing, const ErrorBody& complaint)
{
    if (containsAny(complaint.message, {"data store"}) && complaint.message.contains("key"))
        return {ErrorKind::Denied,
                std::format("The API key may not {} in this data store: add the data store to the "
                            "key, or its scope {}.",
                            doing.what, doing.scope)};
    return {ErrorKind::Denied,
            std::format("The API key may not {}: it needs the scope {} for this universe and data "
                        "store, and the address of this machine among its allowed ones.",
                        doing.what, doing.scope)};
}

/// How long the service wants silence, in words; nothing where it says nothing that can be read.
std::optional<std::string> waitText(const Response& answer)
{
    const auto wait = retryAfterOf(answer);
    if (!wait)
        return std::nullopt;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait).count();
    if (seconds < 120)
        return std::format("{} s", seconds);
    if (seconds < 7200)
        return std::format("{} minutes", (seconds + 59) / 60);
    if (seconds < 48 * 3600)
        return std::format("{} hours", (seconds + 3599) / 3600);
    return std::format("{} days", (seconds + 86'399) / 86'400);
}

Meaning exhausted(const Response& answer, const ErrorContext& doing)
{
    const std::string limit = answer.header("x-ratelimit-limit");
    std::string text = std::format("The budget of the universe to {} is used up", doing.what);
    if (!limit.empty())
        text += std::format(" ({} a minute, shared with the live game)", limit);
    text += "; try again in " + waitText(answer).value_or("a minute") + '.';
    return {ErrorKind::Throttled, std::move(text), true};
}

Meaning outOfOrder(const Response& answer, const ErrorContext& doing)
{
    if (answer.status == 501)
        return {ErrorKind::InvalidArgument,
                std::format("The service cannot {}: it has not built that.", doing.what)};
    std::string text = std::format("The service is out of order and did not {}", doing.what);
    const auto wait = waitText(answer);
    text += wait ? "; try again in " + *wait + '.' : "; try again later.";
    return {ErrorKind::Unreachable, std::move(text), true, true};
}

Meaning wrongCall(const ErrorContext& doing, const ErrorBody& complaint)
{
    if (containsAny(complaint.code + ' ' + complaint.message,
                    {"TooBig", "too big", "too large", "exceeds", "TooLong", "too long"}))
        return {ErrorKind::TooLarge,
                std::format("Too large to {}: a value has at most 4,194,304 bytes, a name, scope "
                            "or key 50 characters, all attributes 300.",
                            doing.what)};
    if (containsAny(complaint.message, {"NaN", "infinity"}))
        return {ErrorKind::Malformed,
                "The value holds NaN or infinity, which Open Cloud cannot read: only a script in "
                "the game can."};
    return {ErrorKind::InvalidArgument,
            std::format("The service refused to {} as asked.", doing.what)};
}

Meaning meaningOf(const Response& answer, const ErrorContext& doing, const ErrorBody& complaint)
{
    if (isConflict(answer))
        return {ErrorKind::Conflict, "The entry was changed by another since it was read."};
    if (answer.status >= 500)
        return outOfOrder(answer, doing);
    switch (answer.status) {
    case 401:
        return unauthenticated();
    case 403:
        return forbidden(doing, complaint);
    case 404:
    case 405:
        return {ErrorKind::NotFound,
                std::format("Could not {}: nothing of that name is there.", doing.what)};
    case 408:
    case 499:
        return {ErrorKind::Unreachable,
                std::format("The service gave up to {}; try again.", doing.what), true, true};
    case 413:
        return wrongCall(doing, {{}, {}, "too large"});
    case 429:
        return exhausted(answer, doing);
    default:
        break;
    }
    if (answer.status >= 300 && answer.status < 400)
        return {ErrorKind::Denied,
                "The address answers with a redirection, which is not followed: check the base URL "
                "and the network."};
    return wrongCall(doing, complaint);
}

} // namespace

ErrorBody errorBodyOf(const Response& answer)
{
    const auto body = json::parse(answer.body);
    if (!body || !body->isObject())
        return ofText(answer);
    const Value& errors = (*body)["errors"];
    if (errors.isArray())
        return ofList(errors);
    if (errors.isObject() || (*body)["title"].isString())
        return ofValidation(*body);
    if ((*body)["error"].isString())
        return ofV1(*body);
    return {ErrorBody::Shape::V2, textOf((*body)["code"]), textOf((*body)["message"])};
}

bool isSuccess(const Response& answer)
{
    return answer.status >= 200 && answer.status < 300;
}

bool isNotThere(const Response& answer)
{
    return answer.status == 404 && !isNotRouted(answer);
}

bool isConflict(const Response& answer)
{
    if (answer.status == 412)
        return true;
    if (answer.status != 409 && answer.status != 400)
        return false;
    const ErrorBody complaint = errorBodyOf(answer);
    const bool namesEtag = containsAny(complaint.message, {"etag"});
    if (answer.status == 400)
        return namesEtag
            && containsAny(complaint.message, {"match", "changed", "stale", "current"});
    // Not that of a data store which is being deleted, nor the page of a gateway.
    return namesEtag || complaint.code == "ABORTED" || complaint.code == "ALREADY_EXISTS"
        || (complaint.shape != ErrorBody::Shape::Other && complaint.code.empty());
}

bool saysThatItExists(const Response& answer)
{
    if (answer.status != 400 && answer.status != 409)
        return false;
    const ErrorBody complaint = errorBodyOf(answer);
    return complaint.code == "ALREADY_EXISTS"
        || containsAny(complaint.message, {"already exist", "exists already"});
}

bool isNotRouted(const Response& answer)
{
    if (answer.status != 404 && answer.status != 405 && answer.status != 400)
        return false;
    const ErrorBody complaint = errorBodyOf(answer);
    if (answer.status == 400)
        return complaint.shape == ErrorBody::Shape::Other;
    return complaint.shape == ErrorBody::Shape::Gateway
        || complaint.shape == ErrorBody::Shape::Other;
}

Error errorOf(const Response& answer, const ErrorContext& doing)
{
    const ErrorBody complaint = errorBodyOf(answer);
    const Meaning meaning = meaningOf(answer, doing, complaint);
    const Error error = Error(meaning.kind, meaning.text + ' ' + quote(answer, complaint))
                            .withCode(complaint.code)
                            .withRetryable(meaning.isRetryable);
    if (meaning.mayBeDone && doing.isWrite)
        return Error(error).withUnknownOutcome();
    return error;
}

void checkNextToken(const std::string& token, const std::string& next)
{
    if (!token.empty() && token == next)
        throw Error(ErrorKind::Malformed,
                    "The service gives the same page again and again; the listing was stopped.");
}

Error malformed(const std::string& what, const Response& answer)
{
    const std::string type = answer.header("content-type");
    return {ErrorKind::Malformed,
            std::format("The answer of the service cannot be understood: {} (status {}, {}, {} "
                        "bytes).",
                        what, answer.status, type.empty() ? "no content type" : type,
                        answer.body.size())};
}

} // namespace plectrum::opencloud
