// SPDX-License-Identifier: MIT
// plectrumctl: what Plectrum does, for scripts (docs/plectrumctl.md).
#include "plectrumctl/run.h"
#include "program/locale_warning.h"

#include <QCoreApplication>

#include <ranges>
#include <span>

namespace {

/// The bytes as they were given: Qt would put another character in place of what is no UTF-8.
std::vector<std::string> wordsOf(std::span<char*> arguments)
{
    std::vector<std::string> words;
#ifdef Q_OS_WIN
    Q_UNUSED(arguments)
    for (const QString& word : QCoreApplication::arguments() | std::views::drop(1))
        words.push_back(word.toStdString());
#else
    for (const char* word : arguments | std::views::drop(1))
        words.emplace_back(word);
#endif
    return words;
}

} // namespace

int main(int argc, char* argv[])
{
    const std::span given(argv, static_cast<std::size_t>(argc));
    const plectrum::app::NoLocaleWarning quiet;
    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("plectrum")); // one folder with the window
    QCoreApplication::setApplicationName(QStringLiteral("plectrum"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PLECTRUM_VERSION));
    return int(plectrum::ctl::run(wordsOf(given)));
}
