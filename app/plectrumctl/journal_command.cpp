// SPDX-License-Identifier: MIT
// journal: what Plectrum has written, and what came of it.
#include "plectrumctl/command.h"
#include "plectrumctl/command_journal.h"
#include "plectrumctl/journal_report.h"
#include "plectrumctl/output.h"

#include <algorithm>
#include <format>
#include <limits>

namespace plectrum::ctl {

namespace {

constexpr int defaultLimit = 50;

journal::Filter filterOf(Context context)
{
    const Arguments& arguments = *context.arguments;
    journal::Filter filter;
    filter.universe = context.commandJournal->universeId();
    filter.store = arguments.value("--store").value_or("");
    filter.key = arguments.value("--key").value_or("");
    filter.group = arguments.value("--group").value_or("");
    filter.text = arguments.value("--text").value_or("");
    return filter;
}

} // namespace

Task<ExitCode> showJournal(Context context)
{
    const Arguments& arguments = *context.arguments;
    const auto& journal = context.commandJournal->needJournal();
    constexpr int most = std::numeric_limits<int>::max();
    const int limit = arguments.number("--limit", most).value_or(defaultLimit);
    const auto entries = journal.page(filterOf(context), {}, std::size_t(limit));
    if (!arguments.has("--json")) {
        write(entries.empty() ? "There are no entries.\n" : tableOf(entries));
        co_return ExitCode::Ok;
    }
    std::vector<json::Value> documents;
    std::ranges::transform(entries, std::back_inserter(documents), [&](const auto& entry) {
        return documentOf(entry, journal.changes(entry.id));
    });
    writeDocument(json::Value::array(std::move(documents)));
    co_return ExitCode::Ok;
}

} // namespace plectrum::ctl
