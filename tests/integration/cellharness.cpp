#include "integration/cellharness.h"

#include <algorithm>
#include <iterator>

namespace tokamark::test {
namespace {

class FixedPrompts final : public workload::PromptSource {
public:
    [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
    {
        workload::GenerationRequest request;
        request.promptIndex = index;
        request.prompt = "prompt " + std::to_string(index);
        request.maxTokens = 8;
        return request;
    }
};

} // namespace

void RecordingObserver::recordsReady(std::vector<metrics::RequestRecord> batch)
{
    std::move(batch.begin(), batch.end(), std::back_inserter(records));
}

void RecordingObserver::snapshotReady(std::shared_ptr<const load::CellSnapshot> snapshot)
{
    if (onSnapshot)
        onSnapshot(*snapshot);
    snapshots.push_back(std::move(snapshot));
}

load::CellSpec smallCell(const http::Url &url, std::uint64_t requests)
{
    load::CellSpec spec;
    spec.endpoint.url = url;
    protocol::ProtocolOptions options;
    options.model = "test";
    spec.protocol = protocol::makeProtocol(options).value();
    spec.prompts = std::make_shared<FixedPrompts>();
    spec.requests = requests;
    return spec;
}

CellRun run(const load::CellSpec &spec, const load::StopTokens &stop)
{
    RecordingObserver observer;
    auto result = load::runCell(spec, observer, stop);
    std::sort(observer.records.begin(), observer.records.end(),
              [](const auto &a, const auto &b) { return a.id < b.id; });
    return {std::move(result), std::move(observer.records), std::move(observer.snapshots)};
}

} // namespace tokamark::test
