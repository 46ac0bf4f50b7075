#pragma once

#include "backends/httpprobe.h"
#include "cloud/deployment.h"

#include <QObject>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tokamark::cloud {

/// Who asks BentoCloud, and where.
struct CloudAccount {
    std::string api; ///< URL of the management API: https://ORGANISATION.cloud.bentoml.com
    std::string token; ///< goes into one header and nowhere else
};

/// The management API where an account names none.
inline constexpr const char *DefaultCloudApi = "https://cloud.bentoml.com";

/// Lists what is deployed in BentoCloud, by reading only; it neither starts nor changes anything.
///
/// Belongs to any thread with an event loop and never blocks it; owned by whoever asks. Destroying it ends the question
/// without an answer. One question at a time: a new one replaces the one before.
class CloudClient final : public QObject {
public:
    using Done = std::function<void(Expected<std::vector<CloudDeployment>>)>;

    explicit CloudClient(QObject *parent = nullptr);
    ~CloudClient() override;

    /// Calls `done` once, later, on this object's thread. Errors: those of HttpProbe, BadUrl, KeyMissing (no token),
    /// KeyRefused (401, 403), HttpStatus, ProtocolViolation (no BentoCloud there).
    void list(const CloudAccount &account, Done done);
    /// Ends the question without an answer.
    void cancel();

private:
    void askPage();
    void onPage(Expected<profiles::ProbeAnswer> answer);
    void askEach();
    void onEach(std::size_t place, Expected<profiles::ProbeAnswer> answer);
    void finish(Expected<std::vector<CloudDeployment>> result);

    std::unique_ptr<backends::HttpProbe> m_probe;
    std::vector<CloudDeployment> m_deployments;
    std::size_t m_awaited = 0;
    unsigned m_serial = 0; ///< of the question, so that a late answer to an earlier one is known
    Done m_done;
};

/// The same for a program without an event loop of its own: waits for the answer. Needs a QCoreApplication.
[[nodiscard]] Expected<std::vector<CloudDeployment>> listAndWait(const CloudAccount &account);

} // namespace tokamark::cloud
