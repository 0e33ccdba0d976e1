// SPDX-License-Identifier: MIT
#include "serving.h"

#include "json/parser.h"
#include "support/test.h"

#include <csignal>

namespace plectrum::test {

using namespace Qt::StringLiterals;

Serving::Serving(const QStringList& arguments)
{
    m_process.start(QStringLiteral(PLECTRUM_BIN_DIR "/plectrumctl"),
                    QStringList{u"serve"_s, u"--json"_s} + arguments);
    if (!QTest::qWaitFor([&] { return m_process.canReadLine(); }, 20'000))
        qFatal("it does not serve: %s", m_process.readAllStandardError().constData());
    const auto told = json::parse(m_process.readLine().toStdString());
    if (!told)
        qFatal("not JSON");
    m_told = *told;
}

Serving::~Serving()
{
    if (m_process.state() != QProcess::NotRunning)
        end(SIGTERM);
}

QString Serving::baseUrl() const
{
    const auto url = m_told["baseUrl"].toString();
    return QString::fromUtf8(url.data(), qsizetype(url.size()));
}

int Serving::end(int signal)
{
    ::kill(pid_t(m_process.processId()), signal);
    const bool isDone =
        m_process.waitForFinished(10'000) && m_process.exitStatus() == QProcess::NormalExit;
    return isDone ? m_process.exitCode() : -1;
}

} // namespace plectrum::test
