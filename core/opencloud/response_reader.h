// SPDX-License-Identifier: MIT
// What both wires need to read answers. All throw datastore::Error (Malformed).
#pragma once

#include "async/clock.h"
#include "json/value.h"
#include "opencloud/transport.h"

#include <string>

namespace plectrum::opencloud {

/// The body as JSON, whatever content type it says it is; a value with NaN or infinity is told by
/// name.
json::Value jsonIn(const Response& answer);
/// As jsonIn(), which must be an object.
json::Value objectIn(const Response& answer);
/// The time that a member or header holds; the epoch when it holds none.
async::Time timeOf(const std::string& text, const Response& answer);
/// An object of attributes: null and Luau's empty table, which is [], are one without members.
json::Value attributesOf(const json::Value& value, const Response& answer);
/// The list of a page, which is left out when it is empty; must be one when it is there.
const json::Value& listIn(const json::Value& body, const char* name, const Response& answer);

} // namespace plectrum::opencloud
