// SPDX-License-Identifier: MIT
#include "journal/error.h"

#include <utility>

namespace plectrum::journal {

namespace {

const char* textOf(Problem problem)
{
    switch (problem) {
    case Problem::Damaged:
        return "is damaged";
    case Problem::Foreign:
        return "is not a journal of Plectrum";
    case Problem::Newer:
        return "was written by a newer Plectrum";
    case Problem::ReadOnly:
        return "cannot be written, the file or its folder is read-only";
    case Problem::InUse:
        return "is in use by another program";
    case Problem::Full:
        return "could not be written, the disk is full";
    case Problem::Unreadable:
        break;
    }
    return "cannot be read or written";
}

} // namespace

Error::Error(Problem problem, std::string path, std::string detail)
    : m_problem(problem)
    , m_path(std::move(path))
    , m_detail(std::move(detail))
    , m_text(m_path + ": " + textOf(problem) + (m_detail.empty() ? "" : " (" + m_detail + ")"))
{
}

} // namespace plectrum::journal
