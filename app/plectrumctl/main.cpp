// SPDX-License-Identifier: MIT
// plectrumctl: what Plectrum does, for scripts (docs/plectrumctl.md).
#include "plectrumctl/run.h"

#include <QCoreApplication>

#include <ranges>

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("plectrum")); // one folder with the window
    QCoreApplication::setApplicationName(QStringLiteral("plectrum"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PLECTRUM_VERSION));
    std::vector<std::string> words;
    for (const QString& word : QCoreApplication::arguments() | std::views::drop(1))
        words.push_back(word.toStdString());
    return int(plectrum::ctl::run(words));
}
