// SPDX-License-Identifier: MIT
#include "plectrumctl/patch_input.h"

#include "json/patch.h"
#include "plectrumctl/exit_code.h"
#include "plectrumctl/json_input.h"

#include <format>

namespace plectrum::ctl {

json::Value patched(const json::Value& data, const json::Value& patch, const std::string& file)
{
    if (!patch.isArray())
        throw Failure(ExitCode::BadInput,
                      std::format("{}: a JSON Patch is an array", inputName(file)));
    auto result = json::applyPatch(data, patch);
    if (!result) {
        throw Failure(ExitCode::BadInput,
                      std::format("{}: the patch does not apply: operation {}: {}", inputName(file),
                                  result.error().operation, result.error().text));
    }
    if (!*result)
        throw Failure(ExitCode::BadInput,
                      std::format("{}: the patch leaves no data", inputName(file)));
    return **std::move(result);
}

} // namespace plectrum::ctl
