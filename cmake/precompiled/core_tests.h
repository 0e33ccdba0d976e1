// SPDX-License-Identifier: MIT
// Precompiled for tests without widgets.
#pragma once

#include "core.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
