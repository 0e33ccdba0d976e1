// SPDX-License-Identifier: MIT
// Precompiled for modules with Qt Gui, but without widgets.
#pragma once

#include "core.h"

#include <QAbstractItemModel>
#include <QLocale>
#include <QPointer>
#include <QUndoStack>
