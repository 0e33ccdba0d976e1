// SPDX-License-Identifier: MIT
// The program of a folder's tests:  PROGRAM TEST [options of Qt Test]; without a test it lists
// them.
#include "support/test.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

namespace plectrum::test {

namespace {

std::map<std::string, Run, std::less<>>& registered()
{
    static std::map<std::string, Run, std::less<>> tests;
    return tests;
}

std::string nameOf(std::string_view source)
{
    source.remove_prefix(source.find_last_of("/\\") + 1);
    source = source.substr(0, source.rfind('.'));
    constexpr std::string_view prefix = "tst_";
    return std::string(source.starts_with(prefix) ? source.substr(prefix.size()) : source);
}

} // namespace

Registration::Registration(const char* source, Run run)
{
    registered().emplace(nameOf(source), run);
}

} // namespace plectrum::test

int main(int argc, char* argv[])
{
    const auto& tests = plectrum::test::registered();
    const auto found = argc > 1 ? tests.find(std::string_view(argv[1])) : tests.end();
    if (found == tests.end()) {
        for (const auto& [name, run] : tests)
            std::puts(name.c_str());
        return argc > 1 ? 2 : 0;
    }
    std::rotate(argv + 1, argv + 2, argv + argc); // Qt Test reads what is left
    return found->second(argc - 1, argv);
}
