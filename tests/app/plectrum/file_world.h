// SPDX-License-Identifier: MIT
// A window on a universe in a file, with a journal: records "a" and "b" of the Lyra store Game, and
// a plain data store.
#pragma once

#include "async/pool_executor.h"
#include "documents/keys/key_list_model.h"
#include "json/parser.h"
#include "json/printer.h"
#include "plectrum/windows.h"
#include "production_world.h"
#include "support/test.h"
#include "support/waiting.h"
#include "ui/keys/key_browser.h"
#include "ui/keys/key_list_view.h"
#include "ui/widgets/message_bar.h"

#include <QAction>
#include <QCoroTask>
#include <QTemporaryDir>

namespace plectrum::test {

using namespace Qt::StringLiterals;

struct FileWorld
{
    FileWorld()
    {
        windows.setJournalFile(journal);
        opened = &add(u"u.plectrum"_s);
        save("a", R"({"coins":10,"items":[{"id":"x","n":1},{"id":"y","n":2}]})");
        save("b", R"({"coins":20})");
        workspace().reloadStores();
        opened->window->resize(1280, 800);
        opened->window->show();
    }
    ~FileWorld()
    {
        while (windows.count() > 0) {
            const auto before = windows.count();
            for (QWidget* widget : QApplication::topLevelWidgets())
                if (auto* window = qobject_cast<ui::MainWindow*>(widget))
                    window->close();
            if (!waitFor([&] { return windows.count() < before; }))
                break;
        }
    }

    app::OpenWindow& add(const QString& name)
    {
        return windows.open({.kind = datastore::UniverseSpec::Kind::File,
                             .path = folder.filePath(make(name)).toStdString()});
    }
    /// A file with nothing in it.
    QString make(const QString& name)
    {
        static_cast<void>(app::openUniverse({.kind = datastore::UniverseSpec::Kind::File,
                                             .path = folder.filePath(name).toStdString()},
                                            clock, async::Random(1), executor));
        return name;
    }
    documents::Workspace& workspace() { return *opened->workspace; }
    ui::MainWindow* window() { return opened->window.get(); }
    QAction* action(const QString& name) { return actionOf(window(), name); }
    ui::KeyListView* keyView() { return window()->findChild<ui::KeyListView*>(); }
    documents::KeyListModel* keys() { return window()->keyBrowser()->keys(); }
    QString message() { return window()->findChild<ui::MessageBar*>(u"keyMessage"_s)->text(); }

    static store::KeyAddress lyra(const std::string& key)
    {
        return {store::KeyAddress::Kind::Lyra, "Game", key};
    }
    void save(const std::string& key, const std::string& data)
    {
        auto& records = workspace().records();
        const auto now = QCoro::waitFor(records.inspect(lyra(key)));
        QCoro::waitFor(records.saveDraft(lyra(key), now.data, json::parse(data).value(),
                                         std::chrono::milliseconds(0)));
    }
    /// As JSON; "none" where nothing stands.
    std::string data(const std::string& key)
    {
        const auto now = QCoro::waitFor(workspace().records().inspect(lyra(key)));
        return now.data ? json::print(*now.data) : "none";
    }
    /// Chooses that key in the list, which gets the focus.
    bool choose(const std::string& key)
    {
        if (!waitFor([&] { return keys()->indexOf(key).isValid(); }))
            return false;
        keyView()->setFocus();
        keyView()->selectionModel()->setCurrentIndex(keys()->indexOf(key),
                                                     QItemSelectionModel::ClearAndSelect);
        return true;
    }

    QTemporaryDir folder;
    async::EventLoopClock clock;
    async::Random random{3};
    async::PoolExecutor executor;
    ui::Settings settings{folder.filePath(u"settings.ini"_s)};
    ui::Appearance appearance{ui::Appearance::Choice::Light};
    journal::JournalFile journal{folder.filePath(u"journal.db"_s).toStdString(), clock, random};
    app::Windows windows{clock, random, executor, settings, appearance};
    app::OpenWindow* opened = nullptr;
};

} // namespace plectrum::test
