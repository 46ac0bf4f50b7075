#include "storage/database.h"
#include "storagefixture.h"

namespace tokamark::storage {
namespace {

class MovedWindowTest : public StorageTest {
protected:
    CellId writeCell()
    {
        auto writer = RunWriter::open(path(), [](const Error &error) { ADD_FAILURE() << error.cause; }).value();
        const RunIds ids = fill(*writer, 1, 1);
        m_run = ids.run;
        writer->finishRun(ids.run, StoredState::Finished, std::nullopt);
        EXPECT_TRUE(writer->flush());
        return repository()->load(m_run)->cells.front().id;
    }

    static MovedWindow moved()
    {
        MovedWindow moved;
        moved.moved = QDateTime::fromMSecsSinceEpoch(1'700'000'123'000);
        moved.figures = figures();
        moved.figures.window = {at(16'000'000'000), at(46'000'000'000), false};
        moved.figures.outputTokensPerSecond = 77;
        moved.verdicts = {{metrics::VerdictCode::NotSteady, metrics::Severity::Warning, "rate-drift", -4, 3, "%"},
                          {metrics::VerdictCode::Unchecked, metrics::Severity::Note, "cache", 0, 0, ""}};
        return moved;
    }

    int count(const char *table) const
    {
        auto database = Database::open(path()).value();
        return database->value(QStringLiteral("SELECT count(*) FROM %1").arg(QString::fromLatin1(table)))->toInt();
    }

    RunId m_run;
};

TEST_F(MovedWindowTest, StandsBesideWhatWasMeasured)
{
    const CellId cell = writeCell();
    const StoredCell before = repository()->load(m_run)->cells.front();
    EXPECT_FALSE(before.moved);
    ASSERT_TRUE(repository()->setMovedWindow(cell, moved()));
    const StoredCell after = repository()->load(m_run)->cells.front();
    ASSERT_TRUE(after.moved);
    EXPECT_EQ(after.moved->moved, moved().moved);
    EXPECT_EQ(after.moved->figures, moved().figures);
    EXPECT_EQ(after.moved->verdicts, moved().verdicts);
    EXPECT_EQ(after.figures, before.figures);
    EXPECT_EQ(after.verdicts.size(), before.verdicts.size());
}

TEST_F(MovedWindowTest, TheLastMoveCountsAndItCanBeTakenAway)
{
    const CellId cell = writeCell();
    ASSERT_TRUE(repository()->setMovedWindow(cell, moved()));
    MovedWindow second = moved();
    second.figures.window.close = at(36'000'000'000);
    second.verdicts.clear();
    ASSERT_TRUE(repository()->setMovedWindow(cell, second));
    const StoredCell stored = repository()->load(m_run)->cells.front();
    EXPECT_EQ(stored.moved->figures.window, second.figures.window);
    EXPECT_TRUE(stored.moved->verdicts.empty());
    ASSERT_TRUE(repository()->setMovedWindow(cell, std::nullopt));
    EXPECT_FALSE(repository()->load(m_run)->cells.front().moved);
    EXPECT_EQ(count("moved_window"), 0);
    EXPECT_EQ(count("moved_verdict"), 0);
}

TEST_F(MovedWindowTest, GoesWithItsRun)
{
    const CellId cell = writeCell();
    ASSERT_TRUE(repository()->setMovedWindow(cell, moved()));
    EXPECT_EQ(count("v_moved_window"), 1);
    ASSERT_TRUE(repository()->remove(m_run));
    EXPECT_EQ(count("v_moved_window"), 0);
    ASSERT_TRUE(repository()->purge());
    EXPECT_EQ(count("moved_window"), 0);
}

TEST_F(MovedWindowTest, NoCellHasNone)
{
    (void)writeCell();
    EXPECT_FALSE(repository()->setMovedWindow(CellId{4711}, moved()));
}

TEST_F(MovedWindowTest, TheViewTellsBothSides)
{
    ASSERT_TRUE(repository()->setMovedWindow(writeCell(), moved()));
    auto database = Database::open(path()).value();
    auto row = database->run(QStringLiteral("SELECT open_s, close_s, output_tokens_per_s, "
                                            "measured_output_tokens_per_s FROM v_moved_window"));
    ASSERT_TRUE(row && row->next());
    EXPECT_DOUBLE_EQ(row->value(0).toDouble(), 11);
    EXPECT_DOUBLE_EQ(row->value(1).toDouble(), 41);
    EXPECT_DOUBLE_EQ(row->value(2).toDouble(), 77);
    EXPECT_DOUBLE_EQ(row->value(3).toDouble(), 0.1 + 0.2);
}

TEST_F(MovedWindowTest, SamplesComeInTheOrderOfTime)
{
    auto writer = RunWriter::open(path(), [](const Error &error) { ADD_FAILURE() << error.cause; }).value();
    const RunIds ids = writer->beginRun(newRun()).value();
    const CellId cell = writer->beginCell(newCell(ids)).value();
    const std::vector<Sample> samples{{6, QStringLiteral("server"), QStringLiteral("running"), 3},
                                      {5, QStringLiteral("client:0"), QStringLiteral("cpu_share"), 0.25}};
    writer->addSamples(cell, samples);
    ASSERT_TRUE(writer->flush());
    EXPECT_EQ(repository()->samples(cell).value(), (std::vector<Sample>{samples[1], samples[0]}));
    EXPECT_TRUE(repository()->samples(CellId{4711})->empty());
}

} // namespace
} // namespace tokamark::storage
