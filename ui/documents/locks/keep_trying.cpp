// SPDX-License-Identifier: MIT
#include "documents/locks/keep_trying.h"

#include "async/task.h"
#include "store/lock/lock_error.h"

#include <QCoreApplication>

namespace plectrum::documents {

namespace {

/// As the library's loads do.
constexpr std::chrono::seconds longestTry{90};

template <typename Exception>
bool isOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Exception&) {
        return true;
    } catch (...) {
        return false;
    }
}

struct KeepTrying
{
    Q_DECLARE_TR_FUNCTIONS(KeepTrying)
};

} // namespace

store::LockPatience patienceOf(std::chrono::milliseconds usual, bool keepsTrying)
{
    return keepsTrying ? store::LockPatience(longestTry, true) : store::LockPatience(usual);
}

bool isLockFailure(const std::exception_ptr& error)
{
    return isOf<store::LockError>(error);
}

bool wasCancelled(const std::exception_ptr& error)
{
    return isOf<async::Cancelled>(error);
}

QString keepTryingText()
{
    return KeepTrying::tr("Keep trying");
}

QString stopTryingText()
{
    return KeepTrying::tr("Stop trying");
}

QString tryingText(const QString& record)
{
    return KeepTrying::tr("Trying to take the lock of %1, for up to %2 s as a game server does. "
                          "Nothing is written before it is taken.")
        .arg(record)
        .arg(longestTry.count());
}

QString stoppedText()
{
    return KeepTrying::tr("You have stopped it before the lock was taken, so nothing was written.");
}

QString triedInVainText()
{
    return KeepTrying::tr("The lock could not be taken within %1 s, so nothing was written.")
        .arg(longestTry.count());
}

} // namespace plectrum::documents
