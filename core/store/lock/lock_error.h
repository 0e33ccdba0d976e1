// SPDX-License-Identifier: MIT
// A lock could not be taken for an error that was not waited out. Nothing was written under it, so
// that it can be tried again with more patience.
#pragma once

#include "store/error.h"

namespace plectrum::store {

class LockError final : public Error
{
public:
    /// The cause's own doubt is of the lock alone.
    explicit LockError(const Error& cause)
        : Error(Error(cause.kind(), cause.text()).withCause(cause.cause()))
    {
    }
};

} // namespace plectrum::store
