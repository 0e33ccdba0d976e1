// SPDX-License-Identifier: MIT
#include "editing/key_copy.h"

namespace plectrum::editing {

std::optional<KeyCopy> copyOf(const store::Inspection& source, const store::Inspection& target)
{
    if (!source.isEditable() || !source.data)
        return std::nullopt;
    return KeyCopy{target.data, *source.data, {metadataOf(target), metadataOf(source)}};
}

} // namespace plectrum::editing
