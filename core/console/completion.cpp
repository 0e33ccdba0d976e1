// SPDX-License-Identifier: MIT
#include "console/completion.h"

#include "console/api.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <span>

namespace plectrum::console {

namespace {

struct Token
{
    enum class Kind
    {
        Word,
        Number,
        Text,
        Symbol
    };
    Kind kind{};
    std::string_view text; ///< of a text without its quotes
};

/// The text before the cursor, cut into tokens.
struct Scanned
{
    std::vector<Token> tokens;
    bool isInComment = false;
    std::optional<std::size_t> openText; ///< where a text begins, behind its quote, that is open
};

bool isWordPart(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

class Scanner
{
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {
    }

    Scanned scan()
    {
        while (m_at < m_text.size())
            step();
        return std::move(m_scanned);
    }

private:
    bool startsWith(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }

    void step()
    {
        const char c = m_text[m_at];
        if (std::isspace(static_cast<unsigned char>(c)) != 0)
            ++m_at;
        else if (startsWith("--"))
            comment();
        else if (c == '"' || c == '\'' || c == '`')
            quoted(c);
        else if (const auto level = longBracket(m_at))
            longText(*level, true);
        else if (std::isdigit(static_cast<unsigned char>(c)) != 0)
            run(Token::Kind::Number, [](char each) { return isWordPart(each) || each == '.'; });
        else if (isWordPart(c))
            run(Token::Kind::Word, isWordPart);
        else
            add(Token::Kind::Symbol, m_at, m_at + 1, m_at + 1);
    }

    template <typename Belongs>
    void run(Token::Kind kind, Belongs belongs)
    {
        std::size_t end = m_at;
        while (end < m_text.size() && belongs(m_text[end]))
            ++end;
        add(kind, m_at, end, end);
    }

    void add(Token::Kind kind, std::size_t begin, std::size_t end, std::size_t next)
    {
        m_scanned.tokens.push_back({kind, m_text.substr(begin, end - begin)});
        m_at = next;
    }

    /// The number of equals signs of a [==[ that stands there.
    std::optional<std::size_t> longBracket(std::size_t at) const
    {
        if (at >= m_text.size() || m_text[at] != '[')
            return std::nullopt;
        std::size_t end = at + 1;
        while (end < m_text.size() && m_text[end] == '=')
            ++end;
        return end < m_text.size() && m_text[end] == '[' ? std::optional(end - at - 1)
                                                         : std::nullopt;
    }

    void longText(std::size_t level, bool isToken)
    {
        const std::size_t begin = m_at + level + 2;
        const std::string end = "]" + std::string(level, '=') + "]";
        const std::size_t found = m_text.find(end, begin);
        if (found == m_text.npos) {
            m_scanned.isInComment = !isToken;
            if (isToken)
                m_scanned.openText = begin;
            m_at = m_text.size();
        } else if (isToken) {
            add(Token::Kind::Text, begin, found, found + end.size());
        } else {
            m_at = found + end.size();
        }
    }

    void comment()
    {
        m_at += 2;
        if (const auto level = longBracket(m_at))
            return longText(*level, false);
        const std::size_t end = m_text.find('\n', m_at);
        m_scanned.isInComment = end == m_text.npos;
        m_at = std::min(end, m_text.size());
    }

    void quoted(char quote)
    {
        const std::size_t begin = m_at + 1;
        std::size_t end = begin;
        while (end < m_text.size() && m_text[end] != quote && (quote == '`' || m_text[end] != '\n'))
            end += m_text[end] == '\\' ? 2 : 1;
        if (end >= m_text.size()) {
            m_scanned.openText = begin;
            m_at = m_text.size();
            return;
        }
        add(Token::Kind::Text, begin, end, end + 1);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    Scanned m_scanned;
};

/// Tokens from the end, as far as they are there.
class Backwards
{
public:
    explicit Backwards(std::span<const Token> tokens)
        : m_tokens(tokens)
    {
    }
    std::string_view symbol(std::size_t back = 0) const { return at(back, Token::Kind::Symbol); }
    std::string_view word(std::size_t back = 0) const { return at(back, Token::Kind::Word); }
    void drop(std::size_t count)
    {
        m_tokens = m_tokens.first(m_tokens.size() - std::min(count, m_tokens.size()));
    }
    bool isEmpty() const { return m_tokens.empty(); }
    const Token& last() const { return m_tokens.back(); }
    /// Behind a closing bracket: to before the one that opens it.
    void dropBrackets()
    {
        int depth = 0;
        while (!m_tokens.empty()) {
            const std::string_view text =
                last().kind == Token::Kind::Symbol ? last().text : std::string_view();
            drop(1);
            if (text == ")" || text == "]" || text == "}")
                ++depth;
            else if ((text == "(" || text == "[" || text == "{") && --depth == 0)
                return;
        }
    }

private:
    std::string_view at(std::size_t back, Token::Kind kind) const
    {
        if (back >= m_tokens.size())
            return {};
        const Token& token = m_tokens[m_tokens.size() - 1 - back];
        return token.kind == kind ? token.text : std::string_view();
    }
    std::span<const Token> m_tokens;
};

bool isPromiseMethod(std::string_view name)
{
    return std::ranges::contains(promiseMethods(), name, &ApiEntry::name);
}

const ApiEntry* storeMethod(std::string_view name)
{
    const auto found = std::ranges::find(storeMethods(), name, &ApiEntry::name);
    return found == storeMethods().end() ? nullptr : &*found;
}

/// The store that the tokens end with; empty: not known.
std::string storeAt(Backwards tokens, const KnownNames& known)
{
    if (tokens.symbol() == "]" && tokens.symbol(2) == "[" && tokens.word(3) == "stores") {
        tokens.drop(1);
        return tokens.last().kind == Token::Kind::Text ? std::string(tokens.last().text)
                                                       : std::string();
    }
    if (tokens.symbol(1) == "." && tokens.word(2) == "stores")
        return std::string(tokens.word());
    return tokens.word() == "store" ? known.boundStore : std::string();
}

enum class Receiver
{
    Store,
    Promise,
    Unknown
};

/// What stands before a colon.
Receiver receiverOf(Backwards tokens, const KnownNames& known)
{
    if (tokens.symbol() == ")") {
        tokens.dropBrackets();
        const std::string_view called = tokens.word();
        const std::string_view before = tokens.symbol(1);
        if (before == ":" && storeMethod(called))
            return called.ends_with("Async") ? Receiver::Unknown : Receiver::Promise;
        if ((before == ":" && isPromiseMethod(called)) || tokens.word(2) == "Promise")
            return Receiver::Promise;
        return called == "createStore" || called == "createPlayerStore" ? Receiver::Store
                                                                        : Receiver::Unknown;
    }
    return storeAt(tokens, known).empty() ? Receiver::Unknown : Receiver::Store;
}

class Candidates
{
public:
    explicit Candidates(std::string_view prefix)
        : m_prefix(lower(prefix))
    {
    }

    void add(Candidate candidate)
    {
        if (lower(candidate.text).starts_with(m_prefix) && m_known.insert(candidate.text).second)
            m_found.push_back(std::move(candidate));
    }
    void add(std::span<const ApiEntry> entries)
    {
        for (const ApiEntry& entry : entries)
            add({.text = std::string(entry.name),
                 .detail = std::string(entry.parameters),
                 .summary = std::string(entry.summary),
                 .kind = entry.parameters.empty() ? Candidate::Kind::Variable
                                                  : Candidate::Kind::Function});
    }
    void add(const std::vector<std::string>& names, Candidate::Kind kind)
    {
        for (const std::string& name : names)
            add({.text = name, .kind = kind});
    }
    std::vector<Candidate> take() { return std::move(m_found); }

private:
    static std::string lower(std::string_view text)
    {
        std::string result(text);
        std::ranges::transform(result, result.begin(), [](char c) {
            return char(std::tolower(static_cast<unsigned char>(c)));
        });
        return result;
    }

    std::string m_prefix;
    std::set<std::string> m_known;
    std::vector<Candidate> m_found;
};

void addKeys(Candidates& candidates, const std::string& store, const KnownNames& known)
{
    for (const auto& [name, keys] : known.keys)
        if (store.empty() || name == store)
            candidates.add(keys, Candidate::Kind::Key);
}

/// Within an open text: the keys of a store, or the names of stores.
std::vector<Candidate> inText(std::string_view prefix, Backwards tokens, const KnownNames& known)
{
    Candidates candidates(prefix);
    if (tokens.symbol() == "[" && tokens.word(1) == "stores") {
        candidates.add(known.stores, Candidate::Kind::Store);
        return candidates.take();
    }
    if (tokens.symbol() == "=" && tokens.word(1) == "key") { // of listVersions
        tokens.drop(2);
        while (!tokens.isEmpty() && tokens.symbol() != "{")
            tokens.drop(1);
    }
    // Of tx: the keys before it in the list.
    while (tokens.symbol() == "," || (!tokens.isEmpty() && tokens.last().kind == Token::Kind::Text))
        tokens.drop(1);
    if (tokens.symbol() == "{")
        tokens.drop(1);
    if (tokens.symbol() != "(" || tokens.symbol(2) != ":")
        return {};
    const ApiEntry* const method = storeMethod(tokens.word(1));
    if (!method)
        return {};
    tokens.drop(3);
    addKeys(candidates, storeAt(tokens, known), known);
    return candidates.take();
}

bool isName(std::string_view text)
{
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0
        && std::ranges::all_of(text, isWordPart);
}

std::vector<Candidate> behindDot(std::string_view prefix, Backwards tokens, const KnownNames& known)
{
    Candidates candidates(prefix);
    const std::string_view receiver = tokens.symbol(1) == "." ? std::string_view() : tokens.word();
    if (receiver == "stores")
        for (const std::string& name : known.stores)
            if (isName(name))
                candidates.add({.text = name, .kind = Candidate::Kind::Store});
    candidates.add(libraryMembers(receiver));
    return candidates.take();
}

std::vector<Candidate> behindColon(std::string_view prefix, const Backwards& tokens,
                                   const KnownNames& known)
{
    Candidates candidates(prefix);
    const Receiver receiver = receiverOf(tokens, known);
    if (receiver != Receiver::Promise)
        candidates.add(storeMethods());
    if (receiver != Receiver::Store)
        candidates.add(promiseMethods());
    return candidates.take();
}

std::vector<Candidate> anywhere(std::string_view prefix, std::span<const Token> tokens,
                                const KnownNames& known)
{
    Candidates candidates(prefix);
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        const bool isLocal = tokens[i].kind == Token::Kind::Word
            && (tokens[i - 1].text == "local" || tokens[i - 1].text == "function");
        if (isLocal && !std::ranges::contains(keywords(), tokens[i].text))
            candidates.add({.text = std::string(tokens[i].text)});
    }
    for (const auto& [name, type] : known.globals)
        candidates.add(
            {.text = name,
             .detail = type,
             .kind = type == "function" ? Candidate::Kind::Function : Candidate::Kind::Variable});
    candidates.add(globalNames());
    for (const std::string_view word : keywords())
        candidates.add({.text = std::string(word), .kind = Candidate::Kind::Keyword});
    return candidates.take();
}

/// What stands behind it is an expression, where an `if` has no `end`.
bool isWithinExpression(const Token& before)
{
    if (before.kind == Token::Kind::Word)
        return before.text == "return" || before.text == "and" || before.text == "or"
            || before.text == "not" || before.text == "else";
    return before.kind == Token::Kind::Symbol && before.text != ")" && before.text != "]"
        && before.text != "}" && before.text != ";";
}

} // namespace

Completion complete(std::string_view text, std::size_t cursor, const KnownNames& known)
{
    const std::string_view before = text.substr(0, cursor);
    const Scanned whole = Scanner(before).scan();
    if (whole.isInComment)
        return {cursor, {}};
    if (whole.openText)
        return {*whole.openText,
                inText(before.substr(*whole.openText), Backwards(whole.tokens), known)};
    std::size_t begin = before.size();
    while (begin > 0 && isWordPart(before[begin - 1]))
        --begin;
    const std::string_view prefix = before.substr(begin);
    if (!prefix.empty() && !isName(prefix))
        return {cursor, {}}; // a number
    std::span<const Token> tokens = whole.tokens;
    if (!prefix.empty())
        tokens = tokens.first(tokens.size() - 1);
    Backwards back(tokens);
    if (back.symbol() == "." && back.symbol(1) != ".") {
        back.drop(1);
        return {begin, behindDot(prefix, back, known)};
    }
    if (back.symbol() == ":" && back.symbol(1) != ":") {
        back.drop(1);
        return {begin, behindColon(prefix, back, known)};
    }
    return {begin, anywhere(prefix, tokens, known)};
}

bool isComplete(std::string_view text)
{
    const Scanned whole = Scanner(text).scan();
    if (whole.openText)
        return false;
    int depth = 0;
    for (std::size_t i = 0; i < whole.tokens.size(); ++i) {
        const Token& token = whole.tokens[i];
        const auto is = [&](std::initializer_list<std::string_view> words) {
            return std::ranges::contains(words, token.text);
        };
        if (token.kind == Token::Kind::Symbol)
            depth += is({"(", "[", "{"}) ? 1 : is({")", "]", "}"}) ? -1 : 0;
        else if (token.kind == Token::Kind::Word && is({"function", "do", "repeat"}))
            ++depth;
        else if (token.kind == Token::Kind::Word && is({"if"}))
            depth += i > 0 && isWithinExpression(whole.tokens[i - 1]) ? 0 : 1;
        else if (token.kind == Token::Kind::Word && is({"end", "until"}))
            --depth;
    }
    return depth <= 0;
}

} // namespace plectrum::console
