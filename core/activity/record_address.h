// SPDX-License-Identifier: MIT
// What the journal calls a place, the store calls an address in a universe.
#pragma once

#include "editing/record_access.h"
#include "journal/record_address.h"

#include <string>

namespace plectrum::activity {

journal::RecordAddress recordAddressOf(const std::string& universe,
                                       const store::KeyAddress& address);
store::KeyAddress addressOf(const journal::RecordAddress& address);

} // namespace plectrum::activity
