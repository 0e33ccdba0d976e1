// SPDX-License-Identifier: MIT
// Versions that stand too close together to be told apart at a zoom are drawn as one cluster with
// their number. Pure: places in, groups out; independent of what is scrolled into sight.
#pragma once

#include <cstddef>
#include <vector>

namespace plectrum::documents {

/// The versions first..last (in the order that was given), and the place that their sign takes.
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

/// Sizes of signs, in pixels.
struct ClusterStyle
{
    double single = 10; ///< the width of a version that stands alone
    double badge = 12; ///< the width of a cluster's sign without its digits
    double digit = 7;
    double gap = 3; ///< between two signs
    double widest = 48; ///< a cluster that would be wider becomes several
};

/// Groups places that are sorted from right to left (newest first) so that no two signs overlap.
/// Where versions stand densely over a long time, their clusters share that place evenly.
std::vector<VersionCluster> clustersOf(const std::vector<double>& positions,
                                       const ClusterStyle& style);

} // namespace plectrum::documents
