// SPDX-License-Identifier: MIT
#include "secrets/keychain.h"

#include "secrets/error.h"

#include <QCoroSignal>
#include <QString>
#include <QtEnvironmentVariables>
#include <qt6keychain/keychain.h>

#include <chrono>
#include <memory>
#include <utility>

namespace plectrum::secrets {

namespace {

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

void throwFor(const QKeychain::Job& job)
{
    const std::string detail = job.errorString().toStdString();
    switch (job.error()) {
    case QKeychain::NoError:
        return;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        throw Error(Problem::NoKeychain, detail);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        throw Error(Problem::Refused, detail);
    default:
        throw Error(problemNamed(detail), detail);
    }
}

/// Also what the job holds of it: the two share it, and writing as usual would part them.
void wipeShared(const QByteArray& bytes)
{
    wipe(const_cast<char*>(bytes.constData()), std::size_t(bytes.size()));
}

/// Longer nobody sees the prompt, or nobody is there to answer it.
constexpr std::chrono::seconds longestPrompt{60};

struct DeleteLater
{
    void operator()(QKeychain::Job* job) const { job->deleteLater(); }
};
template <typename Job>
using JobPointer = std::unique_ptr<Job, DeleteLater>;

/// Runs the job to its end. It is not deleted by itself, so that what it says can be asked for.
/// False: it does not come to an end.
Task<bool> isFinished(QKeychain::Job* job, std::string name)
{
    job->setAutoDelete(false);
    job->setInsecureFallback(false); // rather not at all than in a plain file
    job->setKey(toQt(name));
    auto finished = qCoro(job, &QKeychain::Job::finished, longestPrompt);
    job->start();
    const auto result = co_await finished;
    co_return result.has_value();
}

/// As isFinished(); a job that does not end is left to itself.
template <typename Job>
Task<void> finish(JobPointer<Job>* job, std::string name)
{
    if (co_await isFinished(job->get(), std::move(name)))
        co_return;
    job->release()->setAutoDelete(true);
    throw Error(Problem::Refused, "the keychain did not answer within a minute");
}

} // namespace

Keychain::Keychain(std::string service)
    : m_service(std::move(service))
{
}

std::string Keychain::nameOfTheSystems()
{
#if defined(Q_OS_MACOS)
    return "macOS Keychain";
#elif defined(Q_OS_WIN)
    return "Windows Credential Store";
#else
    // As qt6keychain chooses: KWallet under Plasma, else whoever is the Secret Service.
    const bool isPlasma =
        qEnvironmentVariable("XDG_CURRENT_DESKTOP").contains(QLatin1String("KDE"));
    return isPlasma ? "KWallet" : "Secret Service";
#endif
}

Task<bool> Keychain::isAvailable() const
{
    bool answers = true;
    try {
        co_await read("plectrum-is-anybody-there");
    } catch (const Error& error) {
        answers = error.problem() == Problem::Refused || error.problem() == Problem::NotReady;
    }
    co_return answers;
}

Task<std::optional<Secret>> Keychain::read(std::string name) const
{
    JobPointer<QKeychain::ReadPasswordJob> job(new QKeychain::ReadPasswordJob(toQt(m_service)));
    co_await finish(&job, std::move(name));
    if (job->error() == QKeychain::EntryNotFound)
        co_return std::nullopt;
    throwFor(*job);
    const QByteArray bytes = job->binaryData();
    Secret secret(bytes.toStdString());
    wipeShared(bytes);
    co_return secret;
}

Task<void> Keychain::write(std::string name, Secret secret) const
{
    JobPointer<QKeychain::WritePasswordJob> job(new QKeychain::WritePasswordJob(toQt(m_service)));
    const auto text = secret.reveal();
    const QByteArray bytes(text.data(), qsizetype(text.size()));
    job->setBinaryData(bytes);
    co_await finish(&job, std::move(name)); // what does not end is still to be written
    wipeShared(bytes);
    throwFor(*job);
}

Task<void> Keychain::remove(std::string name) const
{
    JobPointer<QKeychain::DeletePasswordJob> job(new QKeychain::DeletePasswordJob(toQt(m_service)));
    co_await finish(&job, std::move(name));
    if (job->error() != QKeychain::EntryNotFound)
        throwFor(*job);
}

} // namespace plectrum::secrets
