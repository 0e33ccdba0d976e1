// SPDX-License-Identifier: MIT
// The language of the program: English, whose plural forms are in translations/plectrum_en.ts.
#pragma once

class QCoreApplication;

namespace plectrum::app {

/// For all texts from now on. The application owns what is installed.
void installLanguage(QCoreApplication& application);

} // namespace plectrum::app
