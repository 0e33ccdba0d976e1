// SPDX-License-Identifier: MIT
#include "datastore/visible_text.h"

#include "json/utf8.h"

#include <QChar>
#include <QString>

#include <algorithm>
#include <cstdint>
#include <format>
#include <vector>

namespace plectrum::datastore {

namespace {

constexpr char32_t ideographicSpace = 0x3000;

/// One character of a text, or one byte that is no UTF-8.
struct Character
{
    std::string_view bytes;
    char32_t code = 0;
    bool isInvalid = false;
    bool isEscaped = false;
};

char32_t decode(std::string_view bytes)
{
    const auto byte = [bytes](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    if (bytes.size() == 1)
        return byte(0);
    char32_t code = byte(0) & (0xffU >> (bytes.size() + 1));
    for (std::size_t at = 1; at < bytes.size(); ++at)
        code = code << 6 | (byte(at) & 0x3fU);
    return code;
}

/// Characters of no width that are letters or marks by their category.
bool isBlank(char32_t c)
{
    return c == 0x034f || (c >= 0x115f && c <= 0x1160) || (c >= 0x17b4 && c <= 0x17b5)
        || (c >= 0x180b && c <= 0x180f) || c == 0x2800 || c == 0x3164 || c == 0xffa0
        || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff);
}

bool isNoncharacter(char32_t c)
{
    return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe || c == 0xfffc;
}

bool isHidden(char32_t c)
{
    if (c < 0x7f)
        return c < 0x20;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space:
        return true;
    default:
        return isBlank(c) || isNoncharacter(c);
    }
}

/// Whether it may melt into the character in front of it.
bool isCombining(char32_t c)
{
    return c >= 0x300
        && (QChar::combiningClass(c) != 0 || QChar::category(c) == QChar::Mark_NonSpacing
            || QChar::category(c) == QChar::Mark_SpacingCombining || (c >= 0x1160 && c <= 0x11ff));
}

bool isComposed(std::u32string_view text)
{
    const QString before = QString::fromUcs4(text.data(), qsizetype(text.size()));
    return before.normalized(QString::NormalizationForm_C) == before;
}

std::vector<Character> charactersOf(std::string_view utf8)
{
    std::vector<Character> characters;
    characters.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t length = json::utf8::sequenceLength(utf8.substr(at));
        const std::string_view bytes = utf8.substr(at, std::max<std::size_t>(length, 1));
        const char32_t code = decode(length > 0 ? bytes : std::string_view("\0", 1));
        const bool isInvalid = length == 0;
        characters.push_back({bytes, code, isInvalid, isInvalid || isHidden(code)});
        at += bytes.size();
    }
    return characters;
}

/// Marks what another sequence of characters, the composed one, would look like.
void escapeDecomposed(std::vector<Character>& characters)
{
    for (std::size_t at = 0; at < characters.size();) {
        std::size_t end = at + 1;
        while (end < characters.size() && isCombining(characters[end].code))
            ++end;
        std::u32string cluster;
        for (std::size_t i = at; i < end; ++i)
            cluster += characters[i].code;
        const bool isPlain = end == at + 1 && cluster.front() < 0x300;
        const bool startsWithMark = isCombining(cluster.front());
        if (!isPlain && (startsWithMark || !isComposed(cluster))) {
            const bool isFirstOdd = startsWithMark || !isComposed(cluster.substr(0, 1));
            characters[at].isEscaped |= isFirstOdd;
            for (std::size_t i = at + 1; i < end; ++i)
                characters[i].isEscaped = true;
        }
        at = end;
    }
}

std::string escapeOf(const Character& character)
{
    if (character.isInvalid)
        return std::format("\\x{{{:02x}}}", static_cast<unsigned char>(character.bytes.front()));
    return std::format("\\u{{{:x}}}", static_cast<std::uint32_t>(character.code));
}

std::string unitEscape(char32_t unit)
{
    return std::format("\\u{:04x}", static_cast<std::uint32_t>(unit));
}

bool needsCare(std::string_view utf8)
{
    return !utf8.empty()
        && (utf8.front() == ' ' || utf8.back() == ' ' || std::ranges::any_of(utf8, [](char c) {
                return c < 0x20 || c == 0x7f || c == '\\'; // a char over 0x7f is negative
            }));
}

void putVisibleLine(std::string& text, std::string_view line)
{
    if (std::ranges::all_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x7f; })) {
        text += line;
        return;
    }
    std::vector<Character> characters = charactersOf(line);
    escapeDecomposed(characters);
    for (const Character& character : characters) {
        // Below U+0020 stands only the line's end: inside strings they are escaped.
        const bool isKept = !character.isEscaped || character.isInvalid || character.code < 0x20
            || character.code == ideographicSpace;
        if (isKept) {
            text += character.bytes;
        } else if (character.code < 0x10000) {
            text += unitEscape(character.code);
        } else {
            text += unitEscape(QChar::highSurrogate(character.code))
                + unitEscape(QChar::lowSurrogate(character.code));
        }
    }
}

} // namespace

std::string visibleText(std::string_view utf8)
{
    if (!needsCare(utf8))
        return std::string(utf8);
    std::vector<Character> characters = charactersOf(utf8);
    escapeDecomposed(characters);
    for (auto it = characters.begin(); it != characters.end() && it->code == U' '; ++it)
        it->isEscaped = true;
    for (auto it = characters.rbegin(); it != characters.rend() && it->code == U' '; ++it)
        it->isEscaped = true;
    std::string text;
    std::size_t backslashes = 0;
    for (std::size_t at = 0; at < characters.size(); ++at) {
        const Character& character = characters[at];
        const std::string_view rest(character.bytes.data(),
                                    utf8.data() + utf8.size() - character.bytes.data());
        const bool looksEscaped = rest.starts_with("u{") || rest.starts_with("x{");
        if (character.isEscaped || looksEscaped)
            text.append(backslashes, '\\');
        backslashes = character.code == U'\\' ? backslashes + 1 : 0;
        text += character.isEscaped ? escapeOf(character) : std::string(character.bytes);
    }
    return text;
}

std::string visibleLines(std::string_view utf8)
{
    std::string text;
    for (const Character& character : charactersOf(utf8)) {
        const bool isKept = !character.isEscaped || character.code == U'\n';
        text += isKept && !character.isInvalid ? std::string(character.bytes) : escapeOf(character);
    }
    return text;
}

std::string visibleJson(std::string_view json)
{
    std::string text;
    text.reserve(json.size());
    while (!json.empty()) { // no string goes over a line's end
        const std::string_view line =
            json.substr(0, std::min(json.find('\n'), json.size() - 1) + 1);
        putVisibleLine(text, line);
        json.remove_prefix(line.size());
    }
    return text;
}

} // namespace plectrum::datastore
