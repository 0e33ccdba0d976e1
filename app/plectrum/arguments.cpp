// SPDX-License-Identifier: MIT
#include "plectrum/arguments.h"

#include "json/utf8.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <string_view>

namespace plectrum::app {

using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

namespace {

struct ArgumentsText
{
    Q_DECLARE_TR_FUNCTIONS(Arguments)
};

std::string_view asText(const char* word)
{
    return word;
}

std::optional<ui::Appearance::Choice> readAppearance(const QString& text)
{
    if (text == "light"_L1)
        return ui::Appearance::Choice::Light;
    if (text == "dark"_L1)
        return ui::Appearance::Choice::Dark;
    return {};
}

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        ArgumentsText::tr("Inspector and editor for the stores of the Lyra player-data library."));
    parser.addPositionalArgument(
        u"UNIVERSE"_s,
        ArgumentsText::tr("A universe's file, NAME.plectrum; without it the demo universe "
                          "is opened, and made the first time."),
        u"[UNIVERSE]"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"open"_s, ArgumentsText::tr("Show this record at once."), u"STORE/KEY"_s},
        {u"still"_s, ArgumentsText::tr("Do not start the game server of the demo universe.")},
        {u"appearance"_s, ArgumentsText::tr("light or dark, whatever the settings say."),
         u"light|dark"_s},
        {u"size"_s, ArgumentsText::tr("Size of the window, such as 1280x800."), u"WxH"_s},
        {u"screenshot-dir"_s,
         ArgumentsText::tr("Put pictures of the window into this folder, once it shows all."),
         u"DIR"_s},
        {u"quit-after-screenshot"_s, ArgumentsText::tr("End when the pictures are made.")},
    });
}

} // namespace

bool asksForText(std::span<char* const> words)
{
    constexpr std::array<std::string_view, 5> asking{"-h", "--help", "--help-all", "-v",
                                                     "--version"};
    const auto end = std::ranges::find(words, "--"sv, asText);
    return std::any_of(words.begin(), end, [&asking](const char* word) {
        return std::ranges::contains(asking, std::string_view(word));
    });
}

const char* notUtf8In(std::span<char* const> words)
{
    const auto wrong = std::ranges::find_if_not(words, json::utf8::isValid, asText);
    return wrong == words.end() ? nullptr : *wrong;
}

std::optional<QSize> readSize(const QString& text)
{
    static const QRegularExpression form(u"^([1-9][0-9]{1,4})x([1-9][0-9]{1,4})$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return {};
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

Arguments readArguments(const QStringList& words)
{
    QCommandLineParser parser;
    describe(parser);
    parser.process(words);
    Arguments arguments;
    const QStringList universes = parser.positionalArguments();
    if (!universes.isEmpty())
        arguments.universe = {.kind = datastore::UniverseSpec::Kind::File,
                              .path = universes.front().toStdString()};
    arguments.open = parser.value(u"open"_s);
    arguments.screenshotFolder = parser.value(u"screenshot-dir"_s);
    arguments.quitsAfterScreenshot = parser.isSet(u"quit-after-screenshot"_s);
    arguments.isStill = parser.isSet(u"still"_s);
    arguments.appearance = readAppearance(parser.value(u"appearance"_s));
    arguments.size = readSize(parser.value(u"size"_s));
    if (universes.size() > 1)
        arguments.error = ArgumentsText::tr("One universe at a time, please.");
    else if (parser.isSet(u"appearance"_s) && !arguments.appearance)
        arguments.error = ArgumentsText::tr("--appearance is light or dark.");
    else if (parser.isSet(u"size"_s) && !arguments.size)
        arguments.error = ArgumentsText::tr("--size is WIDTHxHEIGHT, such as 1280x800.");
    return arguments;
}

} // namespace plectrum::app
