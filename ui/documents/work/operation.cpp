// SPDX-License-Identifier: MIT
#include "documents/work/operation.h"

namespace plectrum::documents {

Operation::Operation(QString title, QObject* parent)
    : QObject(parent)
    , m_title(std::move(title))
{
}

Operation::~Operation()
{
    m_stop.request_stop();
}

QString Operation::title() const
{
    return m_title;
}

Operation::State Operation::state() const
{
    return m_state;
}

bool Operation::isRunning() const
{
    return m_state == State::Running;
}

std::int64_t Operation::done() const
{
    return m_done;
}

std::int64_t Operation::total() const
{
    return m_total;
}

QString Operation::failure() const
{
    return m_failure;
}

std::stop_token Operation::stopToken() const
{
    return m_stop.get_token();
}

void Operation::cancel()
{
    m_stop.request_stop();
}

void Operation::setProgress(std::int64_t done, std::int64_t total)
{
    m_done = done;
    m_total = total;
    emit progressChanged();
}

void Operation::finish()
{
    end(m_stop.stop_requested() ? State::Cancelled : State::Done);
}

void Operation::fail(const QString& failure)
{
    m_failure = failure;
    end(m_stop.stop_requested() ? State::Cancelled : State::Failed);
}

void Operation::end(State state)
{
    if (!isRunning())
        return;
    m_state = state;
    emit ended();
}

} // namespace plectrum::documents
