// SPDX-License-Identifier: MIT
// Names and values as people read them, wherever the window shows one (datastore/visible_text.h).
// What is copied, typed or compared stays as it is.
#pragma once

#include <QString>

#include <string_view>

namespace plectrum::json {
class Value;
}

namespace plectrum::documents {

QString visibleName(std::string_view utf8);
QString visibleName(const QString& name);
/// The JSON text of a value on one line; what cannot be seen in it is escaped.
QString visibleText(const json::Value& value);

} // namespace plectrum::documents
