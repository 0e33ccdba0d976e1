// SPDX-License-Identifier: MIT
#include "plectrum/language.h"

#include <QCoreApplication>
#include <QTranslator>

/// In the global namespace, as Q_INIT_RESOURCE asks; the linker drops resources of a static library
/// that nobody names.
static void initTranslations()
{
    Q_INIT_RESOURCE(plectrum_translations);
}

namespace plectrum::app {

void installLanguage(QCoreApplication& application)
{
    initTranslations();
    auto* translator = new QTranslator(&application);
    if (!translator->load(QStringLiteral(":/translations/plectrum_en.qm")))
        qFatal("the texts are not built in");
    QCoreApplication::installTranslator(translator);
}

} // namespace plectrum::app
