// SPDX-License-Identifier: MIT
// A server's way to the universe through the Open Cloud client and the emulated service, over a
// line that loses answers, keeps requests back to deliver them late, and sends them twice.
#pragma once

#include "opencloud/universe.h"
#include "simulation/stage.h"

#include <memory>

namespace plectrum::simulation {

/// What such a line does to requests that write; parts of all.
struct LineFaults
{
    double lost = 0.02; ///< done, no answer
    double late = 0.02; ///< no answer, done later
    double twice = 0.02; ///< done twice, the second answer is given
    double dropped = 0.02; ///< not done, no answer
};

class Cloud
{
public:
    Cloud(Stage& stage, Life& life);
    ~Cloud();
    datastore::DataStoreService& dataStores() { return m_universe.dataStores(); }

private:
    class Line;
    std::unique_ptr<Line> m_line;
    opencloud::Universe m_universe;
};

} // namespace plectrum::simulation
