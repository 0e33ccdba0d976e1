// SPDX-License-Identifier: MIT
#include "datastore/data_store_limits.h"

#include "datastore/error.h"
#include "datastore/limits.h"
#include "json/printer.h"
#include "json/utf8.h"

#include <algorithm>
#include <format>
#include <string>

namespace plectrum::datastore {

namespace {

[[noreturn]] void refuse(ErrorKind kind, const char* code, const std::string& text)
{
    throw Error(kind, std::string(code) + ": " + text).withCode(code);
}

void checkUtf8(std::string_view text, const char* what)
{
    if (!json::utf8::isValid(text))
        throw Error(ErrorKind::InvalidArgument, std::format("{} is not valid UTF-8.", what));
}

void checkName(std::string_view text, std::size_t limit, const char* what)
{
    if (text.empty())
        throw Error(ErrorKind::InvalidArgument, std::format("{} can't be empty.", what));
    if (text.size() > limit)
        throw Error(ErrorKind::TooLarge,
                    std::format("{} exceeds the {} character limit.", what, limit));
    checkUtf8(text, what);
}

std::size_t attributeLength(const json::Value& value)
{
    return value.isString() ? value.size() : json::printedSize(value);
}

} // namespace

void checkDataStoreName(std::string_view name)
{
    checkName(name, limits::nameLength, "DataStore name");
}

void checkScope(std::string_view scope)
{
    checkName(scope, limits::scopeLength, "DataStore scope");
}

void checkKey(std::string_view key)
{
    if (key.empty())
        refuse(ErrorKind::InvalidArgument, "101", "Key name can't be empty.");
    if (key.size() > limits::keyLength)
        refuse(ErrorKind::TooLarge, "102",
               std::format("Key name exceeds the {} character limit.", limits::keyLength));
    checkUtf8(key, "Key name");
}

void checkUserIds(const std::vector<std::int64_t>& userIds)
{
    if (userIds.size() > limits::userIdCount)
        refuse(ErrorKind::TooLarge, "512",
               std::format("UserID size exceeds limit of {}.", limits::userIdCount));
}

void checkAttributes(const json::Value& attributes)
{
    if (!attributes.isObject())
        refuse(ErrorKind::InvalidArgument, "513", "Attribute metadata format is invalid.");
    std::size_t total = 0;
    std::size_t longest = 0;
    attributes.forEachMember([&](std::string_view name, const json::Value& value) {
        if (value.isContainer() || value.isNull() || value.isBuffer())
            refuse(ErrorKind::InvalidArgument, "513", "Attribute metadata format is invalid.");
        if (name.size() > limits::attributeNameLength)
            refuse(ErrorKind::TooLarge, "511",
                   std::format("Metadata attribute name exceeds {} limit.",
                               limits::attributeNameLength));
        longest = std::max(longest, attributeLength(value));
        total += name.size() + attributeLength(value);
    });
    if (longest > limits::attributeValueLength)
        refuse(ErrorKind::TooLarge, "511",
               std::format("Metadata attribute value exceeds {} limit.",
                           limits::attributeValueLength));
    if (total > limits::attributesLength)
        refuse(ErrorKind::TooLarge, "511",
               std::format("Metadata attribute size exceeds {} limit.", limits::attributesLength));
}

std::size_t checkValue(const json::Value& value)
{
    if (value.isNull())
        refuse(ErrorKind::InvalidArgument, "104", "Can't store nil in data store.");
    const std::size_t size = json::printedSize(value);
    if (size > limits::valueSize)
        refuse(ErrorKind::TooLarge, "105",
               std::format("Serialized value exceeds {} limit.", limits::valueSize));
    return size;
}

void checkTimeLeft(const TimeLeft& timeLeft)
{
    if (timeLeft && timeLeft() <= std::chrono::milliseconds::zero())
        throw notSent();
}

std::size_t checkPageSize(int pageSize)
{
    if (pageSize <= 0)
        refuse(ErrorKind::InvalidArgument, "107", "PageSize must be greater than 0.");
    return std::size_t(std::min(pageSize, limits::maximumListPage));
}

} // namespace plectrum::datastore
