// SPDX-License-Identifier: MIT
// The service on loopback, and the program that has no universe of its own yet; with what a user
// does to its widgets.
#pragma once

#include "backends/backends.h"
#include "journal/journal_file.h"
#include "loopback/loopback_server.h"
#include "plectrum/windows.h"
#include "support/test.h"

#include <QAction>
#include <QCoroTask>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

#include <algorithm>

namespace plectrum::test {

using namespace Qt::StringLiterals;

constexpr auto productionKey = "planted-key-0815";

struct ProductionWorld
{
    QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random{3};
    async::InlineExecutor executor;
    app::OpenUniverse served;
    std::unique_ptr<app::LoopbackServer> server;
    ui::Settings settings{folder.filePath(u"settings.ini"_s)};
    ui::Appearance appearance;
    journal::JournalFile journal{folder.filePath(u"journal.db"_s).toStdString(), clock, random};
    app::Windows windows{clock, random, executor, settings, appearance};
    ui::MainWindow* first = nullptr;

    /// `fault` is what one call in ten meets; empty: none does.
    explicit ProductionWorld(
        const QString& fault = {},
        const datastore::UniverseSpec& spec = {.kind = datastore::UniverseSpec::Kind::Memory},
        ui::Appearance::Choice choice = ui::Appearance::Choice::Light)
        : served(app::openUniverse(spec, clock, async::Random(1), executor))
        , appearance(choice)
    {
        app::LoopbackOptions options{.universeId = 12, .placeId = 34, .apiKey = productionKey};
        if (!fault.isEmpty()) {
            options.fault = fault.toStdString();
            options.faultRate = 0.1;
        }
        server = std::make_unique<app::LoopbackServer>(*served.mock, clock, async::Random(2),
                                                       std::move(options));
        windows.setJournalFile(journal);
        first = windows.open({.kind = datastore::UniverseSpec::Kind::Memory}).window.get();
        first->show();
    }
    ~ProductionWorld()
    {
        emit first->quitRequested();
        static_cast<void>(test::waitFor([this] { return windows.count() == 0; }));
        QCoro::waitFor(server->close());
    }

    datastore::UniverseSpec spec() const
    {
        return {.kind = datastore::UniverseSpec::Kind::OpenCloud,
                .cloud = {.universeId = 12, .placeId = 34, .baseUrl = server->baseUrl()}};
    }
};

inline void press(QWidget* dialog, const QString& name)
{
    QTest::mouseClick(dialog->findChild<QPushButton*>(name), Qt::LeftButton);
}

inline void type(QWidget* dialog, const QString& name, const QString& text)
{
    auto* edit = dialog->findChild<QLineEdit*>(name);
    edit->clear();
    QTest::keyClicks(edit, text);
}

inline QAction* actionOf(QWidget* window, const QString& name)
{
    return window->findChild<QAction*>(name);
}

template <typename Dialog>
Dialog* shown(QWidget* window)
{
    const auto dialogs = window->findChildren<Dialog*>();
    const auto found = std::ranges::find_if(dialogs, &QWidget::isVisible);
    return found == dialogs.end() ? nullptr : *found;
}

} // namespace plectrum::test
