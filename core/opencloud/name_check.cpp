// SPDX-License-Identifier: MIT
#include "opencloud/name_check.h"

#include "datastore/data_store_limits.h"
#include "datastore/limits.h"
#include "json/utf8.h"

namespace plectrum::opencloud {

namespace {

bool isShortInCharacters(std::string_view name, std::size_t limit)
{
    return !name.empty() && json::utf8::isValid(name) && json::utf8::countCharacters(name) <= limit;
}

} // namespace

void checkKey(std::string_view key)
{
    if (!isShortInCharacters(key, datastore::limits::keyLength))
        datastore::checkKey(key);
}

void checkDataStoreName(std::string_view name)
{
    if (!isShortInCharacters(name, datastore::limits::nameLength))
        datastore::checkDataStoreName(name);
}

void checkScope(std::string_view scope)
{
    if (!isShortInCharacters(scope, datastore::limits::scopeLength))
        datastore::checkScope(scope);
}

} // namespace plectrum::opencloud
