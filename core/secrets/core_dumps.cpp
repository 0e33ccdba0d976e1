// SPDX-License-Identifier: MIT
#include "secrets/core_dumps.h"

#include <QtEnvironmentVariables>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace plectrum::secrets {

void forbidCoreDumps()
{
    if (qEnvironmentVariableIntValue("PLECTRUM_CORE_DUMPS") != 0)
        return;
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur != 0) {
        limit.rlim_cur = 0;
        setrlimit(RLIMIT_CORE, &limit);
    }
#endif
#ifdef Q_OS_LINUX
    // A collector of crashes that the kernel pipes to pays no heed to the limit; nor may another
    // program of this user read the memory.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace plectrum::secrets
