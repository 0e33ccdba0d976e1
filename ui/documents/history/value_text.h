// SPDX-License-Identifier: MIT
// A JSON value, a place and a change in few characters, for lists of changes.
#pragma once

#include "json/pointer.h"
#include "json/value.h"

#include <QString>

namespace plectrum::documents {

/// The value's JSON text, cut with "…" when it is longer than about `maximum` characters. Its cost
/// is that of the text it gives, also for a huge value. A buffer says how many bytes it has.
QString abbreviated(const json::Value& value, int maximum);
/// "12 members", "1 element", "20 bytes"; empty for scalars.
QString extentText(const json::Value& value);
/// "inventory › 3 › name"; `""` for an empty name; a word for the root.
QString pointerText(const json::Pointer& pointer);
/// The value as indented text for a tooltip, cut after `maximumLines` lines.
QString previewText(const json::Value& value, int maximumLines);

} // namespace plectrum::documents
