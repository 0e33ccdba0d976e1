// SPDX-License-Identifier: MIT
// simulation --seeds N --first-seed S [--minutes M] [--jobs J] [--defect NAME] [--cloud] [--trace]
// Runs seeds and prints what was exercised; a failing seed prints its last events and how to replay
// it, and the program ends with 1.
#include "async/clock.h"
#include "simulation/world.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <format>
#include <mutex>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace plectrum::simulation;

namespace {

struct Request
{
    std::uint64_t first = 1;
    std::uint64_t count = 200;
    int minutes = 12;
    int jobs = 1;
    Defect defect = Defect::None;
    bool isCloud = false;
    bool isTraced = false;
};

void print(const std::string& text)
{
    std::fputs(text.c_str(), stdout);
}

Defect defectOf(const QString& name)
{
    for (int i = 0; i < defectCount; ++i)
        if (nameOf(Defect(i)) == name.toStdString())
            return Defect(i);
    qFatal("no such defect: %s", qPrintable(name));
}

Request requestOf(const QCoreApplication& app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Simulates servers on one universe."_s);
    parser.addHelpOption();
    parser.addOptions({{u"seeds"_s, u"How many seeds to run."_s, u"N"_s, u"200"_s},
                       {u"first-seed"_s, u"The first of them."_s, u"S"_s, u"1"_s},
                       {u"minutes"_s, u"Virtual minutes of storm in each run."_s, u"M"_s, u"12"_s},
                       {u"jobs"_s, u"Threads; each run has one."_s, u"J"_s, u"1"_s},
                       {u"defect"_s, u"A deliberate defect of server 0."_s, u"NAME"_s, u"none"_s},
                       {u"cloud"_s, u"Through the Open Cloud client and the emulated service."_s},
                       {u"trace"_s, u"Print every event."_s}});
    parser.process(app);
    Request request;
    request.first = parser.value(u"first-seed"_s).toULongLong();
    request.count = parser.value(u"seeds"_s).toULongLong();
    request.minutes = parser.value(u"minutes"_s).toInt();
    request.jobs = std::max(1, parser.value(u"jobs"_s).toInt());
    request.defect = defectOf(parser.value(u"defect"_s));
    request.isCloud = parser.isSet(u"cloud"_s);
    request.isTraced = parser.isSet(u"trace"_s);
    return request;
}

/// What all threads put together.
struct Report
{
    std::mutex mutex;
    Summary summary;
    std::vector<std::uint64_t> failed;

    void take(const Request& request, const Result& result)
    {
        const std::scoped_lock lock(mutex);
        summary.add(result.summary);
        if (!result.violation)
            return;
        failed.push_back(result.seed);
        std::string extra;
        if (request.defect != Defect::None)
            extra = std::format(" --defect \"{}\"", nameOf(request.defect));
        if (request.isCloud)
            extra += " --cloud";
        print(std::format("seed {} violates \"{}\": {}\n{}replay: simulation --first-seed {} "
                          "--seeds 1 --minutes {}{} --trace\n\n",
                          result.seed, nameOf(result.violation->invariant), result.violation->text,
                          result.lastEvents, result.seed, request.minutes, extra));
    }
};

void runSeeds(const Request& request, std::atomic<std::uint64_t>& next, Report& report)
{
    for (auto index = next++; index < request.count; index = next++) {
        Options options;
        options.seed = request.first + index;
        options.minutes = request.minutes;
        options.defect = request.defect;
        options.isCloud = request.isCloud;
        if (request.isTraced)
            options.traceSink = [](const std::string& line) { print(line + "\n"); };
        report.take(request, runSeed(options));
    }
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication app(argc, argv);
    const Request request = requestOf(app);
    plectrum::async::EventLoopClock clock;
    const auto begun = clock.elapsed();
    Report report;
    std::atomic<std::uint64_t> next = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 1; i < request.jobs; ++i)
            threads.emplace_back([&] { runSeeds(request, next, report); });
        runSeeds(request, next, report);
    }
    const double took = double((clock.elapsed() - begun).count()) / 1e3;
    print(report.summary.text());
    const double processor = double(std::clock()) / CLOCKS_PER_SEC;
    print(
        std::format("{:.1f} s by {} threads, {:.1f} s of processor time: {:.0f} virtual minutes a "
                    "second of one processor\n",
                    took, request.jobs, processor, report.summary.virtualMinutes / processor));
    print(std::format("{} of {} seeds failed\n", report.failed.size(), request.count));
    return report.failed.empty() ? 0 : 1;
}
