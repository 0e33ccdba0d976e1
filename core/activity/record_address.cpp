// SPDX-License-Identifier: MIT
#include "activity/record_address.h"

namespace plectrum::activity {

journal::RecordAddress recordAddressOf(const std::string& universe,
                                       const store::KeyAddress& address)
{
    const bool isLyra = address.kind == store::KeyAddress::Kind::Lyra;
    return {.universe = universe,
            .kind =
                isLyra ? journal::RecordAddress::Kind::Lyra : journal::RecordAddress::Kind::Plain,
            .store = address.store,
            .scope = address.scope,
            .key = address.key};
}

store::KeyAddress addressOf(const journal::RecordAddress& address)
{
    const bool isLyra = address.kind == journal::RecordAddress::Kind::Lyra;
    return {.kind = isLyra ? store::KeyAddress::Kind::Lyra : store::KeyAddress::Kind::Plain,
            .store = address.store,
            .key = address.key,
            .scope = address.scope};
}

} // namespace plectrum::activity
