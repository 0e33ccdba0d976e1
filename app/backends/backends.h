// SPDX-License-Identifier: MIT
// From the plain description of a universe to the universe itself: the only place in the program
// that names the kinds of universes there are.
#pragma once

#include "async/clock.h"
#include "async/executor.h"
#include "async/random.h"
#include "backends/open_universe.h"
#include "datastore/universe.h"
#include "json/value.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace plectrum::app {

/// Gives the API key for each request; empty when there is none.
using ApiKeySource = std::function<std::string()>;

/// Opens what `spec` says. A file that is not there is made, Demo's with its content; `progress` is
/// called while that is done, on the same thread, and may run for seconds. `clock` and
/// `executor` must outlive the universe. Throws datastore::Error with the reason: Storage for a
/// file that is damaged, of a newer format, in use by another instance, or on a disk that is full
/// or read-only. A universe behind Open Cloud is not asked anything yet; it needs `apiKey`
/// (InvalidArgument without), and a production universe is read-only until its guard is unlocked.
OpenUniverse openUniverse(const datastore::UniverseSpec& spec, async::Clock& clock,
                          async::Random random, async::Executor& executor,
                          std::function<void(int done, int total)> progress = {},
                          ApiKeySource apiKey = {});

/// Where the file of the demo universe is kept when its spec has no path.
std::string defaultDemoPath();

/// The name under which drafts and the journal know this universe: the same whenever and from
/// whatever folder it is opened. Empty for one that does not last.
std::string stableIdOf(const datastore::UniverseSpec& spec);

/// Where drafts and the journal are kept: PLECTRUM_JOURNAL when it is set, else in the folder of
/// the program's data.
std::string defaultJournalPath();

struct ImportSummary
{
    std::size_t dataStores = 0;
    std::size_t keys = 0;
};

/// Puts the content of a JSON document into a mock universe, all or nothing: either
/// `{"data store": {"key": value}}` or the full export format (docs/export-format.md). Throws
/// datastore::Error: Malformed, with a JSON Pointer in the text, for a document that is neither;
/// Conflict when a key of a full export has a history here.
ImportSummary importInto(mock::Universe& universe, const json::Value& document);

/// What such a document holds, as a universe of its own in memory. Throws as importInto.
std::unique_ptr<datastore::Universe> universeOf(const json::Value& document, async::Clock& clock);

/// All that a mock universe holds, in the full export format. Throws datastore::Error.
json::Value exportFrom(const mock::Universe& universe);
/// The same of chosen entries of any universe, each with its newest version alone. An entry that
/// stands there twice is taken once.
json::Value exportOf(const std::vector<datastore::StoredEntry>& entries, async::Clock& clock);

} // namespace plectrum::app
