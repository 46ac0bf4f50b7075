#include "storage/database.h"
#include "storage/limitrows.h"
#include "storagefixture.h"

namespace tokamark::storage {
namespace {

using metrics::LimitReason;
using metrics::LimitSeries;

class LimitRowsTest : public StorageTest {
protected:
    static std::vector<LimitRow> rows(const RunIds &ids, const std::vector<LimitSeries> &limits)
    {
        std::vector<LimitRow> rows;
        for (const LimitSeries &limit : limits)
            rows.push_back({ids.targets.at(limit.target), QStringLiteral("chat"), QStringLiteral("ttft_p95 <= 500 ms"),
                            QStringLiteral("users"), limit});
        return rows;
    }

    /// No two numbers are the same, so that a mixed-up column is seen.
    static LimitSeries everything()
    {
        LimitSeries series{1, 2, {}};
        series.state
            = {LimitReason::Unusable, 96, 100, 1, 2, 3, 4, 90, 110, 64, metrics::VerdictCode::ClockStep, 98, 5, 6};
        return series;
    }
    static LimitSeries highest()
    {
        LimitSeries series{0, 0, {}};
        series.state.reason = LimitReason::HighestMeets;
        series.state.meets = 512;
        return series;
    }
};

TEST_F(LimitRowsTest, GiveBackEveryField)
{
    const std::vector<LimitSeries> limits{highest(), everything()};
    auto writer = RunWriter::open(path(), {}).value();
    const RunIds ids = writer->beginRun(newRun()).value();
    const auto database = Database::open(path()).value();
    EXPECT_TRUE(readLimits(*database, ids.run)->empty()) << "nothing was searched for yet";
    writer->setLimits(ids.run, rows(ids, {everything()}));
    writer->setLimits(ids.run, rows(ids, limits));
    ASSERT_TRUE(writer->flush());
    EXPECT_EQ(readLimits(*database, ids.run).value(), limits) << "in the order in which they ran, each once";
}

TEST_F(LimitRowsTest, AreThereForUseByHand)
{
    auto writer = RunWriter::open(path(), {}).value();
    const RunIds ids = writer->beginRun(newRun()).value();
    writer->setLimits(ids.run, rows(ids, {highest(), everything()}));
    ASSERT_TRUE(writer->flush());
    const auto database = Database::open(path()).value();
    auto query = database->run(QStringLiteral(
        "SELECT target, workload, slo, at_least, under, unit, state, reason, broken_by FROM v_limit ORDER BY target"));
    ASSERT_TRUE(query && query->next());
    EXPECT_EQ(query->value(0).toString(), QStringLiteral("alpha"));
    EXPECT_EQ(query->value(2).toString(), QStringLiteral("ttft_p95 <= 500 ms"));
    EXPECT_EQ(query->value(3).toDouble(), 512);
    EXPECT_TRUE(query->isNull(4));
    EXPECT_EQ(query->value(5).toString(), QStringLiteral("users"));
    EXPECT_EQ(query->value(6).toString(), QStringLiteral("found"));
    EXPECT_EQ(query->value(7).toString(), QStringLiteral("highest-meets"));
    ASSERT_TRUE(query->next());
    EXPECT_EQ(query->value(6).toString(), QStringLiteral("broken off"));
    EXPECT_EQ(query->value(8).toString(), QStringLiteral("CLOCK-STEP"));
}

TEST_F(LimitRowsTest, GoWithTheirRunIntoAnotherFileAndOutOfThis)
{
    const QString other = QStringLiteral("other.sqlite");
    auto writer = RunWriter::open(path(), {}).value();
    const RunIds ids = writer->beginRun(newRun()).value();
    writer->setLimits(ids.run, rows(ids, {highest()}));
    ASSERT_TRUE(writer->flush());
    writer->retryOn(path(other));
    ASSERT_TRUE(writer->flush());
    EXPECT_EQ(readLimits(*Database::open(path(other)).value(), ids.run).value(), std::vector{highest()});

    ASSERT_TRUE(repository()->remove(ids.run));
    ASSERT_TRUE(repository()->purge());
    const auto database = Database::open(path()).value();
    EXPECT_EQ(database->value(QStringLiteral("SELECT count(*) FROM found_limit"))->toInt(), 0);
}

} // namespace
} // namespace tokamark::storage
