// SPDX-License-Identifier: MIT
// From the start of the process to the first paint of the window, on the demo universe in its file.
// Prints a line a run: bench_start [runs]
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

/// Milliseconds until the program says that it has painted; below 0 when it never did.
double start(const QProcessEnvironment& environment)
{
    QProcess program;
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    QElapsedTimer timer;
    timer.start();
    program.start(QStringLiteral(PLECTRUM_BIN_DIR "/plectrum"), {QStringLiteral("--still")});
    QByteArray output;
    while (!output.contains("first paint") && program.waitForReadyRead(20'000))
        output += program.readAll();
    const double elapsed = double(timer.nsecsElapsed()) / 1e6;
    program.terminate();
    program.waitForFinished();
    return output.contains("first paint") ? elapsed : -1;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int runs = argc > 1 ? std::atoi(argv[1]) : 10;
    const QTemporaryDir home;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("QT_LOGGING_RULES"),
                       QStringLiteral("plectrum.start.info=true"));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), home.path());
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.path());
    std::printf("the demo universe is made: %.0f ms\n", start(environment));
    std::vector<double> all;
    for (int run = 0; run < runs; ++run)
        all.push_back(start(environment));
    std::ranges::sort(all);
    std::printf("first paint: median %.0f ms, fastest %.0f ms, slowest %.0f ms of %d\n",
                all[all.size() / 2], all.front(), all.back(), runs);
    return 0;
}
