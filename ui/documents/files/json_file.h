// SPDX-License-Identifier: MIT
// JSON in files, read and written in a thread of the executor. Errors are sentences.
#pragma once

#include "async/executor.h"
#include "async/task.h"
#include "editing/record_access.h"
#include "json/value.h"

#include <QString>

#include <expected>
#include <stop_token>
#include <vector>

namespace plectrum::documents {

/// The value, or why there is none.
using ReadFile = std::expected<json::Value, QString>;
async::Task<ReadFile> readJsonFile(async::Executor* executor, QString path,
                                   std::stop_token stop = {});
/// Replaces the file when all is written. Empty, or why it was not written.
async::Task<QString> writeJsonFile(async::Executor* executor, QString path, json::Value value,
                                   std::stop_token stop = {});

/// An export (docs/export-format.md), or a short form whose names are data stores as they are, or
/// parts of Lyra stores: to be imported key by key. Anything else is a value by itself.
bool isImportDocument(const json::Value& document,
                      const std::vector<editing::StoreListing>& stores);

} // namespace plectrum::documents
