// All users begin at once, and the client needs a while to send so many requests. Clients that stamp the whole wave before
// they send the first request of it book their own queue as time to first token.

#include "integration/cellharness.h"
#include "integration/truthrows.h"
#include "profiles/protocolchoice.h"
#include "simulator/simulatorserver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::RequestRecord;

constexpr std::uint32_t Users = 60;
constexpr Duration MakingOne = 3ms; ///< a client that is slow with each of them
constexpr Duration Ttft = 1s; ///< longer than sending all

class SlowlyMade final : public workload::PromptSource {
public:
    explicit SlowlyMade(std::shared_ptr<const workload::PromptSource> prompts)
        : m_prompts(std::move(prompts))
    {
    }

    [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
    {
        std::this_thread::sleep_for(MakingOne);
        return m_prompts->request(index);
    }

private:
    std::shared_ptr<const workload::PromptSource> m_prompts;
};

TEST(FirstWave, EachRequestIsTimedFromItsOwnSending)
{
    const std::string log = test::truthLogPath("wave");
    simulator::ServerOptions options;
    options.presets = {"instant"};
    options.ttft = Ttft;
    options.tpot = 1ms;
    options.truthLogPath = log;
    auto server = simulator::SimulatorServer::start(std::move(options));
    ASSERT_TRUE(server) << server.error().detail;
    load::CellSpec spec = test::smallCell(*http::parseUrl((*server)->url()), Users);
    profiles::ProtocolOptions protocol;
    protocol.model = "simulated";
    spec.protocol = profiles::makeProtocol(protocol).value();
    spec.prompts = std::make_shared<SlowlyMade>(spec.prompts);
    spec.users = Users;

    test::CellRun ran = test::run(spec);
    server->reset(); // its log is whole now
    const std::vector<test::TruthRow> truth = test::takeTruth(log);
    ASSERT_TRUE(ran.result);
    ASSERT_EQ(ran.records.size(), Users);
    ASSERT_EQ(truth.size(), Users);
    // One thread sends them one after the other, and on the loopback they come in that order.
    std::ranges::sort(ran.records, {}, [](const RequestRecord &record) { return record.at.sent; });

    std::vector<Duration> off;
    for (std::size_t i = 0; i < Users; ++i) {
        const RequestRecord &record = ran.records[i];
        EXPECT_EQ(record.outcome, metrics::Outcome::Completed) << record.error;
        EXPECT_LE(record.at.sent, truth[i].received) << "nothing comes before it is sent: " << i;
        EXPECT_LT(record.at.sent, ran.records.front().at.firstToken) << "one wave: " << i;
        off.push_back((record.at.firstToken - record.at.sent) - (truth[i].firstToken - truth[i].received));
    }
    EXPECT_GE(ran.records.back().at.sent - ran.result->started, Users * MakingOne) << "the client did need its time";
    // Stamped all at once, half of them would be off by half of that time. A busy machine makes single ones late.
    std::ranges::nth_element(off, off.begin() + Users / 2);
    EXPECT_LT(off[Users / 2], 10ms);
}

} // namespace
} // namespace tokamark
