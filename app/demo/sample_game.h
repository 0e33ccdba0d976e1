// SPDX-License-Identifier: MIT
// The files of the game of the demo universe, in its next release: what the migration lab is tried
// on first. One of its steps is wrong on purpose.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace plectrum::app {

struct SampleGame
{
    std::filesystem::path folder;
    std::filesystem::path project; ///< the Rojo project
    std::filesystem::path configuration; ///< what creates the store PlayerData
    std::filesystem::path migrations; ///< where the wrong step stands
};

/// Where they are kept: beside the file of the demo universe.
std::filesystem::path sampleGameFolder(const std::string& demoFile);
/// Their paths below a folder.
SampleGame sampleGameIn(const std::filesystem::path& folder);
/// Writes those that are not there; what somebody has changed stays. Throws datastore::Error of
/// kind Storage.
SampleGame writeSampleGame(const std::filesystem::path& folder);

struct SampleGameFile
{
    std::string_view path; ///< below the folder, with "/"
    std::string_view text;
};
/// All files as they are written.
const std::vector<SampleGameFile>& sampleGameFiles();

} // namespace plectrum::app
