// SPDX-License-Identifier: MIT
#include "documents/simulation.h"

#include "moc_simulation.cpp"
