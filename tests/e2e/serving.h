// SPDX-License-Identifier: MIT
// plectrumctl serve as a process of its own.
#pragma once

#include "json/value.h"

#include <QProcess>
#include <QStringList>

namespace plectrum::test {

/// Serves until end() or its own.
class Serving
{
public:
    explicit Serving(const QStringList& arguments);
    ~Serving();

    /// What it told at its start.
    const json::Value& reported() const { return m_reported; }
    QString baseUrl() const;
    /// The requests so far that were no GET, as "METHOD PATH STATUS". It must serve with --log.
    QStringList writes();
    /// The exit code, or -1 when it did not end by itself.
    int end(int signal);

private:
    QProcess m_process;
    json::Value m_reported;
    QStringList m_writes;
};

} // namespace plectrum::test
