// SPDX-License-Identifier: MIT
#include "plectrum/windows.h"

#include "backends/backends.h"
#include "datastore/error.h"
#include "demo/demo_config.h"
#include "demo/sample_game.h"
#include "documents/basics/failure_text.h"
#include "documents/user_names.h"
#include "plectrum/cloud_meter.h"
#include "plectrum/demo_simulation.h"
#include "plectrum/opening.h"
#include "plectrum/universe_files.h"
#include "ui/universe/universe_chooser.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace plectrum::app {

using datastore::UniverseSpec;

namespace {

/// A second window shall not hide the first.
constexpr int cascade = 32;

QString identityOf(const UniverseSpec& spec)
{
    if (spec.kind == UniverseSpec::Kind::Memory)
        return {};
    if (spec.kind == UniverseSpec::Kind::OpenCloud)
        return QString::fromStdString(stableIdOf(spec));
    const std::string path =
        spec.kind == UniverseSpec::Kind::Demo && spec.path.empty() ? defaultDemoPath() : spec.path;
    const QFileInfo file(QString::fromStdString(path));
    return file.exists() ? file.canonicalFilePath() : file.absoluteFilePath();
}

/// To be found again from whatever folder the program is started in.
UniverseSpec lasting(UniverseSpec spec)
{
    if (!spec.path.empty())
        spec.path = QFileInfo(QString::fromStdString(spec.path)).absoluteFilePath().toStdString();
    return spec;
}

bool isInFile(const UniverseSpec& spec)
{
    return spec.kind == UniverseSpec::Kind::File || spec.kind == UniverseSpec::Kind::Demo;
}

/// Its files are there to be changed: the migration lab is tried on them first.
void bindSample(documents::Workspace& workspace, const UniverseSpec& spec)
{
    const std::string demo = spec.path.empty() ? defaultDemoPath() : spec.path;
    try {
        const SampleGame game = writeSampleGame(
            sampleGameFolder(lasting({.kind = UniverseSpec::Kind::Demo, .path = demo}).path));
        workspace.setSampleGames(
            {{std::string(demoPlayerStore),
              {.file = game.configuration.string(), .project = game.project.string()}}});
    } catch (const datastore::Error&) {
        // A disk that takes no files: nothing is bound then.
    }
}

void bringToFront(ui::MainWindow& window)
{
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace

Windows::Windows(async::Clock& clock, async::Random& random, async::Executor& executor,
                 ui::Settings& settings, ui::Appearance& appearance)
    : m_clock(clock)
    , m_random(random)
    , m_executor(executor)
    , m_settings(settings)
    , m_appearance(appearance)
    , m_tasks(async::TaskOwner::ErrorSink())
{
}

Windows::~Windows() = default;

/// One for each service: ids of a server of one's own are other users.
QString Windows::userNameCacheFile(const datastore::CloudSpec& spec)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    const QByteArray server = spec.baseUrl.empty()
        ? QByteArray("roblox")
        : QCryptographicHash::hash(
              QByteArrayView(spec.baseUrl.data(), qsizetype(spec.baseUrl.size())),
              QCryptographicHash::Sha256)
              .toHex()
              .first(16);
    return folder + u"/users-"_s + QString::fromLatin1(server) + u".json"_s;
}

OpenWindow* Windows::find(const UniverseSpec& spec) const
{
    const QString identity = identityOf(spec);
    const auto found = std::ranges::find_if(m_open, [&identity](const auto& one) {
        return !identity.isEmpty() && one->identity == identity;
    });
    return found == m_open.end() ? nullptr : found->get();
}

OpenWindow& Windows::open(const UniverseSpec& spec)
{
    OpenWindow* const there = find(spec);
    return there ? *there : add(spec, openShowingProgress(spec, m_clock, m_executor));
}

/// As the user named it.
QString Windows::nameOf(const UniverseSpec& spec) const
{
    if (spec.kind == UniverseSpec::Kind::File)
        return QFileInfo(QString::fromStdString(spec.path)).fileName();
    if (spec.kind != UniverseSpec::Kind::OpenCloud)
        return tr("The demo universe");
    for (const documents::Connection& known : m_settings.connections())
        if (known.spec == spec.cloud)
            return known.name;
    return tr("Universe %1").arg(spec.cloud.universeId);
}

OpenWindow& Windows::add(const UniverseSpec& spec, OpenUniverse open)
{
    auto made = std::make_unique<OpenWindow>();
    async::Clock& clock = *open.clock;
    made->identity = identityOf(spec);
    datastore::Universe& opened = *open.universe;
    made->workspace = std::make_unique<documents::Workspace>(std::move(open.universe), clock,
                                                             m_random, m_executor);
    made->workspace->setPlayground(open.mock != nullptr);
    if (spec.kind == UniverseSpec::Kind::OpenCloud)
        made->workspace->setUniverseTitle(nameOf(spec));
    if (open.guard)
        made->workspace->setProduction(
            std::make_unique<documents::Production>(*open.guard, m_clock, nameOf(spec)));
    if (open.traffic)
        made->workspace->setRequestMeter(std::make_unique<CloudMeter>(*open.traffic, m_clock));
    if (open.userName)
        made->workspace->setUserNames(std::make_unique<documents::UserNames>(
            open.userName, m_clock, userNameCacheFile(spec.cloud)));
    if (spec.kind == UniverseSpec::Kind::Demo) {
        made->workspace->setUniverseTitle(tr("Demo universe"));
        bindSample(*made->workspace, spec);
        auto simulation = std::make_unique<DemoSimulation>(opened, clock, m_random.bits());
        simulation->setLog(made->workspace->log()->callback("game server"));
        made->workspace->setSimulation(std::move(simulation));
    }
    if (const std::string id = stableIdOf(spec); m_journalFile && !id.empty())
        made->workspace->setJournalFile(*m_journalFile, id);
    made->workspace->setFileDesk(
        std::make_unique<UniverseFiles>(clock, [this] { return workspaces(); }));
    made->window = std::make_unique<ui::MainWindow>(*made->workspace, m_settings, m_appearance);
    if (!m_open.empty())
        made->window->move(m_open.back()->window->pos() + QPoint(cascade, cascade));
    listen(made->window.get());
    if (isInFile(spec))
        made->raising = std::make_unique<RaiseListener>(
            made->identity, [window = made->window.get()] { bringToFront(*window); });
    if (spec.kind != UniverseSpec::Kind::Memory)
        m_settings.addRecentUniverse(lasting(spec));
    m_open.push_back(std::move(made));
    return *m_open.back();
}

QList<documents::Workspace*> Windows::workspaces() const
{
    QList<documents::Workspace*> all;
    for (const auto& one : m_open)
        all.append(one->workspace.get());
    return all;
}

bool Windows::raiseElsewhere(const UniverseSpec& spec)
{
    return isInFile(spec) && requestRaise(identityOf(spec));
}

OpenWindow& Windows::openInsteadOf(const UniverseSpec& spec, const std::exception_ptr& why)
{
    OpenWindow& opened = add({.kind = UniverseSpec::Kind::Memory},
                             openUniverse({.kind = UniverseSpec::Kind::Memory}, m_clock,
                                          async::Random::fromSystem(), m_executor));
    ui::UniverseChooser* chooser = opened.window->universes();
    const QString title = tr("%1 was not opened").arg(nameOf(spec));
    // Once the window is there for the message to stand over.
    QMetaObject::invokeMethod(
        chooser,
        [chooser, title, text = documents::failureText(why)] { chooser->showFailure(title, text); },
        Qt::QueuedConnection);
    return opened;
}

void Windows::listen(ui::MainWindow* window)
{
    connect(window, &ui::MainWindow::quitRequested, this, &Windows::closeAll);
    // The window is still in its own code when it says so.
    connect(
        window, &ui::MainWindow::closed, this, [this, window] { forget(window); },
        Qt::QueuedConnection);
    ui::UniverseChooser* chooser = window->universes();
    chooser->setDesk(m_desk);
    connect(chooser, &ui::UniverseChooser::openRequested, this,
            [this, window](const UniverseSpec& spec) { openFor(window, spec); });
    connect(chooser, &ui::UniverseChooser::newRequested, this,
            [this, window](const UniverseSpec& spec) { makeFor(window, spec); });
}

void Windows::openFor(ui::MainWindow* asking, const UniverseSpec& spec)
{
    if (spec.kind == UniverseSpec::Kind::OpenCloud) {
        m_tasks.start(openCloud(asking, spec, m_tasks.stopToken()));
        return;
    }
    try {
        const OpenWindow& opened = open(spec);
        bringToFront(*opened.window);
        startSimulation(opened);
    } catch (const datastore::Error&) {
        asking->universes()->showFailure(tr("%1 was not opened").arg(nameOf(spec)),
                                         documents::failureText(std::current_exception()));
    }
}

/// Without a key the dialog that asks for one.
async::Task<void> Windows::openCloud(QPointer<ui::MainWindow> asking, UniverseSpec spec,
                                     std::stop_token stop)
{
    std::exception_ptr error;
    std::optional<secrets::Secret> key;
    try {
        if (const OpenWindow* there = find(spec))
            co_return bringToFront(*there->window);
        key = co_await m_desk.find(spec.cloud);
        async::throwIfStopped(stop);
        if (key) {
            auto opened = openUniverse(spec, m_clock, async::Random::fromSystem(), m_executor, {},
                                       [key] { return std::string(key->reveal()); });
            bringToFront(*add(spec, std::move(opened)).window);
            co_return;
        }
    } catch (const async::Cancelled&) {
        throw;
    } catch (...) {
        error = std::current_exception();
    }
    if (!asking)
        co_return;
    if (error)
        asking->universes()->showFailure(tr("%1 was not opened").arg(nameOf(spec)),
                                         documents::failureText(error));
    else
        asking->universes()->chooseCloud({.name = nameOf(spec), .spec = spec.cloud});
}

void Windows::makeFor(ui::MainWindow* asking, const UniverseSpec& spec)
{
    const QString title = tr("%1 was not made").arg(nameOf(spec));
    if (QFileInfo::exists(QString::fromStdString(spec.path))) {
        asking->universes()->showFailure(
            title, tr("There is a file of that name already. Open it, or choose another name."));
        return;
    }
    try {
        auto made = openUniverse(spec, m_clock, async::Random::fromSystem(), m_executor);
        bringToFront(*add(spec, std::move(made)).window);
    } catch (const datastore::Error&) {
        asking->universes()->showFailure(title, documents::failureText(std::current_exception()));
    }
}

void Windows::startSimulation(const OpenWindow& window)
{
    documents::Simulation* simulation = window.workspace->simulation();
    if (simulation && !m_isStill && m_settings.isSimulationOn())
        simulation->start();
}

void Windows::closeAll()
{
    for (const auto& one : m_open)
        one->window->close();
}

void Windows::forget(ui::MainWindow* window)
{
    std::erase_if(m_open, [window](const auto& one) { return one->window.get() == window; });
}

} // namespace plectrum::app

#include "moc_windows.cpp"
