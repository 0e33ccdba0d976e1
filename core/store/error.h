// SPDX-License-Identifier: MIT
// The one error of the store boundary. Its text is the library's own, word for word, without the
// prefixes that only the library's queue adds.
#pragma once

#include "datastore/error.h"
#include "store/record/damage.h"

#include <exception>
#include <optional>
#include <string>

namespace plectrum::store {

enum class ErrorKind
{
    Configuration, ///< a StoreConfig that is refused
    Closed, ///< the store, or the session of the key
    NotLoaded,
    LoadInProgress,
    LoadCancelled,
    Locked, ///< the lock could not be had in time
    LockLost, ///< while the key was being saved
    InTransaction, ///< another transaction holds the key
    Transform, ///< a transform failed or gave back something wrong
    Schema,
    Migration,
    LegacyImport,
    Damaged, ///< the stored record cannot be read; damage() says why
    NotFound, ///< no such version
    DataStore,
    MemoryStore,
    Close, ///< some sessions could not be saved while the store closed
    Refused, ///< by whoever is asked before each write
    TimedOut, ///< a queued operation took over 60 s; it may still be done
};

class Error : public std::exception
{
public:
    Error(ErrorKind kind, std::string text);
    /// Of kind Damaged.
    explicit Error(Damage damage);

    ErrorKind kind() const noexcept { return m_kind; }
    const std::string& text() const noexcept { return m_text; }
    const char* what() const noexcept override { return m_text.c_str(); }
    const std::optional<Damage>& damage() const noexcept { return m_damage; }
    /// A write that failed and may have been done all the same.
    bool isOutcomeUnknown() const noexcept { return m_isOutcomeUnknown; }
    /// What the service refused it with; nullopt when no service was at fault.
    std::optional<datastore::ErrorKind> cause() const noexcept { return m_cause; }
    /// The entry was not what a conditional write expected: nothing was written.
    bool isConflict() const noexcept { return m_cause == datastore::ErrorKind::Conflict; }

    Error&& withUnknownOutcome(bool isUnknown) &&;
    Error&& withCause(std::optional<datastore::ErrorKind> cause) &&;

private:
    ErrorKind m_kind;
    std::string m_text;
    std::optional<Damage> m_damage;
    bool m_isOutcomeUnknown = false;
    std::optional<datastore::ErrorKind> m_cause;
};

/// The text of any exception.
std::string textOf(const std::exception_ptr& error);

} // namespace plectrum::store
