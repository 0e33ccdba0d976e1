// SPDX-License-Identifier: MIT
// What the command palette of a window offers: its actions, stores and keys.
#pragma once

#include "ui/shell/command_palette.h"

#include <QCoreApplication>

namespace plectrum::documents {
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class KeyBrowser;

class PaletteEntries
{
    Q_DECLARE_TR_FUNCTIONS(PaletteEntries)

public:
    /// All must outlive the entries.
    PaletteEntries(QWidget* window, documents::Workspace& workspace, KeyBrowser* browser);

    /// The actions that can be done now, in the order of the table of actions.
    std::vector<PaletteEntry> actions() const;
    std::vector<PaletteEntry> stores() const;
    /// Of the keys in the list those that contain the text, at most `most`.
    std::vector<PaletteEntry> keys(const QString& text, int most) const;

private:
    QWidget* m_window;
    documents::Workspace* m_workspace;
    KeyBrowser* m_browser;
};

} // namespace plectrum::ui
