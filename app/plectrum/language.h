// SPDX-License-Identifier: MIT
// The language of the program: English, whose plural forms are in translations/plectrum_en.ts, or
// German.
#pragma once

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace plectrum::app {

/// "en" or "de": what is chosen, when it is one of them, or else the first of them among the
/// system's languages ("de-AT"); English when there is none.
QString languageOf(const QString& chosen, const QStringList& systemLanguages);

/// For all texts from now on. `chosen` is as in the settings: empty for the system's language. The
/// application owns what is installed.
void installLanguage(QCoreApplication& application, const QString& chosen = {});

} // namespace plectrum::app
