#pragma once

#include "base/error.h"
#include "http/secretmask.h"
#include "load/cellspec.h"
#include "monitor/monitorspec.h"
#include "secrets/secretstore.h"
#include "session/seams.h"
#include "session/simulatorchild.h"
#include "storage/storedrun.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <stop_token>

namespace tokamark::session {

/// Everything about a target that its cells need, looked up.
struct ResolvedTarget {
    load::Endpoint endpoint;
    std::shared_ptr<const protocol::StreamProtocol> protocol;
    monitor::MonitorSpec metrics; ///< where server and GPUs can be asked beside the requests
    storage::StoredTarget facts; ///< id, colour and marker are not its business and left as they are
};

/// Turns the targets of a plan into endpoints, when their turn comes: starts the simulator, reads the key where
/// the plan says that it is, asks the server which model it serves. What succeeded is remembered; what failed is tried again by
/// the next cell, for a server may have come up meanwhile. Belongs to the run's thread.
class TargetResolver final {
public:
    /// `secrets` must outlive it.
    TargetResolver(const plan::Plan &plan, QString simulatorProgram, Seams seams, secrets::SecretStore &secrets);

    [[nodiscard]] Expected<ResolvedTarget> resolve(std::uint32_t target);
    /// Waits until a server answers that was started anew, and looks it up again when its turn comes. Simulated ones are
    /// always there. Errors: ServerNotReady with its URL, Interrupted; whatever is wrong with its address or key.
    [[nodiscard]] Expected<void> awaitReady(std::uint32_t target, Duration within, const std::stop_token &stop);
    /// Why a simulated target cannot be measured any more; empty for real ones and while the simulator runs.
    [[nodiscard]] std::optional<Error> simulatorFailure(std::uint32_t target);

    /// Knows the secrets of all targets: whatever may have come across one of them is kept and shown through it only.
    /// Errors: as where a key is read.
    [[nodiscard]] Expected<http::SecretMask> secretMask() const;

    /// What can be told before anything runs: URLs that are none, APIs that are not spoken, keys that are not set, presets and program that do not
    /// exist.
    [[nodiscard]] static Expected<void> check(const plan::Plan &plan, const QString &simulatorProgram,
                                              secrets::SecretStore &secrets);

private:
    [[nodiscard]] Expected<std::string> urlOf(const plan::Target &target);
    /// `filled`: with its secrets in their places.
    [[nodiscard]] Expected<load::Endpoint> endpointOf(const plan::Target &filled);
    [[nodiscard]] Expected<ResolvedTarget> lookUp(const plan::Target &target);

    const plan::Plan &m_plan;
    QString m_simulatorProgram;
    Seams m_seams;
    secrets::SecretStore &m_secrets;
    std::unique_ptr<SimulatorChild> m_simulator;
    std::map<std::uint32_t, ResolvedTarget> m_resolved;
};

} // namespace tokamark::session
