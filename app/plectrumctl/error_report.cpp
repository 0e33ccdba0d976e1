// SPDX-License-Identifier: MIT
#include "plectrumctl/error_report.h"

#include "async/clock.h"
#include "store/error.h"

#include <chrono>
#include <format>

namespace plectrum::ctl {

ExitCode exitCodeOf(datastore::ErrorKind kind)
{
    switch (kind) {
    case datastore::ErrorKind::NotFound:
        return ExitCode::NotFound;
    case datastore::ErrorKind::Conflict:
        return ExitCode::Conflict;
    case datastore::ErrorKind::Denied:
        return ExitCode::Refused;
    case datastore::ErrorKind::Throttled:
        return ExitCode::OverBudget;
    default:
        return ExitCode::Failed;
    }
}

namespace {

std::string withOutcome(const std::string& text, bool isUnknown)
{
    return isUnknown ? text + " (it may have been written all the same: read it back)" : text;
}

/// The service counts by the minute.
std::string withTime(const std::string& text, datastore::ErrorKind kind)
{
    if (kind != datastore::ErrorKind::Throttled)
        return text;
    const async::Time then = async::EventLoopClock().now() + std::chrono::minutes(1);
    return std::format("{} (over budget: try again at {})", text, async::toRfc3339(then));
}

} // namespace

ErrorReport errorReportOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Failure& failure) {
        return {failure.code(), failure.what()};
    } catch (const datastore::Error& known) {
        return {exitCodeOf(known.kind()),
                withTime(withOutcome(known.text(), known.isOutcomeUnknown()), known.kind())};
    } catch (const store::Error& known) {
        const auto cause = known.cause();
        const std::string text = withOutcome(known.text(), known.isOutcomeUnknown());
        return {cause ? exitCodeOf(*cause) : ExitCode::Failed,
                cause ? withTime(text, *cause) : text};
    } catch (const std::exception& other) {
        return {ExitCode::Failed, other.what()};
    } catch (...) {
        return {ExitCode::Failed, "an error that tells nothing of itself"};
    }
}

} // namespace plectrum::ctl
