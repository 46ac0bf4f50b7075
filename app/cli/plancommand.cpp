#include "cli/plancommand.h"

#include "cli/commonoptions.h"
#include "report/filewriter.h"
#include "report/forecasttable.h"
#include "session/planforecast.h"

#include <QFileInfo>

namespace tokamark::cli {

PlanCommand::PlanCommand(CLI::App &root)
    : Command(root, "plan", "Write a ready plan to a file, to be run or edited")
{
    std::vector<std::string> keys(plan::presetKeys().begin(), plan::presetKeys().end());
    CLI::Option *const preset = options().add_option("--preset", m_preset, "Which plan")->check(CLI::IsMember(keys));
    options()
        .add_option(
            "--forecast", m_forecast,
            "Instead: how many requests the plan in this file sends and how long it takes, as far as that can be "
            "told before it runs; of a trace, by its file")
        ->type_name("FILE")
        ->excludes(preset);
    addFormatOption(options(), m_format)->needs(options().get_option("--forecast"));
    options().add_flag("--simulated", m_options.simulated, "With the five simulated backends as targets");
    options()
        .add_option("--model", m_model, "Which simulated model: Llama 3 8B or 70B of 4 bits (default: 8b)")
        ->check(CLI::IsMember({"8b", "70b"}));
    addDuration(
        options(), "--duration", [this](Duration value) { m_options.duration = value; },
        "Length of the window of each point, instead of the preset's");
    addDuration(
        options(), "--ramp", [this](Duration value) { m_options.ramp = value; },
        "Time over which users start, instead of the preset's");
    options().add_option("--out", m_out, "File to write; - for the terminal")->type_name("FILE")->needs(preset);
    options().add_flag("--force", m_force, "Write over a file that is there already");
    acceptDatabaseOption(options());
    setExamples({{"tokamark-cli plan --preset quick-look --out plan.toml", "a few minutes on your own servers"},
                 {"tokamark-cli plan --preset bentoml-2024-corrected --simulated --duration 60s --out study.toml",
                  "the published study with its weak points mended, on simulated backends"},
                 {"tokamark-cli plan --forecast plan.toml", "what a plan will do, before it runs"}});
}

ExitStatus PlanCommand::run(Console &console)
{
    if (!m_forecast.empty())
        return writeForecast(console);
    if (m_preset.empty() || m_out.empty())
        return console.report({ErrorCode::BadUsage, m_preset.empty() ? "--preset" : "--out", "it is required"});
    return writePreset(console);
}

ExitStatus PlanCommand::writeForecast(const Console &console) const
{
    const auto plan = plan::loadPlan(m_forecast);
    if (!plan)
        return console.report(plan.error());
    if (const std::vector<Error> faults = plan::check(*plan); !faults.empty())
        return console.report(faults.front());
    const auto forecast = session::forecastOf(*plan);
    if (!forecast)
        return console.report(forecast.error());
    if (m_format == OutputFormat::Json)
        console.out() << report::forecastJson(*plan, *forecast).toStdString();
    else
        console.print(report::forecastText(*plan, *forecast));
    return ExitStatus::Done;
}

ExitStatus PlanCommand::writePreset(Console &console)
{
    m_options.model = m_model == "70b" ? plan::PresetModel::Llama70bAwq : plan::PresetModel::Llama8b;
    const auto plan = plan::makePreset(m_preset, m_options);
    if (!plan)
        return console.report(plan.error());
    const std::vector<Error> faults = plan::check(*plan);
    if (!faults.empty())
        return console.report(faults.front());
    if (m_out == "-") {
        console.out() << plan::toToml(*plan);
        return ExitStatus::Done;
    }
    if (!m_force && QFileInfo::exists(QString::fromStdString(m_out))) {
        console.complain(m_out + " is there already and was left as it is");
        console.err() << "Choose another name, or write over it with --force.\n";
        return ExitStatus::BadUsage;
    }
    if (const auto written
        = report::writeFile(QString::fromStdString(m_out), QByteArray::fromStdString(plan::toToml(*plan)));
        !written)
        return console.report(written.error());
    console.out() << m_out << '\n';
    return ExitStatus::Done;
}

} // namespace tokamark::cli
