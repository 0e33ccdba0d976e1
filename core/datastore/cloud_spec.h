// SPDX-License-Identifier: MIT
// Which universe behind Open Cloud is meant, and how it is reached: data only, without its key.
//   opencloud:ID?base=http://127.0.0.1:8080&place=P&wire=v1&share=0.25&production=no
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace plectrum::datastore {

struct CloudSpec
{
    enum class Wire
    {
        Automatic, ///< v2, and v1 where that does not work
        V2,
        V1,
    };
    std::int64_t universeId = 0;
    std::int64_t placeId = 0; ///< in which scripts for locks run; 0: none
    std::string baseUrl{}; ///< empty: the real service
    double share = 0.5; ///< of the request budget, which the live game draws on, too; (0, 1]
    Wire wire = Wire::Automatic;
    bool isProduction = true; ///< players are in it: read-only until it is unlocked on purpose

    friend bool operator==(const CloudSpec&, const CloudSpec&) = default;
};

/// What such a text begins with.
inline constexpr std::string_view cloudScheme = "opencloud:";

/// Reads the text above; throws std::invalid_argument that says what is wrong.
CloudSpec cloudSpecOf(std::string_view text);
/// The text above, with what is not as usual.
std::string textOf(const CloudSpec& spec);

} // namespace plectrum::datastore
