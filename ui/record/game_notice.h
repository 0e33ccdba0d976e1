// SPDX-License-Identifier: MIT
// What the bound game code says of a record, on its page: in a line above the data, at the row that
// the schema's message names, and among the facts.
#pragma once

#include "documents/record/draft_check.h"
#include "documents/record/record_fact.h"

#include <QObject>

#include <optional>

namespace plectrum::documents {
class GameBindings;
class RecordDocument;
} // namespace plectrum::documents

namespace plectrum::ui {

class JsonTreeView;
class MessageBar;
class RecordFactStrip;

class GameNotice final : public QObject
{
    Q_OBJECT

public:
    struct Places
    {
        JsonTreeView* tree;
        RecordFactStrip* facts;
        MessageBar* bar;
    };
    /// All of them must outlive it.
    GameNotice(documents::RecordDocument* document, documents::GameBindings& games,
               const Places& places, QObject* parent);

    const documents::DraftCheck& check() const { return m_check; }

signals:
    void gameWanted(); ///< where its code is chosen
    void checked(); ///< something new is known of the draft

private:
    void show();
    void showFailure();
    void showProblem();
    std::optional<documents::RecordFact> fact() const;

    documents::DraftCheck m_check;
    documents::RecordDocument* m_document;
    Places m_places;
};

} // namespace plectrum::ui
