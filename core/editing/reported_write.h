// SPDX-License-Identifier: MIT
// One write on its way: told to the observer, if there is one, before and after, and to the log.
// Without a word of how it ended it stays open, as after a crash.
#pragma once

#include "editing/save_plan.h"
#include "editing/write_observer.h"
#include "store/log.h"
#include "store/record/inspection.h"

#include <exception>
#include <optional>
#include <string>

namespace plectrum::editing {

/// For whom and as what a write is told.
struct WriteReport
{
    WriteObserver* observer = nullptr; ///< none: nobody is told
    store::KeyAddress address;
    std::optional<std::string> restored; ///< the version that is brought back
    store::Log log{};
    json::ElementIdentity identity{}; ///< by which the elements of its arrays are told apart
    std::string detail{}; ///< as PlannedWrite has it
};

class ReportedWrite
{
public:
    ReportedWrite(const WriteReport& report, const SavePlan& plan, const store::Inspection& newest);

    void writesShards(const std::string& shardId);
    void done(const std::string& version);
    void failed(const std::exception_ptr& error, bool isCertain);

private:
    void end(const WriteEnd& end);

    WriteObserver* m_observer;
    store::Log m_log;
    std::int64_t m_write = 0;
};

} // namespace plectrum::editing
