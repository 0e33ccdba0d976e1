// SPDX-License-Identifier: MIT
// The head of a record: what is kept around the data, each as a caption over a short text.
#pragma once

#include "async/computation.h"
#include "documents/record/record_fact.h"

#include <QWidget>

class QTimer;

namespace plectrum::documents {
class RecordDocument;
class UserNames;
} // namespace plectrum::documents

namespace plectrum::ui {

class FlowLayout;

/// One of them. Its text is cut where it is too long; the tooltip has all of it.
class RecordFactCell final : public QWidget
{
    Q_OBJECT

public:
    explicit RecordFactCell(documents::RecordFact fact, QWidget* parent = nullptr);
    const documents::RecordFact& fact() const;
    void setFact(documents::RecordFact fact);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    documents::RecordFact m_fact;
};

class RecordFactStrip final : public QWidget
{
    Q_OBJECT

public:
    /// The document must outlive the strip. `leading` stands before the facts.
    RecordFactStrip(documents::RecordDocument* document, QWidget* leading,
                    QWidget* parent = nullptr);
    /// Who the user is whose id is in the key; null: nobody knows. Must outlive the strip.
    void setUserNames(documents::UserNames* names);

private:
    void showFacts();
    void measureDraft();
    void showSize(std::size_t bytes);

    documents::RecordDocument* m_document;
    documents::UserNames* m_names = nullptr;
    FlowLayout* m_flow;
    QWidget* m_leading;
    QList<RecordFactCell*> m_cells;
    QTimer* m_measureSoon;
    async::Computation<std::size_t> m_measuring;
};

} // namespace plectrum::ui
