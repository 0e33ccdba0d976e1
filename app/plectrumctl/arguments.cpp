// SPDX-License-Identifier: MIT
#include "plectrumctl/arguments.h"

#include "plectrumctl/exit_code.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace plectrum::ctl {

namespace {

const Option* findOption(std::span<const Option> known, std::string_view word)
{
    const auto found = std::ranges::find_if(known, [word](const Option& option) {
        return option.name == word || (!option.letter.empty() && option.letter == word);
    });
    return found == known.end() ? nullptr : &*found;
}

Failure usage(std::string text)
{
    return Failure(ExitCode::Usage, std::move(text));
}

} // namespace

Arguments Arguments::parse(std::span<const std::string> words, std::span<const Option> known)
{
    Arguments arguments;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string& word = words[at];
        if (word == "--") {
            const auto rest = words.subspan(at + 1);
            arguments.m_operands.insert(arguments.m_operands.end(), rest.begin(), rest.end());
            break;
        }
        if (word.size() < 2 || word.front() != '-') {
            arguments.m_operands.push_back(word);
            continue;
        }
        const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
        const Option* option = findOption(known, std::string_view(word).substr(0, equals));
        if (!option)
            throw usage(std::format("unknown option {}", word.substr(0, equals)));
        std::string value;
        if (equals != std::string::npos) {
            if (option->value.empty())
                throw usage(std::format("{} takes no value", option->name));
            value = word.substr(equals + 1);
        } else if (!option->value.empty()) {
            if (++at == words.size())
                throw usage(std::format("{} needs a value: {}", option->name, option->value));
            value = words[at];
        }
        auto& values = arguments.m_options[std::string(option->name)];
        if (!values.empty() && !option->isRepeatable)
            throw usage(std::format("{} is given twice", option->name));
        values.push_back(std::move(value));
    }
    return arguments;
}

void Arguments::dropOperands(std::size_t count)
{
    const auto first = m_operands.begin();
    m_operands.erase(first, first + std::ptrdiff_t(std::min(count, m_operands.size())));
}

bool Arguments::has(std::string_view option) const
{
    return m_options.contains(option);
}

std::optional<std::string> Arguments::value(std::string_view option) const
{
    const auto found = m_options.find(option);
    return found == m_options.end() ? std::nullopt : std::optional(found->second.front());
}

std::vector<std::string> Arguments::values(std::string_view option) const
{
    const auto found = m_options.find(option);
    return found == m_options.end() ? std::vector<std::string>() : found->second;
}

std::optional<int> Arguments::number(std::string_view option, int most) const
{
    const auto text = value(option);
    if (!text)
        return std::nullopt;
    int number = 0;
    const char* end = text->data() + text->size();
    const auto [stopped, error] = std::from_chars(text->data(), end, number);
    if (error != std::errc() || stopped != end || number < 0 || number > most)
        throw usage(std::format("{} is a whole number from 0 to {}", option, most));
    return number;
}

} // namespace plectrum::ctl
