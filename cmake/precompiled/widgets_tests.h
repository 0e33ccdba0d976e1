// SPDX-License-Identifier: MIT
// Precompiled for tests with widgets.
#pragma once

#include "widgets.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
