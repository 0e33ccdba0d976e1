// SPDX-License-Identifier: MIT
// How a universe file is opened.
#pragma once

namespace plectrum::mock {

enum class FileMode
{
    Open, ///< must be there
    Create, ///< must not be there
    OpenOrCreate,
};

} // namespace plectrum::mock
