#pragma once

#include "cli/command.h"
#include "cli/measurement.h"

namespace tokamark::cli {

/// `demo`: the first look without a server, a GPU or a display. What ./dev run shows where there is no display.
class DemoCommand final : public Command {
public:
    explicit DemoCommand(CLI::App &root);
    [[nodiscard]] ExitStatus run(Console &console) override;

private:
    [[nodiscard]] ExitStatus drawCharts(Console &console, const Measurement &measurement) const;

    std::string m_folder = "tokamark-demo";
    std::optional<Duration> m_duration;
    MeasurementOptions m_measurement;
};

} // namespace tokamark::cli
