// SPDX-License-Identifier: MIT
// A drawn bubble that tells of a version, above (or below) the place it speaks of. A child of the
// window, so that it may reach beyond the timeline; lets every mouse event through.
#pragma once

#include <QStringList>
#include <QWidget>

namespace plectrum::ui {

class VersionToolTip final : public QWidget
{
    Q_OBJECT

public:
    explicit VersionToolTip(QWidget* window);
    /// The first line is strong; `target` is in the window's coordinates.
    void showLines(const QStringList& lines, const QRect& target);
    const QStringList& lines() const { return m_lines; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QSize contentSize() const;
    QFont strongFont() const;

    QStringList m_lines;
    double m_tip = 0; ///< the x of the tip within the bubble
    bool m_isAbove = true;
};

} // namespace plectrum::ui
