// SPDX-License-Identifier: MIT
#include "secrets/keychain.h"

#include "secrets/error.h"

#include <QCoroSignal>
#include <QString>
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
    QByteArray bytes = job->binaryData();
    Secret secret(bytes.toStdString());
    bytes.fill('\0');
    co_return secret;
}

Task<void> Keychain::write(std::string name, Secret secret) const
{
    JobPointer<QKeychain::WritePasswordJob> job(new QKeychain::WritePasswordJob(toQt(m_service)));
    const auto text = secret.reveal();
    job->setBinaryData(QByteArray(text.data(), qsizetype(text.size())));
    co_await finish(&job, std::move(name));
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
