// SPDX-License-Identifier: MIT
#include "opencloud/server_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace plectrum::opencloud {

namespace {

std::optional<int> numberAt(const std::string& text, std::size_t at, std::size_t size)
{
    int number = 0;
    const char* const begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + size, number);
    if (error != std::errc() || end != begin + size)
        return std::nullopt;
    return number;
}

std::optional<unsigned> monthOf(std::string_view name)
{
    static constexpr std::array<std::string_view, 12> names{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto at = std::ranges::find(names, name);
    if (at == names.end())
        return std::nullopt;
    return unsigned(at - names.begin()) + 1;
}

} // namespace

std::optional<async::Time> httpDateOf(const std::string& text)
{
    using namespace std::chrono;
    if (text.size() != 29 || !text.ends_with(" GMT"))
        return std::nullopt;
    const auto dayOfMonth = numberAt(text, 5, 2);
    const auto monthNumber = monthOf(std::string_view(text).substr(8, 3));
    const auto yearNumber = numberAt(text, 12, 4);
    const auto hour = numberAt(text, 17, 2);
    const auto minute = numberAt(text, 20, 2);
    const auto second = numberAt(text, 23, 2);
    if (!dayOfMonth || !monthNumber || !yearNumber || !hour || !minute || !second)
        return std::nullopt;
    const year_month_day date{year(*yearNumber), month(*monthNumber), day(unsigned(*dayOfMonth))};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    return async::Time(sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second));
}

void ServerTime::note(const std::string& date, async::Duration begin, async::Duration end)
{
    const auto time = httpDateOf(date);
    if (!time)
        return;
    // It was that second at some moment between the two.
    const Offset seen{*time - end, *time + std::chrono::seconds(1) - begin};
    if (!m_offset || seen.least > m_offset->most || seen.most < m_offset->least) {
        m_offset = seen; // the first one, or a clock was set
        return;
    }
    m_offset->least = std::max(m_offset->least, seen.least);
    m_offset->most = std::min(m_offset->most, seen.most);
}

std::optional<async::Time> ServerTime::earliest(async::Duration elapsed) const
{
    if (!m_offset)
        return std::nullopt;
    return m_offset->least + elapsed;
}

} // namespace plectrum::opencloud
