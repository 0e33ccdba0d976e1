// SPDX-License-Identifier: MIT
// What is known of a lock, in words: for chips, tooltips, menus and screen readers.
#pragma once

#include "async/clock.h"
#include "documents/basics/tone.h"
#include "editing/lock_view.h"

#include <QString>

namespace plectrum::documents {

/// "Free", "Held by us", "Held by another", "Unknown".
QString lockWord(const editing::LockView& view);
/// How that is known, and how old it is, in whole sentences; `elapsed` is Clock::elapsed() and
/// `now` Clock::now().
QString lockExplanation(const editing::LockView& view, const store::KeyAddress& address,
                        async::Duration elapsed, async::Time now);
/// The meaning that colours it, always together with the word or the icon.
Tone lockTone(editing::LockState state);
/// The icon's name; each state has another shape.
QString lockIcon(editing::LockState state);
/// "34 s", "2 min 5 s", "1 h 3 min".
QString durationText(async::Duration duration);

} // namespace plectrum::documents
