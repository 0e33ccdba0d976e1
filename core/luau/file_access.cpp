// SPDX-License-Identifier: MIT
#include "luau/file_access.h"

#include <algorithm>
#include <system_error>

#if __has_include(<unistd.h>)
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#include <fstream>
#include <iterator>
#endif

namespace plectrum::luau {

namespace {

namespace fs = std::filesystem;

bool isBelow(const fs::path& path, const fs::path& folder)
{
    return std::ranges::mismatch(folder, path).in1 == folder.end();
}

#if __has_include(<unistd.h>)
class Descriptor
{
public:
    /// Does not wait for whoever writes into a pipe; what is opened is looked at afterwards.
    explicit Descriptor(const fs::path& path)
        : m_number(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW))
    {
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }

    std::optional<std::string> content(std::size_t most) const
    {
        struct stat facts = {};
        if (m_number < 0 || ::fstat(m_number, &facts) != 0 || !S_ISREG(facts.st_mode)
            || facts.st_size < 0 || static_cast<std::size_t>(facts.st_size) > most) {
            return std::nullopt;
        }
        std::string text(static_cast<std::size_t>(facts.st_size), '\0');
        std::size_t filled = 0;
        while (filled < text.size()) {
            const ssize_t got = ::read(m_number, text.data() + filled, text.size() - filled);
            if (got <= 0)
                break;
            filled += static_cast<std::size_t>(got);
        }
        text.resize(filled);
        return text;
    }

private:
    int m_number;
};

std::optional<std::string> contentOf(const fs::path& path, std::size_t most)
{
    return Descriptor(path).content(most);
}
#else
std::optional<std::string> contentOf(const fs::path& path, std::size_t most)
{
    std::error_code error;
    if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > most || error)
        return std::nullopt;
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(stream), {});
}
#endif

} // namespace

FileAccess::FileAccess(const std::vector<fs::path>& folders)
{
    for (const fs::path& folder : folders) {
        std::error_code error;
        fs::path canonical = fs::canonical(folder, error);
        if (!error)
            m_folders.push_back(std::move(canonical));
    }
}

std::optional<fs::path> FileAccess::admit(const fs::path& path) const
{
    std::error_code error;
    fs::path canonical = fs::canonical(path, error);
    const auto holds = [&canonical](const fs::path& folder) { return isBelow(canonical, folder); };
    if (error || std::ranges::none_of(m_folders, holds))
        return std::nullopt;
    return canonical;
}

std::optional<fs::path> FileAccess::file(const fs::path& path) const
{
    std::error_code error;
    auto admitted = admit(path);
    return admitted && fs::is_regular_file(*admitted, error) ? admitted : std::nullopt;
}

std::optional<fs::path> FileAccess::folder(const fs::path& path) const
{
    std::error_code error;
    auto admitted = admit(path);
    return admitted && fs::is_directory(*admitted, error) ? admitted : std::nullopt;
}

std::optional<std::string> FileAccess::read(const fs::path& path, std::size_t most) const
{
    const auto admitted = admit(path);
    return admitted ? contentOf(*admitted, most) : std::nullopt;
}

fs::path canonicalPath(const fs::path& path)
{
    std::error_code error;
    fs::path canonical = fs::weakly_canonical(path, error);
    return error ? path : canonical;
}

} // namespace plectrum::luau
