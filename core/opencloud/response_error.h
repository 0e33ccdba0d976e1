// SPDX-License-Identifier: MIT
// Answers that refuse, in all their shapes, as datastore::Error with a text that says what to do:
//   gateway  {"errors": [{"code": 0, "message": "Invalid API Key"}]}
//   v2       {"code": "NOT_FOUND", "message": "...", "details": [...]}
//   v1       {"error": "NOT_FOUND", "message": "...", "errorDetails": [{"datastoreErrorCode":
//   ..}]},
//            {"errors": [...]} as of the gateway, {"title": ..., "status": ..., "errors": {...}}
//   others   HTML, plain text, nothing
#pragma once

#include "datastore/error.h"
#include "opencloud/transport.h"

#include <optional>
#include <string>

namespace plectrum::opencloud {

/// What was being done, for the text of an error.
struct ErrorContext
{
    std::string what; ///< "read an entry"
    std::string scope; ///< that the key needs for it
    bool isWrite = false; ///< it may have been done although the answer says that it failed
};

/// What the body of a refusal says.
struct ErrorBody
{
    enum class Shape
    {
        Gateway,
        V2,
        V1,
        Other, ///< HTML, text, nothing
    };
    Shape shape = Shape::Other;
    std::string code; ///< "NOT_FOUND", "EntryNotFound", "0"; may be empty
    std::string message; ///< may be empty
};

ErrorBody errorBodyOf(const Response& answer);
bool isSuccess(const Response& answer);
/// The entry, version or data store is not there: said by the service, not by what stands before.
bool isNotThere(const Response& answer);
/// The entry is not what a conditional write expected.
bool isConflict(const Response& answer);
/// The new entry is there already.
bool saysThatItExists(const Response& answer);
/// The path was not understood, as by a gateway that takes "%2F" for "/".
bool isNotRouted(const Response& answer);

/// The error that a refusal comes to.
datastore::Error errorOf(const Response& answer, const ErrorContext& doing);
/// Throws Malformed for a page whose next token is the one that it was asked for with: it would be
/// asked for without end.
void checkNextToken(const std::string& token, const std::string& next);
/// An answer with status 2xx that cannot be understood; of a write it is known that it was done.
datastore::Error malformed(const std::string& what, const Response& answer);

} // namespace plectrum::opencloud
