// SPDX-License-Identifier: MIT
// Precompiled for modules with Qt, but without widgets.
#pragma once

#include "std.h"

#include <QByteArray>
#include <QCoroTask>
#include <QObject>
#include <QString>
#include <QTimer>

#include <filesystem>
