// SPDX-License-Identifier: MIT
// Runs plectrumctl as a process of its own and keeps what it answered.
#pragma once

#include "json/value.h"

#include <QByteArray>
#include <QStringList>

namespace plectrum::test {

struct CtlAnswer
{
    int code = -1; ///< -1: it crashed or did not end
    QByteArray output;
    QByteArray errors;

    /// stdout as the one JSON document that it must be; throws std::runtime_error else.
    json::Value document() const;
};

CtlAnswer ctl(const QStringList& arguments, const QByteArray& input = {});

} // namespace plectrum::test
