#pragma once

#include <QString>

namespace tokamark::storage {

/// Names this process so that another one can tell later whether it is still alive: the machine's boot, the process
/// number and its start. A run that is marked "running" by a process that is gone was killed.
[[nodiscard]] QString ownProcessMark();
/// False also for marks of another machine or another boot.
[[nodiscard]] bool isProcessAlive(const QString &mark);

} // namespace tokamark::storage
