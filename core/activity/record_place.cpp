// SPDX-License-Identifier: MIT
#include "activity/record_place.h"

namespace plectrum::activity {

journal::Place placeOf(const std::string& universe, const store::KeyAddress& address)
{
    const bool isLyra = address.kind == store::KeyAddress::Kind::Lyra;
    return {.universe = universe,
            .kind = isLyra ? journal::Place::Kind::Lyra : journal::Place::Kind::Plain,
            .store = address.store,
            .scope = address.scope,
            .key = address.key};
}

store::KeyAddress addressOf(const journal::Place& place)
{
    const bool isLyra = place.kind == journal::Place::Kind::Lyra;
    return {.kind = isLyra ? store::KeyAddress::Kind::Lyra : store::KeyAddress::Kind::Plain,
            .store = place.store,
            .key = place.key,
            .scope = place.scope};
}

} // namespace plectrum::activity
