// SPDX-License-Identifier: MIT
// plectrum [UNIVERSE]: opens the universe and shows the window.
#include "async/pool_executor.h"
#include "backends/backends.h"
#include "datastore/error.h"
#include "datastore/visible_text.h"
#include "documents/basics/failure_text.h"
#include "journal/journal_file.h"
#include "plectrum/arguments.h"
#include "plectrum/language.h"
#include "plectrum/screenshots.h"
#include "plectrum/windows.h"
#include "program/locale_warning.h"
#include "ui/keys/key_browser.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QLoggingCategory>
#include <QMessageBox>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>

using namespace Qt::StringLiterals;
using namespace plectrum;

namespace {

struct StartText
{
    Q_DECLARE_TR_FUNCTIONS(StartText)
};

Q_LOGGING_CATEGORY(startLog, "plectrum.start", QtWarningMsg)

/// Says once that the window was painted: how tests/bench/bench_start knows.
class FirstPaint final : public QObject
{
public:
    explicit FirstPaint(ui::MainWindow& window)
        : m_window(window)
    {
        window.installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == &m_window && event->type() == QEvent::Paint) {
            m_window.removeEventFilter(this);
            QMetaObject::invokeMethod(
                this, [] { qCInfo(startLog, "first paint"); }, Qt::QueuedConnection);
        }
        return false;
    }

private:
    ui::MainWindow& m_window;
};

/// On stderr always; in a window when there is somebody to read it.
int refuse(const app::Arguments& arguments, const QString& why)
{
    std::fprintf(stderr, "plectrum: %s\n", qUtf8Printable(why));
    if (arguments.screenshotFolder.isEmpty() && QGuiApplication::platformName() != "offscreen"_L1)
        QMessageBox::critical(nullptr, StartText::tr("Plectrum"), why);
    return 1;
}

/// "STORE/KEY" among these stores; nullopt when none fits. Names of data stores may have slashes,
/// so the longest name wins.
std::optional<store::KeyAddress> addressOf(const QString& text,
                                           const std::vector<editing::StoreListing>& stores)
{
    const std::string words = text.toStdString();
    std::optional<store::KeyAddress> found;
    for (const auto& store : stores) {
        if (!words.starts_with(store.name + '/') || words.size() == store.name.size() + 1)
            continue;
        if (!found || store.name.size() > found->store.size())
            found = store::KeyAddress{.kind = store.kind,
                                      .store = store.name,
                                      .key = words.substr(store.name.size() + 1)};
    }
    return found;
}

/// Runs once the stores are listed: shows what the arguments ask for, takes the pictures.
class Start : public QObject
{
public:
    Start(const app::Arguments& arguments, app::Windows& windows, const app::OpenWindow& first)
        : m_arguments(arguments)
        , m_windows(windows)
        , m_first(first)
        , m_window(*first.window)
        , m_workspace(*first.workspace)
    {
        connect(&m_workspace, &documents::Workspace::listingStoresChanged, this, &Start::go);
    }

    /// Not for member slots: the listing may be over before anybody could listen.
    void go()
    {
        if (m_hasGone || m_workspace.isListingStores())
            return;
        m_hasGone = true;
        const auto address = addressOf(m_arguments.open, m_workspace.stores());
        if (!m_arguments.open.isEmpty() && !address) {
            exitCode = refuse(m_arguments,
                              StartText::tr("There is no store for “%1”.").arg(m_arguments.open));
            m_window.close();
            return;
        }
        if (address)
            m_window.keyBrowser()->setCurrentStore({.kind = address->kind, .name = address->store});
        if (!m_arguments.screenshotFolder.isEmpty())
            capture(address);
        else if (address)
            m_workspace.openRecord(*address);
        m_windows.startSimulation(m_first);
    }

    int exitCode = 0;

private:
    void capture(const std::optional<store::KeyAddress>& address)
    {
        const bool isDark = m_arguments.appearance == ui::Appearance::Choice::Dark;
        m_screenshots =
            std::make_unique<app::Screenshots>(m_window, m_workspace, m_arguments.screenshotFolder,
                                               isDark ? u"dark"_s : u"light"_s, address);
        connect(m_screenshots.get(), &app::Screenshots::finished, this, &Start::notePictures);
        m_screenshots->start();
    }

