// SPDX-License-Identifier: MIT
// Keeps Qt's warning of a locale without UTF-8 off stderr: Qt goes on with UTF-8, as it should, and
// nobody who calls a program with LC_ALL=C can do anything about it.
#pragma once

#include <QString>
#include <QtLogging>

namespace plectrum::app {

/// Lives while the application object is made; all other messages pass.
class NoLocaleWarning
{
public:
    NoLocaleWarning();
    NoLocaleWarning(const NoLocaleWarning&) = delete;
    NoLocaleWarning& operator=(const NoLocaleWarning&) = delete;
    ~NoLocaleWarning();
};

} // namespace plectrum::app
