#pragma once

#include "simulator/responsechannel.h"

#include <string>
#include <string_view>
#include <vector>

namespace tokamark::simulator {

/// One deployment that the stand-in for BentoCloud tells of.
struct CloudDeployment {
    std::string name;
    std::string status; ///< empty: that of its target
    const ServedTarget *target = nullptr; ///< null: it serves nothing, so it has no URL
    unsigned minReplicas = 1;
    unsigned maxReplicas = 1;
    bool guarded = false; ///< wants a Bearer token
};

/// A stand-in for BentoCloud's management API as far as one who only looks needs it: who am I, which deployments are
/// there, in which state, how scaled and where. Owned by the server, used by its thread alone.
class BentoCloud {
public:
    /// `base` is the server's own URL.
    BentoCloud(std::string base, std::string token, std::vector<CloudDeployment> deployments);

    [[nodiscard]] static bool answers(std::string_view path);
    void answer(std::string_view method, std::string_view path, std::string_view token, ResponseChannel &channel,
                const ServedTarget &speaker) const;

private:
    [[nodiscard]] std::string list(std::string_view query) const;
    [[nodiscard]] std::string deployment(const CloudDeployment &deployment, bool full) const;

    std::string m_base;
    std::string m_token;
    std::vector<CloudDeployment> m_deployments;
};

} // namespace tokamark::simulator
