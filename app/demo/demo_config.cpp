// SPDX-License-Identifier: MIT
#include "demo/demo_config.h"

namespace plectrum::app {

store::StoreConfig playerConfig(const Release& release)
{
    store::StoreConfig config;
    config.name = demoPlayerStore;
    config.templateData = release.playerTemplate;
    config.schema = playerProblem;
    for (const GameStep& step : release.steps)
        config.migrationSteps.push_back(store::transformStep(step.name, step.apply));
    return config;
}

store::StoreConfig guildConfig()
{
    store::StoreConfig config;
    config.name = demoGuildStore;
    config.templateData = guildTemplate();
    config.schema = guildProblem;
    return config;
}

} // namespace plectrum::app
