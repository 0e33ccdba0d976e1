// SPDX-License-Identifier: MIT
#include "plectrumctl/error_report.h"

#include "datastore/error.h"
#include "store/error.h"

namespace plectrum::ctl {

namespace {

ExitCode codeOf(datastore::ErrorKind kind)
{
    switch (kind) {
    case datastore::ErrorKind::NotFound:
        return ExitCode::NotFound;
    case datastore::ErrorKind::Conflict:
        return ExitCode::Conflict;
    default:
        return ExitCode::Failed;
    }
}

std::string withOutcome(const std::string& text, bool isUnknown)
{
    return isUnknown ? text + " (it may have been written all the same: read it back)" : text;
}

} // namespace

ErrorReport errorReportOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Failure& failure) {
        return {failure.code(), failure.what()};
    } catch (const datastore::Error& known) {
        return {codeOf(known.kind()), withOutcome(known.text(), known.isOutcomeUnknown())};
    } catch (const store::Error& known) {
        const auto code = known.isConflict() ? ExitCode::Conflict : ExitCode::Failed;
        return {code, withOutcome(known.text(), known.isOutcomeUnknown())};
    } catch (const std::exception& other) {
        return {ExitCode::Failed, other.what()};
    } catch (...) {
        return {ExitCode::Failed, "an error that tells nothing of itself"};
    }
}

} // namespace plectrum::ctl
