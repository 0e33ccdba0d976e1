// SPDX-License-Identifier: MIT
#include "ui/history/version_cluster.h"

namespace plectrum::ui {

std::vector<VersionCluster> clustersOf(const std::vector<double>& places, double distance,
                                       double widest)
{
    std::vector<VersionCluster> clusters;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double x = places[i];
        if (!clusters.empty()) {
            VersionCluster& open = clusters.back();
            if (open.left - x < distance && open.right - x <= widest) {
                open.last = i;
                open.left = x;
                continue;
            }
        }
        clusters.push_back({i, i, x, x});
    }
    return clusters;
}

} // namespace plectrum::ui
