// SPDX-License-Identifier: MIT
#include "mock/storage_error.h"

#include <utility>

namespace plectrum::mock {

namespace {

std::pair<const char*, const char*> codeAndText(sql::Problem problem)
{
    switch (problem) {
    case sql::Problem::Damaged:
        return {"DAMAGED", "is damaged"};
    case sql::Problem::InUse:
        return {"LOCKED", "is in use by another program"};
    case sql::Problem::ReadOnly:
        return {"READONLY", "cannot be written, the file or its folder is read-only"};
    case sql::Problem::Full:
        return {"FULL", "could not be written, the disk is full"};
    case sql::Problem::Unopenable:
        return {"IO", "cannot be opened"};
    case sql::Problem::Other:
        break;
    }
    return {"IO", "cannot be read or written"};
}

} // namespace

datastore::Error storageError(const std::string& path, const char* code, const std::string& reason)
{
    return datastore::Error(datastore::ErrorKind::Storage, path + ": " + reason).withCode(code);
}

sql::Thrower storageThrower(std::string path)
{
    return [path = std::move(path)](sql::Problem problem, const std::string& detail) {
        const auto [code, text] = codeAndText(problem);
        throw storageError(path, code, std::string(text) + " (" + detail + ")");
    };
}

} // namespace plectrum::mock
