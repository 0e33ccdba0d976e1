// SPDX-License-Identifier: MIT
// The head of a record: what is kept around the data, each as a caption over a short text.
#pragma once

#include "async/computation.h"
#include "documents/record/record_fact.h"

#include <QWidget>

#include <vector>

class QTimer;
class QToolButton;

namespace plectrum::documents {
class RecordDocument;
class UserNames;
} // namespace plectrum::documents

namespace plectrum::ui {

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
    /// One that is known elsewhere, before all others; nullopt: none.
    void setFirstFact(std::optional<documents::RecordFact> fact);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void showFacts();
    void fit();
    void showAll();
    void measureDraft();
    void showSize(std::size_t bytes);

    documents::RecordDocument* m_document;
    documents::UserNames* m_names = nullptr;
    std::optional<documents::RecordFact> m_first;
    QWidget* m_leading;
    QToolButton* m_more;
    std::vector<documents::RecordFact> m_facts; ///< all that there are
    QList<RecordFactCell*> m_cells;
    QTimer* m_measureSoon;
    async::Computation<std::size_t> m_measuring;
};

} // namespace plectrum::ui
