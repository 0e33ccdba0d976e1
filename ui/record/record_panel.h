// SPDX-License-Identifier: MIT
// The page of one record: facts above, tree beside text, history below.
#pragma once

#include <QList>
#include <QWidget>

class QAction;

namespace plectrum::ui {

class RecordDocument;

class RecordPanel final : public QWidget
{
    Q_OBJECT

public:
    /// The document must outlive the panel.
    explicit RecordPanel(RecordDocument* document, QWidget* parent = nullptr);
    RecordDocument* document() const;
    /// The actions of this record (save, reload, discard, undo, redo, add, remove, ...), each with
    /// an object name ("record.save"), text, shortcut and icon; the window puts them in menus and
    /// tool bar.
    QList<QAction*> recordActions() const;

private:
    RecordDocument* m_document;
};

} // namespace plectrum::ui
