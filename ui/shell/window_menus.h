// SPDX-License-Identifier: MIT
// The menus and the tool bar of the window, and what of a record stands in them.
#pragma once

#include <QObject>
#include <QString>

class QMainWindow;
class QMenu;
class QToolBar;

namespace plectrum::ui {

class Appearance;
class KeyBrowser;
class RecordPanel;
class Settings;
class UniverseChooser;
class WindowActions;

/// What the menus let one choose, and where it is kept.
struct WindowChoices
{
    Settings& settings;
    Appearance& appearance;
    QString universe; ///< under which its recent stores are kept
};

class WindowMenus final : public QObject
{
    Q_OBJECT

public:
    /// Fills the bars of the window. All must live as long as the window.
    WindowMenus(QMainWindow* window, WindowActions* actions, KeyBrowser* browser,
                UniverseChooser* universes, WindowChoices choices);

    /// The actions of the record that is shown; null: none is.
    void showPanel(RecordPanel* panel);
    void fillRecentStores();

signals:
    /// Something to know about what was chosen.
    void said(const QString& text);

private:
    void makeToolBar();
    void makeMenus();
    void makeAppearanceMenu(QMenu* view);
    void makeLanguageMenu(QMenu* view);
    void fillRecordMenus(RecordPanel* panel);
    void fillToolBar(RecordPanel* panel);

    QMainWindow* m_window;
    WindowActions* m_actions;
    KeyBrowser* m_browser;
    UniverseChooser* m_universes;
    WindowChoices m_choices;
    QToolBar* m_toolBar = nullptr;
    QMenu* m_editMenu = nullptr;
    QMenu* m_recordMenu = nullptr;
    QMenu* m_recentMenu = nullptr;
};

} // namespace plectrum::ui
