// SPDX-License-Identifier: MIT
#include "serving.h"

#include "json/parser.h"
#include "support/waiting.h"

#include <QCoreApplication>

#include <csignal>

namespace plectrum::test {

using namespace Qt::StringLiterals;

Serving::Serving(const QStringList& arguments)
{
    m_process.start(QStringLiteral(PLECTRUM_BIN_DIR "/plectrumctl"),
                    QStringList{u"serve"_s, u"--json"_s} + arguments);
    if (!waitFor([&] { return m_process.canReadLine(); }))
        qFatal("it does not serve: %s", m_process.readAllStandardError().constData());
    const auto reported = json::parse(m_process.readLine().toStdString());
    if (!reported)
        qFatal("not JSON");
    m_reported = *reported;
}

Serving::~Serving()
{
    if (m_process.state() != QProcess::NotRunning)
        end(SIGTERM);
}

QString Serving::baseUrl() const
{
    const auto url = m_reported["baseUrl"].toString();
    return QString::fromUtf8(url.data(), qsizetype(url.size()));
}

QStringList Serving::writes()
{
    QCoreApplication::processEvents(); // which takes what has come
    m_process.setReadChannel(QProcess::StandardError);
    while (m_process.canReadLine()) {
        const QString line = QString::fromUtf8(m_process.readLine()).trimmed();
        if (!line.startsWith(u"GET "_s))
            m_writes.append(line);
    }
    m_process.setReadChannel(QProcess::StandardOutput);
    return m_writes;
}

int Serving::end(int signal)
{
    const auto id = pid_t(m_process.processId());
    if (id <= 0) // it has ended, and 0 would be all the processes of the test run
        return -1;
    ::kill(id, signal);
    const bool isDone =
        waitForFinished(m_process) && m_process.exitStatus() == QProcess::NormalExit;
    return isDone ? m_process.exitCode() : -1;
}

} // namespace plectrum::test
