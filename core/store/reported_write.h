// SPDX-License-Identifier: MIT
// One write on its way: told to the observer, if there is one, before and after, and to the log.
// Without a word of how it ended it stays open, as after a crash.
#pragma once

#include "store/inspection.h"
#include "store/log.h"
#include "store/save_plan.h"
#include "store/write_observer.h"

#include <exception>
#include <optional>
#include <string>

namespace plectrum::store {

/// For whom and as what a write is told.
struct WriteReport
{
    WriteObserver* observer = nullptr; ///< none: nobody is told
    KeyAddress address;
    std::optional<std::string> restored; ///< the version that is brought back
    Log log{};
    json::ElementIdentity identity{}; ///< by which the elements of its arrays are told apart
};

class ReportedWrite
{
public:
    ReportedWrite(const WriteReport& report, const SavePlan& plan, const Inspection& newest);

    void writesShards(const std::string& shardId);
    void done(const std::string& version);
    void failed(const std::exception_ptr& error, bool isCertain);

private:
    void end(const WriteEnd& end);

    WriteObserver* m_observer;
    Log m_log;
    std::int64_t m_write = 0;
};

} // namespace plectrum::store
