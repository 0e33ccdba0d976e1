// SPDX-License-Identifier: MIT
// Stands in place of a list that has no rows: what it is for, and what to do.
#pragma once

#include <QWidget>

class QLabel;

namespace plectrum::ui {

class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);
    void say(const QString& title, const QString& explanation);
    QString title() const;

private:
    QLabel* m_title;
    QLabel* m_explanation;
};

} // namespace plectrum::ui
