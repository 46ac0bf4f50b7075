#include "calibration/truthcell.h"

#include "calibration/truthserver.h"
#include "profiles/protocolchoice.h"
#include "workload/promptsource.h"

#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

#include <sched.h>

namespace tokamark::calibration {
namespace {

/// Puts the number of each request where the server finds it.
class MarkedPrompts final : public workload::PromptSource {
public:
    explicit MarkedPrompts(std::uint32_t tokens)
        : m_tokens(tokens)
    {
    }

    [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
    {
        workload::GenerationRequest request;
        request.promptIndex = index;
        request.prompt = requestMark(index) + " tell me about the weather on the other side of the moon";
        request.maxTokens = m_tokens;
        return request;
    }

private:
    std::uint32_t m_tokens;
};

} // namespace

void Keeper::recordsReady(std::vector<metrics::RequestRecord> batch)
{
    std::move(batch.begin(), batch.end(), std::back_inserter(records));
}

void Keeper::snapshotReady(std::shared_ptr<const load::CellSnapshot> snapshot)
{
    if (onSnapshot)
        onSnapshot(std::move(snapshot));
}

Cores chooseCores()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    Cores cores;
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) < 2)
        return cores;
    for (int core = 0; core < CPU_SETSIZE && cores.server < 0; ++core) {
        if (CPU_ISSET(static_cast<unsigned>(core), &allowed))
            (cores.client < 0 ? cores.client : cores.server) = core;
    }
    return cores;
}

void pinTo(int core)
{
    if (core < 0)
        return;
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<unsigned>(core), &cores);
    ::sched_setaffinity(0, sizeof cores, &cores);
}

load::CellSpec truthCell(std::uint16_t port, std::uint32_t streams, std::uint32_t requests, std::uint32_t tokens)
{
    load::CellSpec spec;
    spec.endpoint.url.host = "127.0.0.1";
    spec.endpoint.url.port = port;
    profiles::ProtocolOptions options;
    options.model = "truth";
    auto made = profiles::makeProtocol(options);
    if (!made)
        throw std::runtime_error(made.error().detail);
    spec.protocol = *made;
    spec.prompts = std::make_shared<MarkedPrompts>(tokens);
    spec.users = streams;
    spec.requests = requests;
    return spec;
}

} // namespace tokamark::calibration
