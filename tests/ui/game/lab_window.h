// SPDX-License-Identifier: MIT
// The main window over a mock universe with players of the sample game (tests/data/game), whose
// files lie in a folder of their own where they can be changed.
#pragma once

#include "async/pool_executor.h"
#include "documents/game/game_binding.h"
#include "documents/workspace.h"
#include "journal/journal_file.h"
#include "json/parser.h"
#include "mock/universe.h"
#include "support/test.h"
#include "ui/main_window.h"

#include <QAction>
#include <QCoroTask>
#include <QFile>
#include <QTemporaryDir>

#include <filesystem>
#include <memory>
#include <string>

namespace plectrum {

struct LabWindow
{
    static constexpr const char* store = "SamplePlayers";

    LabWindow()
    {
        std::filesystem::copy(PLECTRUM_TESTS_DIR "/data/game", game,
                              std::filesystem::copy_options::recursive);
        auto made = std::make_unique<mock::Universe>(clock, async::Random(1));
        const auto put = [&](const std::string& key, const std::string& data) {
            const auto record =
                json::parse(R"({"appliedMigrations":[],"file":{"data":{"committedData":)" + data
                            + R"(}},"orphanedFiles":[]})");
            QCoro::waitFor(made->dataStores()
                               .dataStore(std::string("lyra/records/") + store)
                               .set(key, record.value(), {}));
        };
        put("good_1", R"({"coins":5,"items":["sword"],"experience":250})");
        put("good_2", R"({"coins":1,"items":["shield"],"level":3})");
        put("empty_bag_1", R"({"coins":5,"items":[]})");
        put("empty_bag_2", R"({"coins":7,"items":[]})");
        workspace =
            std::make_unique<documents::Workspace>(std::move(made), clock, random, executor);
        workspace->setPlayground(true);
        workspace->setJournalFile(journal, "test");
        window = std::make_unique<ui::MainWindow>(*workspace, settings, appearance);
        window->resize(1280, 800);
        window->show();
    }
    ~LabWindow()
    {
        window.reset();
        QCoro::waitFor(workspace->shutDown());
    }

    QString file(const char* path) const { return QString::fromStdString((game / path).string()); }
    /// As an editor does: the text in place of another in a file of the game.
    void change(const char* path, const QByteArray& before, const QByteArray& after) const
    {
        QFile source(file(path));
        QVERIFY(source.open(QIODevice::ReadOnly));
        QByteArray text = source.readAll();
        source.close();
        QVERIFY(text.contains(before));
        text.replace(before, after);
        QVERIFY(source.open(QIODevice::WriteOnly) && source.write(text) == text.size());
    }
    json::Value dataOf(const std::string& key) const
    {
        const auto inspection = QCoro::waitFor(workspace->records().inspect(
            {.kind = store::KeyAddress::Kind::Lyra, .store = store, .key = key}));
        return inspection.data.value_or(json::Value());
    }
    QAction* action(const QString& name) const { return window->findChild<QAction*>(name); }

    QTemporaryDir folder;
    std::filesystem::path game = std::filesystem::path(folder.path().toStdString()) / "game";
    async::EventLoopClock clock;
    async::Random random{2};
    async::PoolExecutor executor;
    ui::Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    ui::Appearance appearance{ui::Appearance::Choice::Light};
    journal::JournalFile journal{folder.filePath(QStringLiteral("journal.db")).toStdString(), clock,
                                 random};
    std::unique_ptr<documents::Workspace> workspace;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace plectrum
