// SPDX-License-Identifier: MIT
// The fields that choose writes of the journal: text, store, key, time. changed() comes a moment
// after the last key.
#pragma once

#include "async/clock.h"
#include "journal/entry.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace plectrum::ui {

class JournalFilterBar final : public QWidget
{
    Q_OBJECT

public:
    /// The clock must outlive it.
    explicit JournalFilterBar(const async::Clock& clock, QWidget* parent = nullptr);

    journal::Filter filter() const;
    void setStores(const QStringList& stores);
    /// Chooses the writes of one record, whatever was chosen before.
    void choose(const QString& store, const QString& key);
    void clear();
    void focusText();

signals:
    void changed();

private:
    void addTimes();

    const async::Clock& m_clock;
    QLineEdit* m_text;
    QComboBox* m_store;
    QLineEdit* m_key;
    QComboBox* m_time;
    QTimer m_delay;
};

} // namespace plectrum::ui
