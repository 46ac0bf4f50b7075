#include "integration/cellharness.h"

#include "profiles/protocolchoice.h"

#include <algorithm>
#include <iterator>

namespace tokamark::test {
namespace {

class FixedPrompts final : public workload::PromptSource {
public:
    explicit FixedPrompts(std::size_t bytes)
        : m_filling(bytes, 'x')
    {
    }

    [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
    {
        workload::GenerationRequest request;
        request.promptIndex = index;
        request.prompt = "prompt " + std::to_string(index) + m_filling;
        request.maxTokens = 8;
        return request;
    }

private:
    std::string m_filling;
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

load::CellSpec smallCell(const http::Url &url, std::uint64_t requests, std::size_t promptBytes)
{
    load::CellSpec spec;
    spec.endpoint.url = url;
    profiles::ProtocolOptions options;
    options.model = "test";
    spec.protocol = profiles::makeProtocol(options).value();
    spec.prompts = std::make_shared<FixedPrompts>(promptBytes);
    spec.requests = requests;
    return spec;
}

std::function<support::Script(int)> everyConnection(support::Script script)
{
    return oneAfterTheOther({std::move(script)});
}

std::function<support::Script(int)> oneAfterTheOther(std::vector<support::Script> scripts)
{
    return [scripts = std::move(scripts)](int number) {
        if (number == 0)
            return support::Script{};
        return scripts[std::min(static_cast<std::size_t>(number), scripts.size()) - 1];
    };
}

support::Script steadyAnswers(int answers)
{
    using namespace support;
    using namespace std::chrono_literals;
    Script script;
    for (int i = 0; i < answers; ++i) {
        script.push_back(awaitRequest());
        script.push_back(send(streamHead()));
        for (int token = 0; token < 4; ++token) {
            script.push_back(wait(5ms));
            script.push_back(send(tokenEvent("word ")));
        }
        script.push_back(send(finishEvent("length") + usageEvent(5, 4) + streamEnd()));
    }
    script.push_back(awaitClose());
    return script;
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
