// SPDX-License-Identifier: MIT
#include "ui/settings/appearance.h"

#include "documents/basics/tone.h"

#include <QApplication>
#include <QStyleFactory>
#include <QStyleHints>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

/// The greys and the accent of one scheme; the colours with a meaning are in tone.cpp.
struct Surface
{
    QRgb window; ///< docks, bars
    QRgb base; ///< where data stands
    QRgb alternate;
    QRgb text;
    QRgb muted;
    QRgb disabled;
    QRgb button;
    QRgb line;
    QRgb strongLine; ///< the border of a field
    QRgb selection;
    QRgb link;
};

constexpr Surface lightSurface{0xFFF3F5F8, 0xFFFFFFFF, 0xFFF8F9FB, 0xFF1C2430,
                               0xFF5B6472, 0xFF9AA2AE, 0xFFFFFFFF, 0xFFD9DEE6,
                               0xFFC3CAD5, 0xFFDDE7FB, 0xFF2F5FD0};
constexpr Surface darkSurface{0xFF16191F, 0xFF1D2128, 0xFF21262E, 0xFFE4E8EF,
                              0xFF9DA7B5, 0xFF646E7C, 0xFF282D36, 0xFF323843,
                              0xFF434B58, 0xFF29395B, 0xFF8FB3FF};

QPalette paletteOf(const Surface& surface)
{
    QPalette palette;
    const auto all = [&palette](QPalette::ColorRole role, QRgb colour) {
        palette.setColor(QPalette::All, role, QColor::fromRgb(colour));
    };
    all(QPalette::Window, surface.window);
    all(QPalette::WindowText, surface.text);
    all(QPalette::Base, surface.base);
    all(QPalette::AlternateBase, surface.alternate);
    all(QPalette::Text, surface.text);
    all(QPalette::PlaceholderText, surface.muted);
    all(QPalette::Button, surface.button);
    all(QPalette::ButtonText, surface.text);
    all(QPalette::BrightText, surface.link);
    all(QPalette::ToolTipBase, surface.base);
    all(QPalette::ToolTipText, surface.text);
    all(QPalette::Highlight, surface.selection);
    all(QPalette::HighlightedText, surface.text);
    all(QPalette::Accent, surface.link);
    all(QPalette::Link, surface.link);
    all(QPalette::LinkVisited, surface.link);
    all(QPalette::Light, surface.base);
    all(QPalette::Midlight, surface.line);
    all(QPalette::Mid, surface.line);
    all(QPalette::Dark, surface.strongLine);
    all(QPalette::Shadow, surface.strongLine);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(surface.disabled));
    return palette;
}

/// Flat bars, one-pixel lines, calm tabs. Colours come only from the palette, so that the text is
/// the same for light and dark.
QString styleSheet()
{
    return uR"(
QMainWindow::separator { background: palette(mid); width: 1px; height: 1px; }
QMenuBar { background: palette(window); border: none; padding: 2px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: palette(highlight); color: palette(text); }
QMenu { background: palette(base); border: 1px solid palette(dark); padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; }
QMenu::item:selected { background: palette(highlight); color: palette(text); }
QMenu::item:disabled { color: palette(placeholder-text); }
QMenu::icon { padding-left: 6px; }
QMenu::separator { height: 1px; background: palette(mid); margin: 4px 6px; }
QToolBar { background: palette(window); border: none; border-bottom: 1px solid palette(mid);
    padding: 4px 8px; documents::spacing: 2px; }
QToolBar::separator { background: palette(mid); width: 1px; margin: 5px 6px; }
QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px 5px;
    background: transparent; color: palette(button-text); }
QToolButton:hover:enabled { background: palette(midlight); }
QToolButton:pressed, QToolButton:checked { background: palette(highlight); }
QToolButton:focus { border-color: palette(link); }
QToolButton:disabled { color: palette(placeholder-text); }
QToolButton::menu-indicator { image: none; }
QPushButton { background: palette(button); border: 1px solid palette(dark); border-radius: 5px;
    padding: 5px 14px; min-height: 16px; color: palette(button-text); }
