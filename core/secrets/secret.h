// SPDX-License-Identifier: MIT
// A text that must not be seen: an API key. It cannot be printed, compared or streamed by accident,
// and its bytes are overwritten when the last copy goes. Copies share the bytes. With the first one
// the program stops to leave images of its memory behind (core_dumps.h).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace plectrum::secrets {

class Secret
{
public:
    /// Takes the text over and overwrites what was passed.
    explicit Secret(std::string&& text);

    bool isEmpty() const;
    /// The text itself. For the one place that sends or stores it; never keep it.
    std::string_view reveal() const;

private:
    struct Text;
    std::shared_ptr<const Text> m_text;
};

/// Overwrites the characters, then empties the string.
void wipe(std::string& text);
void wipe(char* text, std::size_t size);

} // namespace plectrum::secrets
