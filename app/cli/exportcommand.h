#pragma once

#include "cli/command.h"
#include "cli/commonoptions.h"
#include "storage/runrepository.h"

namespace tokamark::cli {

/// `export`: writes a run as files for other programs, or its charts.
class ExportCommand final : public Command {
public:
    explicit ExportCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    [[nodiscard]] Expected<ExitStatus> exportRun(Console &console, storage::RunRepository &history) const;
    [[nodiscard]] Expected<ExitStatus> exportData(Console &console, storage::RunRepository &history,
                                                  const storage::StoredRun &run) const;

    std::string m_run;
    std::string m_format;
    std::string m_folder;
    bool m_force = false;
    DatabaseOption m_database;
};

} // namespace tokamark::cli