QPushButton:hover:enabled { background: palette(midlight); }
QPushButton:pressed { background: palette(highlight); }
QPushButton:focus { border-color: palette(link); }
QPushButton:default { background: palette(link); border-color: palette(link); color: palette(base); }
QPushButton:default:hover:enabled { background: palette(accent); }
QPushButton:default:focus { border: 2px solid palette(text); padding: 4px 13px; }
QPushButton:default:disabled { background: palette(button); }
QPushButton:disabled { color: palette(placeholder-text); border-color: palette(mid); }
QPushButton:flat { background: transparent; border-color: transparent; }
QLineEdit { background: palette(base); border: 1px solid palette(dark); border-radius: 5px;
    padding: 4px 6px; color: palette(text); selection-background-color: palette(highlight);
    selection-color: palette(text); }
QLineEdit:focus { border-color: palette(link); }
QLineEdit:disabled { color: palette(placeholder-text); background: palette(window); }
QAbstractItemView { border: none; outline: none; background: palette(base);
    alternate-background-color: palette(alternate-base);
    selection-background-color: palette(highlight); selection-color: palette(text); }
QHeaderView { background: palette(base); border: none; }
QHeaderView::section { background: palette(base); color: palette(placeholder-text); border: none;
    border-bottom: 1px solid palette(mid); padding: 4px 4px; }
QDockWidget { border: none; }
QTabWidget::pane { border: none; }
QTabBar { background: palette(window); qproperty-drawBase: 0; }
QTabBar::tab { background: palette(window); color: palette(placeholder-text); border: none;
    border-right: 1px solid palette(mid); border-bottom: 1px solid palette(mid);
    border-top: 2px solid transparent; padding: 5px 10px 6px 10px; }
QTabBar::tab:hover { color: palette(text); }
QTabBar::tab:selected { background: palette(base); color: palette(text);
    border-bottom-color: palette(base); border-top-color: palette(link); }
QSplitter::handle { background: palette(mid); }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QStatusBar { background: palette(window); border-top: 1px solid palette(mid); }
QStatusBar::item { border: none; }
QToolTip { background: palette(base); color: palette(text); border: 1px solid palette(dark);
    padding: 4px 6px; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: palette(dark); border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: palette(placeholder-text); }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: none; border-radius: 2px; background: palette(mid); max-height: 4px;
    min-height: 4px; }
QProgressBar::chunk { background: palette(link); border-radius: 2px; }
)"_s;
}

Qt::ColorScheme schemeOf(Appearance::Choice choice)
{
    switch (choice) {
    case Appearance::Choice::Light:
        return Qt::ColorScheme::Light;
    case Appearance::Choice::Dark:
        return Qt::ColorScheme::Dark;
    case Appearance::Choice::System:
        break;
    }
    return Qt::ColorScheme::Unknown;
}

} // namespace

Appearance::Appearance(Choice choice, QObject* parent)
    : QObject(parent)
    , m_choice(choice)
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QGuiApplication::styleHints()->setColorScheme(schemeOf(m_choice));
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            &Appearance::apply);
    apply();
}

Appearance::Choice Appearance::choice() const
{
    return m_choice;
}

void Appearance::setChoice(Choice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    QGuiApplication::styleHints()->setColorScheme(schemeOf(choice));
    apply();
    emit choiceChanged(choice);
}

bool Appearance::showsDark() const
{
    if (m_choice == Choice::System)
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    return m_choice == Choice::Dark;
}

QPalette Appearance::lightPalette()
{
    return paletteOf(lightSurface);
}

QPalette Appearance::darkPalette()
{
    return paletteOf(darkSurface);
}

void Appearance::apply()
{
    const QPalette palette = showsDark() ? darkPalette() : lightPalette();
    if (!qApp->styleSheet().isEmpty() && palette == QApplication::palette())
        return;
    QApplication::setPalette(palette);
    // Set anew after each change, so that palette(...) in it is read again.
    qApp->setStyleSheet(styleSheet());
}

} // namespace plectrum::ui
