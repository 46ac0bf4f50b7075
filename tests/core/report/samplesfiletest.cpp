#include "core/report/madeuprun.h"
#include "report/samplesfile.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tokamark::report {
namespace {

using namespace testing;

class SamplesFileTest : public ::testing::Test {
protected:
    SamplesFileTest()
    {
        m_run.cells = {doneCell({0, 0, 1, 1}, figures(1))};
        const qint64 start = m_run.cells.front().startedNs;
        m_samples = {{&m_run.cells.front(),
                      {{start + 500'000'000, QStringLiteral("client:0"), QStringLiteral("cpu_share"), 0.25},
                       {start + 1'500'000'000, QStringLiteral("client:0"), QStringLiteral("cpu_share"), 0.5},
                       {start - 250'000'000, QStringLiteral("server"), QStringLiteral("running"), 3}}}};
    }

    storage::StoredRun m_run = emptyRun();
    std::vector<CellSamples> m_samples;
};

TEST_F(SamplesFileTest, CsvHasALineForEachValue)
{
    const QStringList lines = QString::fromUtf8(samplesCsv(m_run, m_samples)).split(u'\n');
    ASSERT_EQ(lines.size(), 5);
    EXPECT_EQ(lines[0], QStringLiteral("target,workload,load,level,repetition,second,source,name,value,simulated"));
    EXPECT_EQ(lines[1], QStringLiteral("vLLM,default,closed,50,2,0.5,client:0,cpu_share,0.25,false"));
    EXPECT_TRUE(lines[3].contains(QStringLiteral(",-0.25,server,running,3,")));
}

TEST_F(SamplesFileTest, JsonHasTwoArraysForEachQuantity)
{
    const auto document = nlohmann::json::parse(samplesJson(m_run, m_samples).toStdString());
    const auto &cell = document.at("cells").at(0);
    EXPECT_EQ(cell.at("repetition"), 2);
    ASSERT_EQ(cell.at("series").size(), 2U);
    const auto &cpu = cell.at("series").at(0);
    EXPECT_EQ(cpu.at("source"), "client:0");
    EXPECT_EQ(cpu.at("second"), (nlohmann::json{0.5, 1.5}));
    EXPECT_EQ(cpu.at("value"), (nlohmann::json{0.25, 0.5}));
}

} // namespace
} // namespace tokamark::report
