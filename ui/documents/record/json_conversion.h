// SPDX-License-Identifier: MIT
// What editing makes of values: another type with as much of the meaning as it can hold, fresh
// values, numbers as one types them, member names that are free.
#pragma once

#include "json/value.h"

#include <QString>

#include <optional>

namespace plectrum::documents {

/// The value as another type; Double stands for any number. What cannot be kept is dropped.
json::Value convertTo(const json::Value& value, json::Type type);
/// "", 0, false, [], {}.
json::Value emptyOf(json::Type type);
/// A JSON number, whole numbers exact to the digit: nullopt for anything else and for numbers that
/// no double comes near to.
std::optional<json::Value> parseNumber(const QString& text);
/// `wanted`, or with a number behind it when the object has that member.
std::string freeName(const json::Value& object, const std::string& wanted);

} // namespace plectrum::documents
