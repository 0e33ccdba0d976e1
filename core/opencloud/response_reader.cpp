// SPDX-License-Identifier: MIT
#include "opencloud/response_reader.h"

#include "json/parser.h"
#include "opencloud/response_error.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace plectrum::opencloud {

using datastore::Error;
using datastore::ErrorKind;
using json::Value;

namespace {

/// NaN and infinity as printers that know no better write them.
bool isNotFinite(const std::string& body, const json::ParseError& error)
{
    if (error.kind == json::ParseErrorKind::NumberOutOfRange)
        return true;
    const std::size_t from = error.offset < 2 ? 0 : error.offset - 2;
    const std::string around = body.substr(std::min(from, body.size()), 8);
    constexpr std::string_view words[] = {"NaN", "nan", "Inf", "inf"};
    return std::ranges::any_of(words, [&](std::string_view word) { return around.contains(word); });
}

} // namespace

Value jsonIn(const Response& answer)
{
    auto body = json::parse(answer.body);
    if (body)
        return *std::move(body);
    if (isNotFinite(answer.body, body.error()))
        throw Error(ErrorKind::Malformed,
                    "The value holds NaN or infinity, which Open Cloud cannot tell: only a script "
                    "in the game can read or repair it.");
    throw malformed("its body is not JSON: " + body.error().message(), answer);
}

Value objectIn(const Response& answer)
{
    Value body = jsonIn(answer);
    if (!body.isObject())
        throw malformed("its body is no object", answer);
    return body;
}

async::Time timeOf(const std::string& text, const Response& answer)
{
    if (text.empty())
        return {};
    std::optional<async::Time> time;
    try {
        time = async::fromRfc3339(text);
    } catch (const std::invalid_argument&) {
        time.reset();
    }
    if (!time)
        throw malformed("\"" + text + "\" is no time", answer);
    return *time;
}

Value attributesOf(const Value& value, const Response& answer)
{
    if (value.isObject())
        return value;
    // Taken for none, they would be cleared by the next write.
    if (!value.isNull() && !(value.isArray() && value.size() == 0))
        throw malformed("its attributes are no object", answer);
    return Value::object();
}

const Value& listIn(const Value& body, const char* name, const Response& answer)
{
    const Value& list = body[name];
    if (!list.isNull() && !list.isArray())
        throw malformed(std::string("its \"") + name + "\" is no list", answer);
    return list;
}

} // namespace plectrum::opencloud
