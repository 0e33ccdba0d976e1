// SPDX-License-Identifier: MIT
#include "documents/history/version_cluster.h"

#include <algorithm>
#include <cmath>

namespace plectrum::documents {

namespace {

int digitsOf(std::size_t count)
{
    return count < 10 ? 1 : 1 + digitsOf(count / 10);
}

/// Gives the cluster the place that its sign needs around its versions.
void makeRoom(VersionCluster& cluster, const std::vector<double>& positions,
              const ClusterStyle& style)
{
    const double newest = positions[cluster.first];
    const double oldest = positions[cluster.last];
    const double least =
        cluster.count() == 1 ? style.single : style.badge + style.digit * digitsOf(cluster.count());
    const double width = std::max(least, newest - oldest + style.single);
    cluster.left = (newest + oldest - width) / 2;
    cluster.right = (newest + oldest + width) / 2;
}

/// What overlaps is one cluster, however wide.
std::vector<VersionCluster> chainsOf(const std::vector<double>& positions,
                                     const ClusterStyle& style)
{
    std::vector<VersionCluster> chains;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        VersionCluster open{i, i, 0, 0};
        makeRoom(open, positions, style);
        while (!chains.empty() && chains.back().left - open.right < style.gap) {
            open.first = chains.back().first;
            chains.pop_back();
            makeRoom(open, positions, style);
        }
        chains.push_back(open);
    }
    return chains;
}

/// Cuts a chain that is too wide into parts of the same width.
void split(const VersionCluster& chain, const std::vector<double>& positions,
           const ClusterStyle& style, std::vector<VersionCluster>& clusters)
{
    const double width = chain.right - chain.left;
    const double part = width / std::ceil(width / style.widest);
    std::size_t first = chain.first;
    double right = chain.right;
    while (first <= chain.last) {
        std::size_t next = first;
        while (right - positions[first] > part) // nothing in this part
            right -= part;
        while (next <= chain.last && right - positions[next] <= part)
            ++next;
        clusters.push_back({first, next - 1, right - part + style.gap / 2, right - style.gap / 2});
        first = next;
        right -= part;
    }
}

} // namespace

std::vector<VersionCluster> clustersOf(const std::vector<double>& positions,
                                       const ClusterStyle& style)
{
    std::vector<VersionCluster> clusters;
    for (const VersionCluster& chain : chainsOf(positions, style))
        if (chain.right - chain.left <= style.widest || chain.count() == 1)
            clusters.push_back(chain);
        else
            split(chain, positions, style, clusters);
    return clusters;
}

} // namespace plectrum::documents
