// SPDX-License-Identifier: MIT
// The main window over a mock universe in memory: a Lyra store of players and a plain data store.
#pragma once

#include "async/pool_executor.h"
#include "documents/keys/key_list_model.h"
#include "json/parser.h"
#include "mock/universe.h"
#include "support/test.h"
#include "ui/keys/key_browser.h"
#include "ui/keys/key_list_view.h"
#include "ui/main_window.h"
#include "ui/shell/record_tabs.h"
#include "ui/shell/unsaved_question.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

#include <memory>

namespace plectrum::ui {

using namespace documents;

inline json::Value recordOf(int coins)
{
    const std::string text = R"({"appliedMigrations":[],"file":{"data":{"committedData":{"coins":)"
        + std::to_string(coins) + R"(}}},"orphanedFiles":[]})";
    return json::parse(text).value();
}

inline async::Task<void> fill(datastore::Universe* universe, int players)
{
    auto& records = universe->dataStores().dataStore("lyra/records/players");
    for (int i = 0; i < players; ++i) {
        std::string number = std::to_string(i);
        number.insert(0, 4 - number.size(), '0');
        co_await records.set("player_" + number, recordOf(i));
    }
    auto& plain = universe->dataStores().dataStore("settings");
    co_await plain.set("motd", json::Value("hello"));
}

/// A window on a universe of 600 players and one data store that is not Lyra's.
class World
{
public:
    explicit World(int players = 600)
        : settings(folder.filePath(QStringLiteral("settings.ini")))
    {
        auto universe = std::make_unique<mock::Universe>(clock, async::Random(1));
        const auto filled = fill(universe.get(), players);
        if (!filled.isReady())
            qFatal("the mock universe answers at once");
        workspace = std::make_unique<Workspace>(std::move(universe), clock, random, executor);
        window = std::make_unique<MainWindow>(*workspace, settings, appearance);
        window->resize(1024, 640);
        window->show();
    }

    KeyListView* keyView() const { return window->findChild<KeyListView*>(); }
    QLineEdit* field(const QString& name) const { return window->findChild<QLineEdit*>(name); }
    QString count() const { return window->findChild<QLabel*>(QStringLiteral("keyCount"))->text(); }
    KeyListModel* keys() const { return window->keyBrowser()->keys(); }
    RecordTabs* tabs() const { return window->recordTabs(); }
    QAction* action(const QString& name) const { return window->findChild<QAction*>(name); }

    QPoint rowCentre(int row) const { return keyView()->visualRect(keys()->index(row)).center(); }
    void click(int row) const
    {
        QTest::mouseClick(keyView()->viewport(), Qt::LeftButton, {}, rowCentre(row));
    }
    void doubleClick(int row) const
    {
        click(row);
        QTest::mouseDClick(keyView()->viewport(), Qt::LeftButton, {}, rowCentre(row));
    }
    void modify(RecordDocument* document) const
    {
        const auto pointer = json::Pointer({"coins"});
        QVERIFY(document->replace(pointer, json::Value(std::int64_t(-1))));
    }
    UnsavedQuestion* question() const { return window->findChild<UnsavedQuestion*>(); }
    /// Presses a button of the question that is open: "cancel", "discard", "save", "keep".
    void answer(const QString& name) const
    {
        QTRY_VERIFY(question() && question()->isVisible());
        auto* button = question()->findChild<QPushButton*>(QString(u"unsaved." % name));
        QTRY_VERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }

    QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random{2};
    async::PoolExecutor executor;
    Settings settings;
    Appearance appearance{Appearance::Choice::Light};
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<MainWindow> window;
};

inline bool isReady(const RecordDocument* document)
{
    return document && document->phase() == RecordDocument::Phase::Ready;
}

} // namespace plectrum::ui