    void notePictures(bool isWritten)
    {
        if (!isWritten)
            exitCode = refuse(m_arguments, StartText::tr("The pictures could not be written."));
        if (m_arguments.quitsAfterScreenshot || !isWritten)
            m_window.close();
    }

    const app::Arguments& m_arguments;
    app::Windows& m_windows;
    const app::OpenWindow& m_first;
    ui::MainWindow& m_window;
    documents::Workspace& m_workspace;
    std::unique_ptr<app::Screenshots> m_screenshots;
    bool m_hasGone = false;
};

bool isSeen(const app::Arguments& arguments)
{
    return arguments.screenshotFolder.isEmpty()
        && QGuiApplication::platformName() != "offscreen"_L1;
}

/// Null when a window elsewhere was raised. What cannot be opened does not end the program before
/// its user could choose something else, but where nobody is to choose.
const app::OpenWindow* openFirst(const app::Arguments& arguments, app::Windows& windows)
{
    try {
        return &windows.open(arguments.universe);
    } catch (const datastore::Error&) {
        if (arguments.screenshotFolder.isEmpty()
            && app::Windows::raiseElsewhere(arguments.universe))
            return nullptr;
        if (!isSeen(arguments))
            throw;
        return &windows.openInsteadOf(arguments.universe, std::current_exception());
    }
}

int run(const app::Arguments& arguments)
{
    async::EventLoopClock clock;
    async::Random random = async::Random::fromSystem();
    async::PoolExecutor executor;
    // Pictures shall not depend on what the user last did to the window.
    const QTemporaryDir scratch;
    auto settings = arguments.screenshotFolder.isEmpty()
        ? std::make_unique<ui::Settings>()
        : std::make_unique<ui::Settings>(scratch.filePath(u"settings.ini"_s));
    ui::Appearance appearance(arguments.appearance.value_or(settings->appearance()));
    // Pictures shall not depend on what was left unsaved, either.
    std::optional<journal::JournalFile> journalFile;
    if (arguments.screenshotFolder.isEmpty())
        journalFile.emplace(app::defaultJournalPath(), clock, random);
    app::Windows windows(clock, random, executor, *settings, appearance);
    if (journalFile)
        windows.setJournalFile(*journalFile);
    if (arguments.isStill)
        windows.disableSimulation();
    const app::OpenWindow* opened = openFirst(arguments, windows);
    if (!opened)
        return 0; // another program has raised its window
    const app::OpenWindow& first = *opened;
    ui::MainWindow& window = *first.window;
    if (arguments.size)
        window.resize(*arguments.size);
    app::Arguments shown = arguments;
    if (first.identity.isEmpty())
        shown.open.clear(); // its universe is not there
    Start start(shown, windows, first);
    FirstPaint firstPaint(window);
    window.show();
    start.go();
    const int code = QApplication::exec();
    return start.exitCode ? start.exitCode : code;
}

} // namespace

int main(int argc, char* argv[])
{
    const std::span words(argv, static_cast<std::size_t>(argc));
    if (const char* wrong = app::notUtf8In(words)) {
        const std::string shown = datastore::visibleText(wrong);
        std::fprintf(stderr, "plectrum: \"%s\" is no UTF-8\n", shown.c_str());
        return 2;
    }
    const app::NoLocaleWarning quiet;
    QCoreApplication::setOrganizationName(u"plectrum"_s);
    QCoreApplication::setApplicationName(u"plectrum"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PLECTRUM_VERSION));
    if (app::asksForText(words)) { // which needs no display
        QCoreApplication application(argc, argv);
        app::installLanguage(application, ui::Settings().language());
        app::readArguments(QCoreApplication::arguments());
        return 0;
    }
    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Plectrum"_s);
    app::installLanguage(application, ui::Settings().language());
    const app::Arguments arguments = app::readArguments(QCoreApplication::arguments());
    if (!arguments.error.isEmpty())
        return refuse(arguments, arguments.error);
    try {
        return run(arguments);
    } catch (const datastore::Error&) {
        return refuse(arguments, documents::failureText(std::current_exception()));
    }
}
