// SPDX-License-Identifier: MIT
#include "documents/record/json_search.h"

#include "json/printer.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace plectrum::documents {

namespace {

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// One walk over a value with the text that is looked for.
class TextWalk
{
public:
    TextWalk(const QString& text, std::stop_token stop)
        : m_text(text)
        , m_bytes(text.toStdString())
        , m_isAscii(isAscii(m_bytes))
        , m_stop(std::move(stop))
    {
        std::ranges::transform(m_bytes, m_bytes.begin(), lower);
    }

    void visit(const json::Value& value, std::string_view name)
    {
        if (m_stop.stop_requested())
            return;
        if (contains(name) || containsScalar(value))
            m_matches.add(m_rows);
        const std::size_t size = value.isContainer() ? value.size() : 0;
        for (std::size_t row = 0; row < size; ++row) {
            m_rows.push_back(static_cast<std::uint32_t>(row));
            visit(value.at(row), value.nameAt(row));
            m_rows.pop_back();
        }
    }

    JsonMatches take() { return std::move(m_matches); }

private:
    bool contains(std::string_view text) const
    {
        if (m_isAscii) {
            const auto sameLetter = [](char a, char b) { return lower(a) == b; };
            return !std::ranges::search(text, m_bytes, sameLetter).empty();
        }
        return !isAscii(text)
            && QString::fromUtf8(QByteArrayView(text)).contains(m_text, Qt::CaseInsensitive);
    }

    bool containsScalar(const json::Value& value) const
    {
        if (value.isString())
            return contains(value.toString());
        return !value.isContainer() && !value.isBuffer() && contains(json::print(value));
    }

    QString m_text;
    std::string m_bytes;
    bool m_isAscii;
    std::stop_token m_stop;
    std::vector<std::uint32_t> m_rows{0};
    JsonMatches m_matches;
};

} // namespace

std::span<const std::uint32_t> JsonMatches::at(std::size_t match) const
{
    const std::size_t start = match == 0 ? 0 : m_ends[match - 1];
    return std::span(m_rows).subspan(start, m_ends[match] - start);
}

void JsonMatches::add(std::span<const std::uint32_t> rows)
{
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    m_ends.push_back(m_rows.size());
}

std::size_t JsonMatches::after(std::span<const std::uint32_t> rows) const
{
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (std::ranges::lexicographical_compare(rows, at(middle)))
            high = middle;
        else
            low = middle + 1;
    }
    return low == size() ? 0 : low;
}

std::size_t JsonMatches::before(std::span<const std::uint32_t> rows) const
{
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (std::ranges::lexicographical_compare(at(middle), rows))
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? size() - 1 : low - 1;
}

JsonMatches findText(const json::Value& value, const QString& text, const std::stop_token& stop)
{
    TextWalk walk(text, stop);
    if (!text.isEmpty())
        walk.visit(value, {});
    return walk.take();
}

JsonSearch::JsonSearch(QObject* parent)
    : QObject(parent)
    , m_matches(std::make_shared<const JsonMatches>())
    , m_searching([this](Result matches) {
        m_matches = std::move(matches);
        emit finished();
    })
{
}

void JsonSearch::start(const json::Value& value, const QString& text)
{
    m_searching.start([value, text](const std::stop_token& stop) {
        return std::make_shared<const JsonMatches>(findText(value, text, stop));
    });
}

bool JsonSearch::isRunning() const
{
    return m_searching.isRunning();
}

const JsonMatches& JsonSearch::matches() const
{
    return *m_matches;
}

} // namespace plectrum::documents

#include "moc_json_search.cpp"
