// SPDX-License-Identifier: MIT
#include "emulator/fault.h"

#include "emulator/refusal.h"
#include "emulator/route.h"
#include "json/printer.h"

#include <charconv>
#include <format>

namespace plectrum::emulator {

namespace {

std::optional<int> numberOf(std::string_view text, int least, int most)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least || number > most)
        return std::nullopt;
    return number;
}

bool take(Fault& fault, std::string_view kind, std::string_view value)
{
    constexpr int longest = 600'000;
    if (kind == "latency") {
        const auto milliseconds = numberOf(value, 0, longest);
        fault.latency = async::Duration(milliseconds.value_or(0));
        return milliseconds.has_value();
    }
    if (kind == "status" || kind == "html") {
        fault.status = numberOf(value, 400, 599);
        fault.isHtml = kind == "html";
        return fault.status.has_value();
    }
    if (kind == "retry-after") {
        fault.retryAfter = numberOf(value, 0, longest);
        return fault.retryAfter.has_value();
    }
    if (kind == "content-type") {
        fault.contentType = value;
        return !value.empty();
    }
    if (!value.empty())
        return false;
    if (kind == "drop-before")
        return fault.isDroppedBefore = true;
    if (kind == "drop-after")
        return fault.isDroppedAfter = true;
    if (kind == "cut-body")
        return fault.isCut = true;
    return false;
}

Code codeOf(int status)
{
    for (const Code code : {Code::InvalidArgument, Code::Unauthenticated, Code::PermissionDenied,
                            Code::NotFound, Code::Aborted, Code::PreconditionFailed,
                            Code::ResourceExhausted, Code::NotImplemented, Code::Unavailable}) {
        if (statusOf(code) == status)
            return code;
    }
    return Code::Internal;
}

} // namespace

std::optional<Fault> Fault::parse(std::string_view text)
{
    Fault fault;
    while (!text.empty()) {
        const auto end = text.find(';');
        const std::string_view part = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        const auto equals = part.find('=');
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        if (!take(fault, part.substr(0, equals), value))
            return std::nullopt;
    }
    return fault;
}

std::optional<Response> Fault::answer(std::string_view path) const
{
    if (!status)
        return std::nullopt;
    Response answer =
        ApiError(codeOf(*status), "An injected fault.", "Unknown").answer(apiVersionOf(path));
    answer.status = *status;
    if (isHtml) {
        answer.contentType = "text/html; charset=utf-8";
        answer.body = std::format("<!DOCTYPE html><html><head><title>{0}</title></head>"
                                  "<body><h1>{0}</h1></body></html>",
                                  *status);
    }
    if (retryAfter)
        answer.headers.emplace_back("retry-after", std::to_string(*retryAfter));
    return answer;
}

} // namespace plectrum::emulator
