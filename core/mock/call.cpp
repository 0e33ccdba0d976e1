// SPDX-License-Identifier: MIT
#include "mock/call.h"

namespace plectrum::mock {

std::string_view nameOf(Op op)
{
    switch (op) {
    case Op::Get:
    case Op::MapGet:
        return "get";
    case Op::Set:
    case Op::MapSet:
        return "set";
    case Op::Update:
    case Op::MapUpdate:
        return "update";
    case Op::Remove:
    case Op::MapRemove:
        return "remove";
    case Op::ListKeys:
        return "listKeys";
    case Op::ListVersions:
        return "listVersions";
    case Op::GetVersion:
        return "getVersion";
    case Op::ListDataStores:
        return "listDataStores";
    }
    return {};
}

bool isHashMapOp(Op op)
{
    return op == Op::MapGet || op == Op::MapSet || op == Op::MapUpdate || op == Op::MapRemove;
}

bool isWriteOp(Op op)
{
    return op == Op::Set || op == Op::Update || op == Op::Remove || op == Op::MapSet
        || op == Op::MapUpdate || op == Op::MapRemove;
}

} // namespace plectrum::mock
