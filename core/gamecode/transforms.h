// SPDX-License-Identifier: MIT
// Luau functions as the transforms of update and tx: mutable ones get tables that they may change,
// immutable ones frozen tables whose unchanged parts are not converted again.
#pragma once

#include "luau/vm.h"
#include "store/session/transform.h"

#include <memory>
#include <string>
#include <string_view>

namespace plectrum::gamecode {

/// A function of a machine, both kept by the transforms made of it.
class TransformFunction
{
public:
    TransformFunction(std::shared_ptr<luau::Vm> vm, luau::Reference function);
    /// Of source text that is a function ("function(data) ... end"), a chunk that returns one, or
    /// the body of one with the parameter `data`. Throws luau::Error.
    static TransformFunction compile(std::shared_ptr<luau::Vm> vm, std::string_view source,
                                     const std::string& script);

    store::MutableTransform mutableTransform() const;
    store::ImmutableTransform immutableTransform() const;
    store::MutableTxTransform mutableTxTransform() const;
    store::ImmutableTxTransform immutableTxTransform() const;

private:
    std::shared_ptr<luau::Vm> m_vm;
    luau::Reference m_function;
};

} // namespace plectrum::gamecode
