// SPDX-License-Identifier: MIT
#include "opencloud/traffic.h"

#include <utility>

namespace plectrum::opencloud {

CountingTransport::CountingTransport(Transport& transport)
    : m_transport(transport)
{
}

Task<Response> CountingTransport::send(Request request, std::stop_token stop)
{
    ++m_traffic.requests;
    m_traffic.sentBytes += std::int64_t(request.body.size());
    Response answer = co_await m_transport.send(std::move(request), std::move(stop));
    m_traffic.receivedBytes += std::int64_t(answer.body.size());
    co_return answer;
}

} // namespace plectrum::opencloud
