// SPDX-License-Identifier: MIT
#include "plectrum/opening.h"

#include "async/pool_executor.h"
#include "backends/backends.h"
#include "datastore/error.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QFileInfo>
#include <QProgressDialog>

namespace plectrum::app {

using Kind = datastore::UniverseSpec::Kind;

namespace {

struct OpeningText
{
    Q_DECLARE_TR_FUNCTIONS(Opening)
};

bool isThere(const std::string& path)
{
    return QFileInfo::exists(QString::fromStdString(path));
}

/// Makes the file and closes it again. In a thread of its own, with a clock of its own.
void makeDemo(datastore::UniverseSpec spec, QProgressDialog* window)
{
    async::EventLoopClock clock;
    async::InlineExecutor executor;
    openUniverse(spec, clock, async::Random::fromSystem(), executor, [window](int done, int total) {
        const auto show = [window, done, total] {
            window->setMaximum(total);
            window->setValue(done);
        };
        QMetaObject::invokeMethod(window, show, Qt::QueuedConnection);
    });
}

void makeDemoShowingProgress(const datastore::UniverseSpec& spec)
{
    QProgressDialog window;
    window.setWindowTitle(OpeningText::tr("Plectrum"));
    window.setLabelText(OpeningText::tr("Making the demo universe. This is done only once."));
    window.setCancelButton(nullptr);
    window.setMinimumDuration(0);
    window.setMinimumWidth(360);
    window.setAutoClose(false);
    window.setAutoReset(false);
    window.setValue(0);
    QCoro::waitFor(async::PoolExecutor::shared().run([spec, &window] { makeDemo(spec, &window); }));
    // Progress that is still on its way goes to a window that is still there.
    QCoreApplication::sendPostedEvents(&window);
}

} // namespace

OpenUniverse openShowingProgress(const datastore::UniverseSpec& spec, async::Clock& clock,
                                 async::Executor& executor)
{
    if (spec.kind == Kind::File && !isThere(spec.path))
        throw datastore::Error(datastore::ErrorKind::Storage,
                               OpeningText::tr("There is no file %1. plectrumctl import makes one.")
                                   .arg(QString::fromStdString(spec.path))
                                   .toStdString());
    if (spec.kind == Kind::Demo && !isThere(spec.path.empty() ? defaultDemoPath() : spec.path))
        makeDemoShowingProgress(spec);
    return openUniverse(spec, clock, async::Random::fromSystem(), executor);
}

} // namespace plectrum::app
