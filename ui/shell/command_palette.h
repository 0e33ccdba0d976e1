// SPDX-License-Identifier: MIT
// Everything that the window can do and show, found by typing: actions, stores, keys that are
// loaded. Chosen by Return; deletes itself when closed.
#pragma once

#include <QDialog>
#include <QIcon>

#include <functional>
#include <vector>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace plectrum::ui {

/// One thing to be chosen.
struct PaletteEntry
{
    QString text;
    QString hint{}; ///< its shortcut, or what kind of thing it is
    QIcon icon{};
    std::function<void()> run;
};

/// More that fits a text, asked for each time that it changes; at most `most`.
using PaletteSource = std::function<std::vector<PaletteEntry>(const QString& text, int most)>;

class CommandPalette final : public QDialog
{
    Q_OBJECT

public:
    CommandPalette(std::vector<PaletteEntry> entries, PaletteSource more, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& text);
    void choose();

    std::vector<PaletteEntry> m_entries;
    PaletteSource m_more;
    std::vector<PaletteEntry> m_shown;
    QLineEdit* m_field;
    QListView* m_list;
    QStandardItemModel* m_model;
};

/// How well a text fits: 0 not at all, more for the start of the text and of its words. Letters
/// in order with others between them fit a little.
int paletteRank(const QString& text, const QString& wanted);

} // namespace plectrum::ui
