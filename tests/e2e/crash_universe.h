// SPDX-License-Identifier: MIT
// A universe file with what servers of the real library left behind that died inside a transaction
// (golden 09), and plectrumctl on it.
#pragma once

#include "ctl_process.h"
#include "json/value.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <set>
#include <string>

namespace plectrum::test {

/// The golden recording.
json::Value crashRecording();

class CrashUniverse
{
public:
    /// As the dead servers left it, before anybody else came.
    CrashUniverse();

    CtlAnswer run(const QStringList& words, const QByteArray& input = {}) const;
    CtlAnswer runJson(const QStringList& words, const QByteArray& input = {}) const;
    /// Makes the file anew.
    void import(const QByteArray& content);
    /// As if all had been written an hour ago: a young marker may be of a transaction that runs.
    void makeOld();
    QByteArray peek(const QString& key) const; ///< the data as JSON, from PlayerData
    QByteArray everything() const; ///< as exported
    std::set<std::string> unfinished() const; ///< ids of transactions of PlayerData
    /// The path of a file with that text.
    QString file(const QString& name, const QByteArray& text) const;

private:
    QTemporaryDir m_folder;
    QString m_file;
};

/// A JSON Patch that replaces the number at the path.
QByteArray oneReplace(const char* path, int value);

} // namespace plectrum::test
