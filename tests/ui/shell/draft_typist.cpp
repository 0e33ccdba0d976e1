// SPDX-License-Identifier: MIT
// Types into the real window until it is killed: "draft_typist UNIVERSE JOURNAL". First it prints
// "shown N" with the number of coins that the window shows, then "typed N" after each edit.
#include "async/executor.h"
#include "backends/backends.h"
#include "journal/journal_file.h"
#include "support/test.h"
#include "ui/main_window.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/shell/record_tabs.h"

#include <QApplication>
#include <QLineEdit>

#include <cstdio>
#include <cstdlib>

using namespace plectrum;
using namespace Qt::StringLiterals;

namespace {

void print(const char* what, std::int64_t number)
{
    std::printf("%s %lld\n", what, static_cast<long long>(number));
    std::fflush(stdout);
}

template <typename Condition>
void waitFor(const char* what, Condition condition)
{
    if (test::waitFor(condition))
        return;
    std::printf("failed %s\n", what);
    std::exit(1);
}

void typeCoins(ui::RecordPanel& panel, std::int64_t coins)
{
    panel.tree()->setFocus();
    waitFor("focus", [&] { return panel.tree()->hasFocus(); });
    panel.tree()->goTo(json::Pointer::parse("/coins").value());
    QTest::keyClick(panel.tree(), Qt::Key_Return);
    waitFor("editor", [] { return qobject_cast<QLineEdit*>(QApplication::focusWidget()); });
    QTest::keyClicks(QApplication::focusWidget(), QString::number(coins));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    waitFor("edit", [&] { return panel.document()->value()["coins"].toInteger() == coins; });
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    async::EventLoopClock clock;
    async::Random random = async::Random::fromSystem();
    async::InlineExecutor executor;
    const datastore::UniverseSpec spec{datastore::UniverseSpec::Kind::File, argv[1]};
    journal::JournalFile journalFile(argv[2], clock, random);
    ui::Settings settings(QString::fromLocal8Bit(argv[2]) + u".ini"_s);
    ui::Appearance appearance(ui::Appearance::Choice::Light);
    auto open = app::openUniverse(spec, clock, async::Random::fromSystem(), executor);
    documents::Workspace workspace(std::move(open.universe), clock, random, executor);
    workspace.setJournalFile(journalFile, app::stableIdOf(spec));
    ui::MainWindow window(workspace, settings, appearance);
    window.show();
    window.activateWindow();
    const store::KeyAddress address{.store = "Player", .key = "ada"};
    const documents::RecordDocument* document = workspace.openRecord(address);
    waitFor("record", [&] { return document->phase() == documents::RecordDocument::Phase::Ready; });
    waitFor("panel", [&] { return window.recordTabs()->currentPanel() != nullptr; });
    std::int64_t coins = document->value()["coins"].toInteger();
    print("shown", coins);
    for (;;) {
        typeCoins(*window.recordTabs()->currentPanel(), ++coins);
        print("typed", coins);
    }
}
