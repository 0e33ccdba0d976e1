// SPDX-License-Identifier: MIT
// A journal file in a folder of its own, opened as often as a test likes.
#pragma once

#include "async/sim_clock.h"
#include "journal/database.h"
#include "json/parser.h"

#include <QTemporaryDir>

#include <memory>
#include <string>
#include <string_view>

namespace plectrum::test {

struct JournalWorld
{
    QTemporaryDir folder;
    async::SimClock clock;
    async::Random random{std::uint64_t(7)};
    std::string path = folder.filePath(QStringLiteral("journal.db")).toStdString();

    std::unique_ptr<journal::Database> open()
    {
        return std::make_unique<journal::Database>(path, clock, random);
    }
};

inline json::Value read(std::string_view text)
{
    return json::parse(text).value();
}

} // namespace plectrum::test
