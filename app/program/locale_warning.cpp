// SPDX-License-Identifier: MIT
#include "program/locale_warning.h"

namespace plectrum::app {

namespace {

QtMessageHandler nextHandler = nullptr;

void passOn(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (type == QtWarningMsg && text.startsWith(QLatin1StringView("Detected locale")))
        return;
    nextHandler(type, context, text);
}

} // namespace

NoLocaleWarning::NoLocaleWarning()
{
    nextHandler = qInstallMessageHandler(passOn);
}

NoLocaleWarning::~NoLocaleWarning()
{
    qInstallMessageHandler(nextHandler);
}

} // namespace plectrum::app
