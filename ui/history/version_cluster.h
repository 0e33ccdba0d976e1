// SPDX-License-Identifier: MIT
// Versions that stand too close together to be told apart at a zoom are drawn as one cluster with
// their number. Pure: places in, groups out; independent of what is scrolled into sight.
#pragma once

#include <cstddef>
#include <vector>

namespace plectrum::ui {

/// The versions first..last (in the order that was given), and where they begin and end.
struct VersionCluster
{
    std::size_t first = 0;
    std::size_t last = 0;
    double left = 0;
    double right = 0;

    std::size_t count() const { return last - first + 1; }
    double middle() const { return (left + right) / 2; }
    friend bool operator==(const VersionCluster&, const VersionCluster&) = default;
};

/// Groups places that are sorted from right to left (newest first): neighbours nearer than
/// `distance` share a cluster as long as it stays within `widest`.
std::vector<VersionCluster> clustersOf(const std::vector<double>& places, double distance,
                                       double widest);

} // namespace plectrum::ui
