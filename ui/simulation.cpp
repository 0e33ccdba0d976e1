// SPDX-License-Identifier: MIT
#include "ui/simulation.h"

#include "moc_simulation.cpp"
