// SPDX-License-Identifier: MIT
// Finds text in the names and scalars of a value, in the background: the value cannot change, so
// nobody waits for the search. A newer question drops the answer of an older one.
#pragma once

#include "async/computation.h"
#include "json/value.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace plectrum::documents {

/// Places in document order, each a list of rows as JsonTreeModel has them.
class JsonMatches
{
public:
    std::size_t size() const { return m_ends.size(); }
    std::span<const std::uint32_t> at(std::size_t match) const;
    void add(std::span<const std::uint32_t> rows);
    /// The first match behind the rows, or the first of all when there is none; size() > 0.
    std::size_t after(std::span<const std::uint32_t> rows) const;
    /// The last match before the rows, or the last of all when there is none; size() > 0.
    std::size_t before(std::span<const std::uint32_t> rows) const;

private:
    std::vector<std::uint32_t> m_rows;
    std::vector<std::size_t> m_ends;
};

/// All places whose name or scalar contains the text, case folded. Ends early, with what it has,
/// when asked to stop.
JsonMatches findText(const json::Value& value, const QString& text, const std::stop_token& stop);

class JsonSearch final : public QObject
{
    Q_OBJECT

public:
    explicit JsonSearch(QObject* parent = nullptr);

    /// Searches; an empty text finds nothing.
    void start(const json::Value& value, const QString& text);
    bool isRunning() const;
    const JsonMatches& matches() const; ///< of the last search that ended

signals:
    void finished();

private:
    using Result = std::shared_ptr<const JsonMatches>;
    Result m_matches;
    async::Computation<Result> m_searching;
};

} // namespace plectrum::documents
