// SPDX-License-Identifier: MIT
// Which version of the data store API is spoken.
#pragma once

namespace plectrum::opencloud {

enum class ProtocolSetting
{
    Automatic, ///< v2, and v1 where v2's gateway cannot tell names apart
    OnlyV2,
    OnlyV1,
};

} // namespace plectrum::opencloud
