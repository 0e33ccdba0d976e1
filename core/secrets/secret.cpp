// SPDX-License-Identifier: MIT
#include "secrets/secret.h"

#include "secrets/core_dumps.h"

namespace plectrum::secrets {

struct Secret::Text
{
    Text() = default;
    Text(const Text&) = delete;
    Text& operator=(const Text&) = delete;
    ~Text() { wipe(text); }

    std::string text;
};

Secret::Secret(std::string&& text)
{
    forbidCoreDumps();
    auto own = std::make_shared<Text>();
    own->text.reserve(text.size());
    own->text.assign(text);
    wipe(text);
    m_text = std::move(own);
}

bool Secret::isEmpty() const
{
    return m_text->text.empty();
}

std::string_view Secret::reveal() const
{
    return m_text->text;
}

void wipe(std::string& text)
{
    text.resize(text.capacity()); // what an earlier, longer text left behind, too
    wipe(text.data(), text.size());
    text.clear();
}

void wipe(char* text, std::size_t size)
{
    volatile char* at = text; // so that the writing is not left out
    for (std::size_t i = 0; i < size; ++i)
        at[i] = '\0';
}

} // namespace plectrum::secrets
