// SPDX-License-Identifier: MIT
// Asks which universe to open: a file, a new file, the demo, one of the last ones. It only makes
// the description; whoever listens opens it, and tells here when that failed.
#pragma once

#include "datastore/universe.h"
#include "ui/settings.h"

#include <QObject>
#include <QString>

class QMenu;
class QWidget;

namespace plectrum::ui {

class UniverseChooser final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it; the dialogs belong to `window`.
    UniverseChooser(Settings& settings, QWidget* window);

    void chooseFile();
    void chooseNewFile();
    void chooseDemo();
    /// The last universes, newest first; files that are gone are left out.
    void fillRecent(QMenu* menu);
    /// Says why a universe could not be opened. The window stays as it is.
    void tellFailure(const QString& title, const QString& why);

signals:
    void openRequested(const plectrum::datastore::UniverseSpec& spec);
    /// The file shall be made; it must not be there yet.
    void newRequested(const plectrum::datastore::UniverseSpec& spec);

private:
    Settings& m_settings;
    QWidget* m_window;
};

} // namespace plectrum::ui
