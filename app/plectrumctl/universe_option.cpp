// SPDX-License-Identifier: MIT
#include "plectrumctl/universe_option.h"

#include "plectrumctl/exit_code.h"

#include <optional>
#include <stdexcept>

namespace plectrum::ctl {

using datastore::UniverseSpec;

datastore::UniverseSpec universeIn(const Arguments& arguments)
{
    const auto named = arguments.value("--universe");
    if (!named)
        return {};
    if (!named->starts_with(datastore::cloudScheme))
        return {.kind = UniverseSpec::Kind::File, .path = *named};
    std::optional<std::string> wrong;
    try {
        return {.kind = UniverseSpec::Kind::OpenCloud, .cloud = datastore::cloudSpecOf(*named)};
    } catch (const std::invalid_argument& error) {
        wrong = error.what();
    }
    throw Failure(ExitCode::Usage, *wrong);
}

} // namespace plectrum::ctl
