// SPDX-License-Identifier: MIT
// What the bound game code says of a record's draft as it is edited: asked in another thread, when
// the typing rests.
#pragma once

#include "async/computation.h"
#include "documents/game/game_spec.h"
#include "json/pointer.h"
#include "json/value.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>

namespace plectrum::documents {

class GameBinding;
class GameBindings;
class RecordDocument;

class DraftCheck final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    DraftCheck(RecordDocument* document, GameBindings& games, QObject* parent = nullptr);

    const GameBinding* binding() const; ///< null: nothing is bound, nothing is checked
    bool isChecking() const;
    /// Of the draft as it is now; nullopt while that is not known.
    const std::optional<GameCheck>& result() const { return m_result; }
    /// The place that the schema's message names, of the draft; nullopt when it names none.
    const std::optional<json::Pointer>& place() const { return m_place; }
    /// What the schema refuses, as it words it; empty when it does not, or that is not known.
    QString schemaProblem() const;
    /// The pending step that fails, with its line; empty when none does.
    QString migrationProblem() const;

signals:
    void changed();

private:
    void checkSoon();
    void check();
    void apply(GameCheck result);

    RecordDocument* m_document;
    GameBindings& m_games;
    QTimer m_soon;
    async::Computation<std::optional<GameCheck>> m_checking;
    json::Value m_checked;
    std::optional<GameCheck> m_result;
    std::optional<json::Pointer> m_place;
};

} // namespace plectrum::documents
