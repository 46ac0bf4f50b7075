#include "cli/runcommand.h"

#include "cli/serversearch.h"

namespace tokamark::cli {

RunCommand::RunCommand(CLI::App &root)
    : Command(root, "run", "Measure servers, by a plan file or by options")
{
    options()
        .add_option("PLAN", m_planFile, "Plan file (see the plan command); instead of the options below")
        ->type_name("FILE");
    m_flags.addTo(options());
    m_measurement.addTo(options());
    setExamples({{"tokamark-cli run --base-url http://127.0.0.1:8000 --max-concurrency 1,10,50 --duration 30s",
                  "one server at three loads"},
                 {"tokamark-cli run --base-url http://127.0.0.1:8000 --backend vllm --max-concurrency 16 "
                  "--num-prompts 500 --random-output-len 200 --result-dir results",
                  "a number of requests with exact lengths, and a JSON file as vLLM's benchmark writes it"},
                 {"tokamark-cli run --base-url sim:vllm-llama3-8b-a100 --max-concurrency 10,50 --duration 10s",
                  "a simulated backend"},
                 {"tokamark-cli run plan.toml --progress plain", "a whole matrix, with progress for a log"}});
}

Expected<plan::Plan> RunCommand::plan() const
{
    if (m_planFile.empty())
        return m_flags.plan();
    if (m_flags.any())
        return fail(ErrorCode::BadUsage, m_planFile, "a plan file and options that describe a measurement");
    return plan::loadPlan(m_planFile);
}

ExitStatus RunCommand::run(Console &console)
{
    auto plan = this->plan();
    if (!plan)
        return console.report(plan.error());
    if (m_planFile.empty()) {
        plan::Target &target = plan->targets.front();
        if (const auto complete = completeTarget(target, m_flags.isKindGiven(), console); !complete)
            return console.report(complete.error());
        if (m_flags.name().empty())
            plan->name = target.name = target.isSimulated() ? simulatedName(target) : target.kind;
    } else {
        sayMisfits(*plan, console);
    }
    m_measurement.runName = m_flags.name();
    return Measurement(console, m_measurement).start(*plan);
}

} // namespace tokamark::cli
