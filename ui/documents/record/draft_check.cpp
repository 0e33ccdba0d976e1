// SPDX-License-Identifier: MIT
#include "documents/record/draft_check.h"

#include "documents/game/game_binding.h"
#include "documents/game/schema_path.h"
#include "documents/record/record_document.h"

#include <chrono>
#include <utility>

namespace plectrum::documents {

namespace {

constexpr std::chrono::milliseconds restOfTyping{200};

/// Nothing when nobody wants to know any more, or when the game's code cannot say.
std::optional<GameCheck> checkNow(const LoadedGame& game, const std::string& store,
                                  const json::Value& data, const LoadedGame::Applied& applied,
                                  std::stop_token stop)
{
    try {
        return game.check(store, data, applied, std::move(stop));
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

} // namespace

DraftCheck::DraftCheck(RecordDocument* document, GameBindings& games, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_games(games)
    , m_checking([this](std::optional<GameCheck> result) {
        if (result)
            apply(*std::move(result));
    })
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(restOfTyping);
    m_soon.callOnTimeout(this, &DraftCheck::check);
    connect(document, &RecordDocument::valueChanged, this, &DraftCheck::checkSoon);
    connect(document, &RecordDocument::loaded, this, &DraftCheck::checkSoon);
    const auto ofThis = [this](const QString& store) {
        if (store == QString::fromStdString(m_document->address().store))
            checkSoon();
    };
    connect(&games, &GameBindings::bindingChanged, this, ofThis);
    connect(&games, &GameBindings::gameChanged, this, ofThis);
    checkSoon();
}

const GameBinding* DraftCheck::binding() const
{
    const store::KeyAddress& address = m_document->address();
    return address.kind == store::KeyAddress::Kind::Lyra ? m_games.of(address.store) : nullptr;
}

bool DraftCheck::isChecking() const
{
    return m_soon.isActive() || m_checking.isRunning();
}

/// What is known is of another draft or of older code.
void DraftCheck::checkSoon()
{
    m_checking.cancel();
    m_result.reset();
    m_soon.start();
    emit changed();
}

void DraftCheck::check()
{
    const GameBinding* const bound = binding();
    if (!bound || !bound->game() || !m_document->hasData()) {
        m_place.reset();
        emit changed();
        return;
    }
    m_checked = m_document->value();
    const auto& record = m_document->inspection().record;
    m_checking.start(
        [game = bound->game(), store = bound->codeStore(), data = m_checked,
         applied = record ? record->appliedMigrations : std::nullopt](std::stop_token stop) {
            return checkNow(*game, store, data, applied, std::move(stop));
        });
    emit changed();
}

void DraftCheck::apply(GameCheck result)
{
    m_place =
        result.schemaProblem ? placeInMessage(*result.schemaProblem, m_checked) : std::nullopt;
    m_result = std::move(result);
    emit changed();
}

QString DraftCheck::schemaProblem() const
{
    return m_result && m_result->schemaProblem ? QString::fromStdString(*m_result->schemaProblem)
                                               : QString();
}

QString DraftCheck::migrationProblem() const
{
    if (!m_result || !m_result->failure)
        return {};
    return tr("The pending migration step “%1” fails on it: %2")
        .arg(QString::fromStdString(m_result->failedStep), failureLine(*m_result->failure));
}

} // namespace plectrum::documents

#include "moc_draft_check.cpp"
