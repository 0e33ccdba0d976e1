// SPDX-License-Identifier: MIT
// What plectrumctl writes to stdout: aligned tables and indented JSON for people, one line of JSON
// for programs. Text of others is made harmless for a terminal.
#pragma once

#include "async/clock.h"
#include "json/value.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::ctl {

/// Lines of cells, each column as wide as its widest cell, two spaces between them.
class Table
{
public:
    /// The first line; without columns the table has none.
    explicit Table(std::vector<std::string> header = {});
    /// Each cell as printable() gives it.
    void add(std::vector<std::string> cells);
    /// For texts of our own, which may begin with spaces.
    void addAsIs(std::vector<std::string> cells);
    std::string text() const;

private:
    std::vector<std::vector<std::string>> m_lines;
};

/// Cells that a text takes on a terminal: two for wide characters, none for combining ones.
std::size_t terminalWidth(std::string_view utf8);
/// As datastore::visibleText(): what cannot be seen as \u{1b}.
std::string printable(std::string_view utf8);
/// "2025-11-23 18:00:00 UTC"
std::string plainTime(async::Time time);
/// "1,234 bytes"
std::string plainSize(std::size_t bytes);
/// At most `width` characters of a value's JSON text, for a cell.
std::string shortText(const json::Value& value, std::size_t width);

/// Throws Failure when stdout cannot take it.
void write(std::string_view text);
/// As write(), with what stdio still holds.
void flush();
/// The value as one JSON document on one line.
void writeDocument(const json::Value& value);
/// The value for people: indented, with a line end; what cannot be seen is escaped as in JSON.
void writePretty(const json::Value& value);

} // namespace plectrum::ctl
