// SPDX-License-Identifier: MIT
// What a precompiled header is made beside.
