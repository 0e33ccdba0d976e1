// SPDX-License-Identifier: MIT
// Where a moment stands on a drawn time line: the part that is shown, zoom and pan, and the way
// from time to place and back. A plain value; times are milliseconds since 1970-01-01 UTC.
#pragma once

namespace plectrum::documents {

class TimeAxis
{
public:
    /// The times that there are; the axis never leaves them. Shows all when all was shown before.
    void setBounds(double first, double last);
    /// The place there is, in device-independent pixels; `inset` stays free on both sides.
    void setWidth(double width, double inset);

    double xOf(double time) const;
    double timeAt(double x) const;
    double from() const { return m_from; } ///< at the left inset
    double until() const { return m_from + m_span; } ///< at the right inset
    double leftEdge() const { return timeAt(0); }
    double rightEdge() const { return timeAt(m_width); }
    double width() const { return m_width; }
    double pixelsPerMillisecond() const;

    /// Makes what is shown `factor` times larger; the time at `x` stays where it is, if it can.
    void zoom(double factor, double x);
    /// Moves what is drawn by so many pixels to the right.
    void pan(double pixels);
    void showAll();
    bool showsAll() const;
    /// Shows these times, the zoom limits permitting.
    void show(double from, double until);
    /// Pans as little as needed for a moment to be in sight, with some room beside it.
    void reveal(double time);

    static constexpr double smallestSpan = 20.0 * 60 * 1000; ///< the deepest zoom shows 20 minutes

private:
    double largestSpan() const;
    double inner() const;
    void keepWithinBounds();

    double m_first = 0;
    double m_last = 0;
    double m_from = 0;
    double m_span = 0;
    double m_width = 0;
    double m_inset = 0;
};

} // namespace plectrum::documents
