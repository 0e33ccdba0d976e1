// SPDX-License-Identifier: MIT
// What is dragged between views: a key of the browser, or a place in the data of an open record.
#pragma once

#include "json/pointer.h"
#include "json/value.h"
#include "store/key_address.h"

#include <memory>
#include <optional>

class QMimeData;

namespace plectrum::documents {

struct DraggedValue
{
    store::KeyAddress address;
    json::Pointer pointer;
};

std::unique_ptr<QMimeData> keyMime(const store::KeyAddress& address);
std::optional<store::KeyAddress> draggedKey(const QMimeData* mime);
/// Holds the value as JSON text, too, for other programs.
std::unique_ptr<QMimeData> valueMime(const DraggedValue& dragged, const json::Value& value);
std::optional<DraggedValue> draggedValue(const QMimeData* mime);

} // namespace plectrum::documents
