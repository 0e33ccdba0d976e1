// SPDX-License-Identifier: MIT
// The program's window on the demo universe, with a journal, in a folder of its own.
#pragma once

#include "async/pool_executor.h"
#include "demo/sample_game.h"
#include "journal/journal_file.h"
#include "plectrum/windows.h"
#include "support/test.h"

#include <QFile>
#include <QTemporaryDir>

namespace plectrum::test {

struct DemoWindow
{
    explicit DemoWindow(bool isDark = false)
        : appearance(isDark ? ui::Appearance::Choice::Dark : ui::Appearance::Choice::Light)
    {
        windows.setJournalFile(journal);
        windows.disableSimulation();
        opened = &windows.open({.kind = datastore::UniverseSpec::Kind::Demo, .path = demoFile()});
        opened->window->resize(1280, 800);
        opened->window->show();
    }
    ~DemoWindow()
    {
        opened->window->close();
        static_cast<void>(waitFor([this] { return windows.count() == 0; }));
    }

    std::string demoFile() const
    {
        return folder.filePath(QStringLiteral("demo.plectrum")).toStdString();
    }
    app::SampleGame game() const { return app::sampleGameIn(app::sampleGameFolder(demoFile())); }
    /// As the README of the sample game says.
    void mendGame() const
    {
        QFile file(QString::fromStdString(game().migrations.string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        file.close();
        const QByteArray wrong = "data.favourite = data.inventory[1].kind";
        QVERIFY(text.contains(wrong));
        text.replace(wrong,
                     "local first = data.inventory[1]\n"
                     "\t\tif first then data.favourite = first.kind end");
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random{3};
    async::PoolExecutor executor;
    ui::Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    ui::Appearance appearance;
    journal::JournalFile journal{folder.filePath(QStringLiteral("journal.db")).toStdString(), clock,
                                 random};
    app::Windows windows{clock, random, executor, settings, appearance};
    app::OpenWindow* opened = nullptr;
};

} // namespace plectrum::test
