#pragma once

#include "load/cellspec.h"
#include "metrics/verdict.h"
#include "plan/plan.h"
#include "session/clientceiling.h"
#include "session/runsnapshot.h"
#include "simulator/simulatorserver.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::test {

/// A run from its plan to its verdicts: detection, metrics, engine, figures and judge are the real ones, and so are the
/// sockets. What is played is the server, by simulated ones in this process, and what goes wrong.
///
/// Limits that a busy machine could reach are wide, so that nothing but what a test provokes is found: see `Wide`.
class VerdictScene final {
public:
    VerdictScene();

    /// One more target. Without options it answers at a steady pace, 30 ms to the first token and 5 ms to each further one.
    void serve(simulator::ServerOptions options);
    /// The whole run; empty where it failed, which is then reported.
    [[nodiscard]] std::vector<session::CellView> run();

    plan::Plan plan; ///< two users with eight requests of eight tokens, unless changed
    std::function<void(load::CellSpec &)> beforeCell; ///< may spoil the client
    std::function<void(const load::CellSpec &)> besideCell; ///< what somebody else does to the server meanwhile
    std::optional<session::ClientCeiling> ceiling;

private:
    std::vector<std::unique_ptr<simulator::SimulatorServer>> m_servers;
};

/// A steady server that speaks `dialect`.
[[nodiscard]] simulator::ServerOptions steadyServer(std::string_view dialect = "vllm");

/// Whether a cell carries a finding of at least a warning.
[[nodiscard]] bool carries(const session::CellView &cell, metrics::VerdictCode code, std::string_view subject = {});
/// Its finding about `subject`, a note too; null if there is none.
[[nodiscard]] const metrics::Verdict *finding(const session::CellView &cell, std::string_view subject);

/// A file with these lines, as long as it lives.
class TraceFile final {
public:
    explicit TraceFile(const std::vector<std::string> &lines);
    ~TraceFile();
    TraceFile(const TraceFile &) = delete;
    TraceFile &operator=(const TraceFile &) = delete;

    [[nodiscard]] const std::string &path() const noexcept { return m_path; }

private:
    std::string m_path;
};
/// Lets a plan play that trace, at its own speed.
void playTrace(plan::Plan &plan, const TraceFile &file);

/// Sends prompts that come late, because the thread that sends and reads does something else first.
struct Stall {
    Duration sleep{}; ///< for each request
    Duration busy{}; ///< of its thread's CPU time, for each request
};
void stallClient(load::CellSpec &spec, const Stall &stall);
/// Sends the same prompt with every request, whatever the plan says.
void repeatOnePrompt(load::CellSpec &spec);

} // namespace tokamark::test
