// SPDX-License-Identifier: MIT
// The history below a record: the drawn timeline, and the difference of the chosen version to now
// with the button that brings it back.
#pragma once

#include <QWidget>

namespace plectrum::ui {

class RecordDocument;
class RecordHistory;

class HistoryPanel final : public QWidget
{
    Q_OBJECT

public:
    /// The document must outlive the panel. Reloads itself after every load and save.
    explicit HistoryPanel(RecordDocument* document, QWidget* parent = nullptr);
    RecordHistory* history() const;

private:
    RecordDocument* m_document;
    RecordHistory* m_history;
};

} // namespace plectrum::ui
