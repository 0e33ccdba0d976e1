// SPDX-License-Identifier: MIT
#include "opencloud/request_limits.h"

#include "json/parser.h"
#include "opencloud/cloud_scripts.h"

#include <array>
#include <stdexcept>
#include <string_view>

namespace plectrum::opencloud {

namespace {

constexpr std::array<std::string_view, 9> kinds{"read",    "write", "list",     "remove", "readV1",
                                                "writeV1", "task",  "taskPoll", "other"};
using Table = std::array<RequestLimit, kinds.size()>;

Table tableOf(std::string_view text)
{
    const auto document = json::parse(std::string(text));
    if (!document)
        throw std::logic_error("the table of limits cannot be read");
    Table table;
    (*document)["budgets"].forEachElement([&](const json::Value& row) {
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            if (row["kind"].toString() != kinds[i])
                continue;
            table[i] = {row["base"].toInteger(), row["perPlayer"].toInteger(),
                        row["careful"].toInteger(), std::string(row["source"].toString()),
                        std::string(row["date"].toString())};
        }
    });
    return table;
}

} // namespace

const RequestLimit& requestLimitOf(RequestKind kind)
{
    static const Table table = tableOf(requestLimitsText);
    return table[std::size_t(kind)];
}

} // namespace plectrum::opencloud
