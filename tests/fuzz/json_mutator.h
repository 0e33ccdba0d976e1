// SPDX-License-Identifier: MIT
// Damages JSON texts, mostly where it hurts, the same for a seed on every machine.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

class JsonMutator
{
public:
    explicit JsonMutator(std::uint32_t seed)
        : m_engine(seed)
    {
    }

    std::size_t below(std::size_t limit) { return m_engine() % limit; }

    /// The text after one to `most` changes.
    std::string mutated(std::string text, std::size_t most = 4)
    {
        for (std::size_t i = 1 + below(most); i > 0; --i)
            change(text);
        return text;
    }

    /// What is made of the letters of numbers, often one.
    std::string number()
    {
        static constexpr std::string_view letters = "00011233456789999";
        std::string text = below(3) == 0 ? "-" : "";
        for (std::size_t i = below(4) == 0 ? below(24) : 1 + below(4); i > 0; --i)
            text += letters[below(letters.size())];
        if (below(2) == 0) {
            text += '.';
            for (std::size_t i = below(5) == 0 ? below(24) : below(9); i > 0; --i)
                text += letters[below(letters.size())];
        }
        if (below(3) == 0) {
            static constexpr std::array<std::string_view, 6> marks{"e", "E", "e-", "E+", "e+", "-"};
            text += marks[below(marks.size())];
            text += std::to_string(below(below(2) == 0 ? 30 : 400));
        }
        return text;
    }

private:
    std::string piece()
    {
        using namespace std::literals;
        static constexpr std::array pieces{
            // numbers
            "-0"sv,
            "-"sv,
            "01"sv,
            "1."sv,
            ".5"sv,
            "1e-999"sv,
            "1e999"sv,
            "-1e309"sv,
            "1e"sv,
            "9223372036854775807"sv,
            "9223372036854775808"sv,
            "-9223372036854775809"sv,
            "12345678"sv,
            "123456789012345678"sv,
            "1234567890123456789012345"sv,
            "0.1234567"sv,
            "0.00000000000000000000000000001"sv,
            "9007199254740993.0"sv,
            "1e22"sv,
            "1e23"sv,
            "+1"sv,
            "4.9406564584124654e-324"sv,
            "2.2250738585072011e-308"sv,
            // structure
            "["sv,
            "]"sv,
            "{"sv,
            "}"sv,
            ":"sv,
            ","sv,
            ",,"sv,
            "\""sv,
            "{}"sv,
            "[]"sv,
            R"({"a":1,})"sv,
            R"({"a":1})"sv,
            R"({"a":1,"a":2})"sv,
            R"({"a":1,"\u0061":2})"sv,
            R"("a":)"sv,
            R"(,"a":1)"sv,
            R"({"id":1,"name":)"sv,
            "true"sv,
            "false"sv,
            "null"sv,
            "nul"sv,
            "truex"sv,
            " "sv,
            "\n"sv,
            "\t \r\n"sv,
            "\f"sv,
            "\x1a"sv,
            "//"sv,
            // strings
            "\\"sv,
            R"(\")"sv,
            R"(\\)"sv,
            R"(\n)"sv,
            R"(\u00e9)"sv,
            R"(\u0000)"sv,
            R"(\ud800)"sv,
            R"(\udc00)"sv,
            R"(\ud83d\ude00)"sv,
            R"(\ud83d\u0041)"sv,
            R"(\u12)"sv,
            R"(\x41)"sv,
            "\0"sv,
            "\x01"sv,
            "\x1f"sv,
            "\x7f"sv,
            "\xc3\xbc"sv,
            "\xf0\x9f\x98\x80"sv,
            "\x80"sv,
            "\xc0\xaf"sv,
            "\xed\xa0\x80"sv,
            "\xf4\x90\x80\x80"sv,
            "\xe5\x90"sv,
            "\xff"sv,
            "\xef\xbb\xbf"sv,
            "sixteen bytes ab"sv,
            "fourteen bytes"sv,
            R"("thirty-three bytes of a long text")"sv,
        };
        return std::string(pieces[below(pieces.size())]);
    }

    /// A place in front of one of these letters, or any.
    std::size_t positionOf(const std::string& text, std::string_view letters)
    {
        const std::size_t found = text.find_first_of(letters, below(text.size() + 1));
        return found == std::string::npos ? below(text.size() + 1) : found;
    }

    void replaceRun(std::string& text, std::string_view letters, const std::string& by)
    {
        const std::size_t start = positionOf(text, letters);
        const std::size_t end = std::min(text.find_first_not_of(letters, start), text.size());
        text.replace(start, end - start, by);
    }

    void change(std::string& text)
    {
        if (text.empty()) {
            text = piece();
            return;
        }
        const std::size_t at = below(text.size());
        const std::size_t length = 1 + below(std::min<std::size_t>(text.size() - at, 40));
        switch (below(13)) {
        case 0:
            text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            return;
        case 1:
            text[at] = static_cast<char>(below(256));
            return;
        case 2:
            text.resize(below(3) == 0 ? at : text.size() - 1);
            return;
        case 3:
            text.erase(at, below(2) == 0 ? 1 : length);
            return;
        case 4:
            text.insert(at, piece());
            return;
        case 5: // next to a token, where it is right more often
            text.insert(positionOf(text, "[]{},:\""), piece());
            return;
        case 6:
            text.insert(positionOf(text, ","), ",");
            return;
        case 7:
            text.insert(positionOf(text, "]}"), ",");
            return;
        case 8:
            text.erase(positionOf(text, "[]{},:\""), 1);
            return;
        case 9:
            text.insert(positionOf(text, "[]{},:"), text.substr(at, length));
            return;
        case 10:
            text.insert(positionOf(text, "[]{},:"), below(2) == 0 ? " " : "\n\t");
            return;
        case 11:
            replaceRun(text, "0123456789.", piece());
            return;
        default:
            replaceRun(text, "-0123456789.eE", number());
            return;
        }
    }

    std::mt19937 m_engine;
};
