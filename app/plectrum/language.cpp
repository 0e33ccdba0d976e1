// SPDX-License-Identifier: MIT
#include "plectrum/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

/// In the global namespace, as Q_INIT_RESOURCE asks; the linker drops resources of a static library
/// that nobody names.
static void initTranslations()
{
    Q_INIT_RESOURCE(plectrum_translations);
}

namespace plectrum::app {

using namespace Qt::StringLiterals;

namespace {

bool isKnown(const QString& language)
{
    return language == "en"_L1 || language == "de"_L1;
}

/// Qt's own texts: names of keys, menus of fields. English ones are in Qt; others may lack.
void installTextsOfQt(QCoreApplication& application, const QString& language)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(u"qtbase_"_s + language,
                         QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(translator);
}

} // namespace

QString languageOf(const QString& chosen, const QStringList& systemLanguages)
{
    if (isKnown(chosen))
        return chosen;
    for (const QString& name : systemLanguages) {
        const QString language = name.section(u'-', 0, 0);
        if (isKnown(language))
            return language;
    }
    return u"en"_s;
}

void installLanguage(QCoreApplication& application, const QString& chosen)
{
    initTranslations();
    const QString language = languageOf(chosen, QLocale::system().uiLanguages());
    const QLocale locale(language);
    // Numbers and dates as well; those of the system's region where it has the language.
    if (isKnown(chosen) && locale.language() != QLocale::system().language())
        QLocale::setDefault(locale);
    if (locale.language() != QLocale::English)
        installTextsOfQt(application, language);
    auto* translator = new QTranslator(&application);
    if (!translator->load(u":/translations/plectrum_"_s + language))
        qFatal("the texts are not built in");
    QCoreApplication::installTranslator(translator);
}

} // namespace plectrum::app
