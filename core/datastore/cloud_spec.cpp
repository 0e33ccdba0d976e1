// SPDX-License-Identifier: MIT
#include "datastore/cloud_spec.h"

#include <charconv>
#include <format>
#include <stdexcept>

namespace plectrum::datastore {

namespace {

using Wire = CloudSpec::Wire;

[[noreturn]] void refuse(const std::string& what)
{
    throw std::invalid_argument(what);
}

template <typename Number>
Number numberIn(std::string_view text, const char* what)
{
    Number number{};
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc() || end != last || !(number > 0))
        refuse(std::format("{} is a number above 0, not \"{}\"", what, text));
    return number;
}

Wire wireIn(std::string_view text)
{
    if (text == "v2")
        return Wire::V2;
    if (text == "v1")
        return Wire::V1;
    if (text != "auto")
        refuse(std::format("wire is auto, v2 or v1, not \"{}\"", text));
    return Wire::Automatic;
}

bool yesIn(std::string_view text)
{
    if (text != "yes" && text != "no")
        refuse(std::format("production is yes or no, not \"{}\"", text));
    return text == "yes";
}

void take(CloudSpec& spec, std::string_view name, std::string_view value)
{
    if (name == "base")
        spec.baseUrl = value;
    else if (name == "place")
        spec.placeId = numberIn<std::int64_t>(value, "place");
    else if (name == "share")
        spec.share = numberIn<double>(value, "share");
    else if (name == "wire")
        spec.wire = wireIn(value);
    else if (name == "production")
        spec.isProduction = yesIn(value);
    else
        refuse(std::format("there is no setting \"{}\" of a universe", name));
    if (spec.share > 1)
        refuse("share is at most 1");
}

} // namespace

CloudSpec cloudSpecOf(std::string_view text)
{
    if (!text.starts_with(cloudScheme))
        refuse(std::format("\"{}\" does not begin with {}", text, cloudScheme));
    text.remove_prefix(cloudScheme.size());
    const auto question = text.find('?');
    CloudSpec spec;
    spec.universeId = numberIn<std::int64_t>(text.substr(0, question), "a universe id");
    text = question == std::string_view::npos ? std::string_view() : text.substr(question + 1);
    while (!text.empty()) {
        const auto end = text.find('&');
        const std::string_view part = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        const auto equals = part.find('=');
        if (equals == std::string_view::npos)
            refuse(std::format("\"{}\" has no value", part));
        take(spec, part.substr(0, equals), part.substr(equals + 1));
    }
    return spec;
}

std::string textOf(const CloudSpec& spec)
{
    std::string text = std::format("{}{}", cloudScheme, spec.universeId);
    char before = '?';
    const auto add = [&](std::string_view name, const std::string& value) {
        text += std::format("{}{}={}", before, name, value);
        before = '&';
    };
    if (!spec.baseUrl.empty())
        add("base", spec.baseUrl);
    if (spec.placeId != 0)
        add("place", std::to_string(spec.placeId));
    if (spec.share != CloudSpec().share)
        add("share", std::format("{}", spec.share));
    if (spec.wire != Wire::Automatic)
        add("wire", spec.wire == Wire::V2 ? "v2" : "v1");
    if (!spec.isProduction)
        add("production", "no");
    return text;
}

} // namespace plectrum::datastore
