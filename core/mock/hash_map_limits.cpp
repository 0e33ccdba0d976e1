// SPDX-License-Identifier: MIT
#include "mock/hash_map_limits.h"

#include "datastore/error.h"
#include "datastore/limits.h"
#include "json/printer.h"
#include "json/utf8.h"

namespace plectrum::mock {

namespace limits = datastore::limits;
using datastore::Error;
using datastore::ErrorKind;

void checkHashMapKey(std::string_view key)
{
    if (key.empty() || !json::utf8::isValid(key))
        throw Error(ErrorKind::InvalidArgument, "InvalidRequest: bad key");
    if (key.size() > limits::hashMapKeyLength)
        throw Error(ErrorKind::TooLarge, "InvalidRequest: key too long");
}

void checkHashMapValue(const json::Value& value)
{
    if (value.isNull())
        throw Error(ErrorKind::InvalidArgument, "InvalidRequest: no value");
    if (json::printedSize(value) > limits::hashMapValueSize)
        throw Error(ErrorKind::TooLarge, "ItemValueSizeTooLarge");
}

void checkHashMapLifetime(std::chrono::seconds ttl)
{
    if (ttl < std::chrono::seconds::zero() || ttl > limits::hashMapMaximumTtl)
        throw Error(ErrorKind::InvalidArgument, "InvalidRequest: bad expiration");
}

} // namespace plectrum::mock
