// SPDX-License-Identifier: MIT
#include "documents/game/game_binding.h"

#include "documents/basics/failure_text.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

/// Its machine may take long to be taken down. Cannot be cancelled: it only frees.
async::Task<void> release(async::Executor* executor, std::shared_ptr<const LoadedGame> game)
{
    co_await executor->run([game = std::move(game)]() mutable { game.reset(); });
}

} // namespace

QString failureLine(const GameFailure& failure)
{
    QString text = QString::fromStdString(failure.text);
    if (failure.place.script.empty())
        return text;
    QString place = QString::fromStdString(failure.place.script);
    if (failure.place.line > 0)
        place += u':' % QString::number(failure.place.line);
    return place % u": "_s % text;
}

GameBinding::GameBinding(std::string store, GameSpec spec, async::Executor& executor,
                         QObject* parent)
    : QObject(parent)
    , m_store(std::move(store))
    , m_spec(std::move(spec))
    , m_executor(executor)
    , m_tasks([](const std::exception_ptr&) { })
{
    connect(&m_watch, &FileWatch::changed, this, &GameBinding::reload);
    reload();
}

GameBinding::~GameBinding()
{
    m_loading.request_stop();
}

const std::string& GameBinding::codeStore() const
{
    return m_spec.codeStore.empty() ? m_store : m_spec.codeStore;
}

QString GameBinding::name() const
{
    return QFileInfo(QString::fromStdString(m_spec.file)).fileName();
}

const GameStoreInfo* GameBinding::info() const
{
    return m_game ? m_game->find(codeStore()) : nullptr;
}

QString GameBinding::failureText() const
{
    if (m_state != State::Failed)
        return {};
    if (m_report.failure)
        return failureLine(*m_report.failure);
    if (const std::string why = noStoreReason(m_report); !why.empty())
        return QString::fromStdString(why);
    return tr("the code has no store %1").arg(QString::fromStdString(codeStore()));
}

QString GameBinding::statusText() const
{
    switch (m_state) {
    case State::Loading:
        return tr("%1: loading…").arg(name());
    case State::Loaded:
        return tr("%1: loaded").arg(name());
    case State::Failed:
        break;
    }
    return tr("%1 does not load: %2").arg(name(), failureText());
}

void GameBinding::reload()
{
    m_loading.request_stop();
    m_loading = {};
    ++m_loads;
    m_state = State::Loading;
    emit changed();
    m_tasks.start(load(m_loading.get_token()));
}

async::Task<void> GameBinding::load(std::stop_token stop)
{
    const int number = m_loads;
    // Before it is read: what is written meanwhile is seen.
    watchFiles();
    auto game = co_await m_executor.run(
        [spec = m_spec, stop] { return LoadedGame::load(spec, stop); }, stop);
    async::throwIfStopped(stop);
    if (number == m_loads)
        apply(std::move(game));
}

void GameBinding::apply(std::shared_ptr<const LoadedGame> game)
{
    m_report = game->report();
    const bool isUsable = game->isUsable() && game->find(codeStore());
    m_state = isUsable ? State::Loaded : State::Failed;
    watchFiles();
    if (isUsable)
        m_tasks.start(release(&m_executor, std::exchange(m_game, std::move(game))));
    emit changed();
    if (isUsable)
        emit gameChanged();
}

/// What failed may lie in a file that was not read yet.
void GameBinding::watchFiles()
{
    std::vector<std::filesystem::path> files = m_report.files;
    if (m_game)
        std::ranges::copy(m_game->report().files, std::back_inserter(files));
    files.emplace_back(m_spec.file);
    if (!m_spec.project.empty())
        files.emplace_back(m_spec.project);
    const std::filesystem::path folder = std::filesystem::path(m_spec.file).parent_path();
    if (m_report.failure && !m_report.failure->place.script.empty())
        for (auto above = folder; above != above.parent_path(); above = above.parent_path()) {
            std::error_code error;
            const auto script = above / m_report.failure->place.script;
            if (std::filesystem::is_regular_file(script, error)) {
                files.push_back(script);
                break;
            }
        }
    std::ranges::sort(files);
    const auto twins = std::ranges::unique(files);
    files.erase(twins.begin(), twins.end());
    m_watch.watch(files, m_report.failure.has_value() || !m_report.missing.empty());
}

void GameBinding::requestStop()
{
    m_loading.request_stop();
    m_tasks.requestStop();
}

/// Cannot be cancelled: it only waits for what was asked to stop.
async::Task<void> GameBinding::finished()
{
    return m_tasks.finished();
}

GameBindings::GameBindings(async::Executor& executor, QObject* parent)
    : QObject(parent)
    , m_executor(executor)
{
}

GameBindings::~GameBindings() = default;

GameBinding* GameBindings::of(const std::string& store) const
{
    const auto found = m_bindings.find(store);
    return found == m_bindings.end() ? nullptr : found->second.get();
}

void GameBindings::bind(const std::string& store, const GameSpec& spec)
{
    auto binding = std::make_unique<GameBinding>(store, spec, m_executor);
    const QString name = QString::fromStdString(store);
    connect(binding.get(), &GameBinding::changed, this,
            [this, name] { emit bindingChanged(name); });
    connect(binding.get(), &GameBinding::gameChanged, this,
            [this, name] { emit gameChanged(name); });
    GameBinding* const made = binding.get();
    m_bindings[store] = std::move(binding);
    emit bound(name);
    emit bindingChanged(name);
    if (made->game()) // by an executor that does everything at once
        emit gameChanged(name);
}

void GameBindings::unbind(const std::string& store)
{
    if (m_bindings.erase(store) == 0)
        return;
    const QString name = QString::fromStdString(store);
    emit bound(name);
    emit bindingChanged(name);
    emit gameChanged(name);
}

std::map<std::string, GameSpec> GameBindings::specs() const
{
    std::map<std::string, GameSpec> all;
    for (const auto& [store, binding] : m_bindings)
        all.emplace(store, binding->spec());
    return all;
}

std::optional<json::Value> GameBindings::templateOf(const std::string& store) const
{
    const GameBinding* const binding = of(store);
    const GameStoreInfo* const info = binding ? binding->info() : nullptr;
    return info ? std::optional(info->templateData) : std::nullopt;
}

editing::DataCheck GameBindings::checkOf(const std::string& store) const
{
    const GameBinding* const binding = of(store);
    if (!binding || !binding->game())
        return {};
    return LoadedGame::dataCheck(binding->game(), binding->codeStore());
}

/// Cannot be cancelled: all is asked to stop and only waited for.
async::Task<void> GameBindings::shutDown()
{
    for (const auto& one : m_bindings)
        one.second->requestStop();
    for (const auto& one : m_bindings)
        co_await one.second->finished();
}

} // namespace plectrum::documents

#include "moc_game_binding.cpp"
