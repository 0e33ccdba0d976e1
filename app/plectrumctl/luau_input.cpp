// SPDX-License-Identifier: MIT
#include "plectrumctl/luau_input.h"

#include "gamecode/transforms.h"
#include "luau/error.h"
#include "luau/vm.h"
#include "plectrumctl/exit_code.h"
#include "plectrumctl/json_input.h"
#include "plectrumctl/output.h"

#include <format>
#include <memory>

namespace plectrum::ctl {

namespace {

/// As the library: true keeps the change, false leaves all as it was, anything else is a mistake.
bool isKept(const json::Value& answer, const std::string& file)
{
    if (!answer.isBool())
        throw Failure(ExitCode::BadInput,
                      std::format("{}: the function must give true to keep its change, or false",
                                  printable(inputName(file))));
    return answer.toBool();
}

template <typename Call>
bool callKeeps(const std::string& file, Call call)
{
    try {
        const auto function = gamecode::TransformFunction::compile(std::make_shared<luau::Vm>(),
                                                                   readText(file), inputName(file));
        return isKept(call(function), file);
    } catch (const luau::Error& error) {
        throw Failure(ExitCode::BadInput, printable(error.what()));
    }
}

} // namespace

std::optional<json::Value> transformed(const json::Value& data, const std::string& file)
{
    json::Value changed = data;
    const bool keeps = callKeeps(file, [&changed](const gamecode::TransformFunction& function) {
        return function.mutableTransform()(changed);
    });
    return keeps ? std::optional(std::move(changed)) : std::nullopt;
}

std::optional<store::TxData> transformed(const store::TxData& data, const std::string& file)
{
    store::TxData changed = data;
    const bool keeps = callKeeps(file, [&changed](const gamecode::TransformFunction& function) {
        return function.mutableTxTransform()(changed);
    });
    return keeps ? std::optional(std::move(changed)) : std::nullopt;
}

} // namespace plectrum::ctl
