// SPDX-License-Identifier: MIT
#include "ctl_process.h"

#include "json/parser.h"
#include "support/waiting.h"

#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <stdexcept>

namespace plectrum::test {

using namespace Qt::StringLiterals;

json::Value CtlAnswer::document() const
{
    auto value = json::parse({output.constData(), std::size_t(output.size())});
    if (!value)
        throw std::runtime_error(value.error().message() + " in: " + output.toStdString());
    return *std::move(value);
}

CtlAnswer ctl(const QStringList& arguments, const QByteArray& input)
{
    static const QTemporaryDir ownJournal; // never the user's
    auto environment = QProcessEnvironment::systemEnvironment();
    if (!environment.contains(u"PLECTRUM_JOURNAL"_s))
        environment.insert(u"PLECTRUM_JOURNAL"_s, ownJournal.filePath(u"journal.db"_s));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PLECTRUM_BIN_DIR "/plectrumctl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool isDone = waitForFinished(process) && process.exitStatus() == QProcess::NormalExit;
    return {.code = isDone ? process.exitCode() : -1,
            .output = process.readAllStandardOutput(),
            .errors = process.readAllStandardError()};
}

} // namespace plectrum::test
