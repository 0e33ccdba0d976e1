// SPDX-License-Identifier: MIT
// Keeps how the splitters of the window share their room: what was dragged in one holds for all of
// the same name, now and in later runs.
#pragma once

#include "ui/settings/settings.h"

#include <QList>
#include <QObject>

class QSplitter;
class QWidget;

namespace plectrum::ui {

class SplitterMemory final : public QObject
{
    Q_OBJECT

public:
    /// The settings must outlive it.
    explicit SplitterMemory(Settings& settings, QObject* parent = nullptr);

    /// Gives the named splitters inside `part` the sizes that were kept for their names, and keeps
    /// what they are dragged to. May be called again for the same widget.
    void add(QWidget* part);
    /// What is kept for a splitter, though not all of its parts may be in sight now; empty when
    /// nothing is.
    static QList<int> sizesOf(const QSplitter* splitter);

private:
    void apply(QSplitter* splitter) const;

    Settings& m_settings;
};

} // namespace plectrum::ui
