// SPDX-License-Identifier: MIT
// What the program was called with, as plain data.
#pragma once

#include "datastore/universe.h"
#include "ui/settings/appearance.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>
#include <span>

namespace plectrum::app {

struct Arguments
{
    datastore::UniverseSpec universe;
    QString open; ///< "STORE/KEY" of the record to show; may be empty
    QString screenshotFolder; ///< empty: none are made
    bool quitsAfterScreenshot = false;
    bool isStill = false; ///< the demo's game server is not started, whatever the settings say
    std::optional<ui::Appearance::Choice> appearance; ///< nullopt: as the settings say
    std::optional<QSize> size;
    QString error; ///< what is wrong with the words; empty when nothing is
};

/// Reads the words of the command line, the program's name first. Prints help or version and ends
/// the program when asked to.
Arguments readArguments(const QStringList& words);

/// Whether the program's words ask for help or the version, and nothing else is to be done.
bool asksForText(std::span<char* const> words);
/// The first of the program's words that is no UTF-8: Qt would read it as another one. Else null.
const char* notUtf8In(std::span<char* const> words);

/// "1280x800" as a size; nullopt for anything else.
std::optional<QSize> readSize(const QString& text);

} // namespace plectrum::app
