// SPDX-License-Identifier: MIT
#include "documents/history/time_axis.h"

#include <algorithm>

namespace plectrum::documents {

namespace {

constexpr double shortestHistory = 6.0 * 60 * 60 * 1000; ///< one version alone gets that much room

} // namespace

void TimeAxis::setBounds(double first, double last)
{
    const bool all = m_span <= 0 || showsAll();
    const double lacking = std::max(0.0, shortestHistory - (last - first));
    m_first = first - lacking / 2;
    m_last = last + lacking / 2;
    if (all)
        showAll();
    keepWithinBounds();
}

void TimeAxis::setWidth(double width, double inset)
{
    m_width = width;
    m_inset = inset;
}

double TimeAxis::inner() const
{
    return std::max(1.0, m_width - 2 * m_inset);
}

double TimeAxis::pixelsPerMillisecond() const
{
    return m_span > 0 ? inner() / m_span : 0;
}

double TimeAxis::xOf(double time) const
{
    return m_inset + (time - m_from) * pixelsPerMillisecond();
}

double TimeAxis::timeAt(double x) const
{
    return m_from + (x - m_inset) / inner() * m_span;
}

void TimeAxis::zoom(double factor, double x)
{
    const double fixed = timeAt(x);
    m_span = std::clamp(m_span / factor, smallestSpan, largestSpan());
    m_from += fixed - timeAt(x);
    keepWithinBounds();
}

void TimeAxis::pan(double pixels)
{
    m_from -= pixels / inner() * m_span;
    keepWithinBounds();
}

void TimeAxis::showAll()
{
    m_from = m_first;
    m_span = largestSpan();
}

bool TimeAxis::showsAll() const
{
    return m_span >= largestSpan();
}

void TimeAxis::show(double from, double until)
{
    m_from = from;
    m_span = std::clamp(until - from, smallestSpan, largestSpan());
    keepWithinBounds();
}

void TimeAxis::reveal(double time)
{
    const double room = m_span / 16;
    if (time < m_from + room)
        m_from = time - room;
    else if (time > until() - room)
        m_from = time + room - m_span;
    keepWithinBounds();
}

double TimeAxis::largestSpan() const
{
    return std::max(smallestSpan, m_last - m_first);
}

void TimeAxis::keepWithinBounds()
{
    m_span = std::clamp(m_span, smallestSpan, largestSpan());
    m_from = std::clamp(m_from, m_first, std::max(m_first, m_last - m_span));
}

} // namespace plectrum::documents
