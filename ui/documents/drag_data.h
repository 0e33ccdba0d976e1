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

struct DraggedPlace
{
    store::KeyAddress address;
    json::Pointer place;
};

std::unique_ptr<QMimeData> keyMime(const store::KeyAddress& address);
std::optional<store::KeyAddress> draggedKey(const QMimeData* mime);
/// Holds the value as JSON text, too, for other programs.
std::unique_ptr<QMimeData> placeMime(const DraggedPlace& place, const json::Value& value);
std::optional<DraggedPlace> draggedPlace(const QMimeData* mime);

} // namespace plectrum::documents
