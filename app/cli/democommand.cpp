#include "cli/democommand.h"

#include "cli/chartprogram.h"
#include "plan/presets.h"
#include "report/filewriter.h"

#include <QDir>

namespace tokamark::cli {

DemoCommand::DemoCommand(CLI::App &root)
    : Command(root, "demo", "Measure five simulated backends and draw the charts, in under three minutes")
{
    options().add_option("--out", m_folder, "Folder for the charts (default: tokamark-demo)")->type_name("DIR");
    addDuration(
        options(), "--duration", [this](Duration value) { m_duration = value; },
        "Length of the window of each point, instead of the plan's");
    m_measurement.addTo(options());
    setExamples({{"tokamark-cli demo", "see what the program does, without a server and without a GPU"}});
}

ExitStatus DemoCommand::run(Console &console)
{
    plan::PresetOptions preset;
    preset.simulated = true;
    preset.duration = m_duration;
    const auto plan = plan::makePreset("demo", preset);
    if (!plan)
        return console.report(plan.error());
    console.err() << plan->description << '\n';

    m_measurement.blocks = false;
    Measurement measurement(console, m_measurement);
    const ExitStatus status = measurement.start(*plan);
    if (!measurement.result())
        return status;
    const ExitStatus drawn = drawCharts(console, measurement);
    return status == ExitStatus::Done ? drawn : status;
}

ExitStatus DemoCommand::drawCharts(Console &console, const Measurement &measurement) const
{
    const QString folder = QDir::current().absoluteFilePath(QString::fromStdString(m_folder));
    if (const auto made = report::makeFolder(folder); !made)
        return console.report(made.error());
    console.out().flush();
    // Its folder is its own, and a new database counts runs from one again.
    constexpr bool Replace = true;
    for (const char *format : {"png", "pdf"}) {
        const auto drawn
            = exportCharts({measurement.databasePath(), measurement.result()->info.id, format, folder, Replace});
        if (!drawn)
            return console.report(drawn.error());
        if (*drawn != ExitStatus::Done)
            return *drawn;
    }
    if (m_measurement.format == OutputFormat::Text)
        console.out() << "Charts in " << folder.toStdString() << '\n';
    return ExitStatus::Done;
}

} // namespace tokamark::cli
