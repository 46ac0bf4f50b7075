#include "storage/database.h"
#include "storagefixture.h"

#include <QFile>

namespace tokamark::storage {
namespace {

class RunRepositoryTest : public StorageTest {
protected:
    RunIds writeRun(const QString &name = QStringLiteral("night run"))
    {
        auto writer = RunWriter::open(path(), [](const Error &error) { ADD_FAILURE() << error.cause; }).value();
        const RunIds ids = fill(*writer, 2, 3);
        writer->finishRun(ids.run, StoredState::Finished, std::nullopt);
        EXPECT_TRUE(writer->flush());
        EXPECT_TRUE(repository()->rename(ids.run, name));
        return ids;
    }

    int count(const char *table) const
    {
        auto database = Database::open(path()).value();
        return database->value(QStringLiteral("SELECT count(*) FROM %1").arg(QString::fromLatin1(table)))->toInt();
    }
};

TEST_F(RunRepositoryTest, ListsTheNewestFirst)
{
    const RunIds first = writeRun();
    const RunIds second = writeRun(QStringLiteral("second"));
    const auto runs = repository()->list().value();
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[0].id, second.run);
    EXPECT_EQ(runs[0].name, QStringLiteral("second"));
    EXPECT_EQ(runs[1].id, first.run);
    EXPECT_EQ(runs[1].targetCount, 2);
    EXPECT_EQ(runs[1].cellsDone, 2);
    EXPECT_EQ(runs[1].cellCount, 4);
}

TEST_F(RunRepositoryTest, FindsByNumberAndByNewestName)
{
    const RunIds first = writeRun();
    const RunIds second = writeRun();
    auto runs = repository();
    EXPECT_EQ(runs->find(QString::number(first.run.value)).value(), first.run);
    EXPECT_EQ(runs->find(QStringLiteral("night run")).value(), second.run);
    EXPECT_EQ(runs->find(QStringLiteral("nothing")).error().code, ErrorCode::NotFound);
    EXPECT_EQ(runs->find(QStringLiteral("0")).error().code, ErrorCode::NotFound);
}

TEST_F(RunRepositoryTest, KeepsNotesAndTags)
{
    const RunIds ids = writeRun();
    auto runs = repository();
    const QStringList tags{QStringLiteral("release"), QStringLiteral("ночь"), QStringLiteral("a b")};
    ASSERT_TRUE(runs->setNote(ids.run, QStringLiteral("driver 550")));
    ASSERT_TRUE(runs->setTags(ids.run, tags));
    ASSERT_TRUE(runs->setTags(ids.run, tags));
    const RunInfo info = runs->load(ids.run).value().info;
    EXPECT_EQ(info.note, QStringLiteral("driver 550"));
    EXPECT_EQ(info.tags, tags);
    EXPECT_EQ(runs->setNote(RunId{99}, {}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(runs->setTags(RunId{99}, tags).error().code, ErrorCode::NotFound);
}

TEST_F(RunRepositoryTest, HidesRestoresAndPurges)
{
    const RunIds kept = writeRun();
    const RunIds removed = writeRun();
    auto runs = repository();
    ASSERT_TRUE(runs->remove(removed.run));
    EXPECT_EQ(runs->list().value().size(), 1u);
    EXPECT_EQ(runs->load(removed.run).error().code, ErrorCode::NotFound);
    ASSERT_TRUE(runs->restore(removed.run));
    EXPECT_EQ(runs->load(removed.run).value().cells.size(), 2u);

    ASSERT_TRUE(runs->remove(removed.run));
    ASSERT_TRUE(runs->purge());
    EXPECT_EQ(runs->restore(removed.run).error().code, ErrorCode::NotFound);
    EXPECT_EQ(runs->load(kept.run).value().cells.size(), 2u);
    EXPECT_EQ(count("cell"), 2);
    EXPECT_EQ(count("request"), 6);
    EXPECT_EQ(count("timeline"), 6);
    EXPECT_EQ(count("plan"), 1);
}

TEST_F(RunRepositoryTest, NeverGivesANumberTwice)
{
    const RunIds first = writeRun();
    ASSERT_TRUE(repository()->remove(first.run));
    ASSERT_TRUE(repository()->purge());
    EXPECT_GT(writeRun().run, first.run);
}

TEST_F(RunRepositoryTest, HasViewsForUseByHand)
{
    writeRun();
    auto database = Database::open(path()).value();
    EXPECT_EQ(count("v_run"), 1);
    EXPECT_EQ(count("v_cell"), 2);
    EXPECT_EQ(count("v_point"), 2);
    EXPECT_EQ(count("v_request"), 6);
    auto cell
        = database->run(QStringLiteral("SELECT target, state, verdict, ttft_p99_ms, length_s FROM v_cell")).value();
    ASSERT_TRUE(cell.next());
    EXPECT_EQ(cell.value(0).toString(), QStringLiteral("alpha"));
    EXPECT_EQ(cell.value(1).toString(), QStringLiteral("done"));
    EXPECT_EQ(cell.value(2).toString(), QStringLiteral("ERRORS"));
    EXPECT_EQ(cell.value(3).toDouble(), std::numeric_limits<double>::infinity());
    EXPECT_DOUBLE_EQ(cell.value(4).toDouble(), 65);
    auto request
        = database->run(QStringLiteral("SELECT ttft_ms, sent_unix_s, tpot_ms, outcome, cell_state FROM v_request"))
              .value();
    ASSERT_TRUE(request.next());
    EXPECT_DOUBLE_EQ(request.value(0).toDouble(), 250);
    EXPECT_NEAR(request.value(1).toDouble(), 1'700'000'001, 1e-6);
    EXPECT_NEAR(request.value(2).toDouble(), 1980.0 / 74, 1e-9);
    EXPECT_EQ(request.value(3).toString(), QStringLiteral("completed"));
    EXPECT_EQ(request.value(4).toString(), QStringLiteral("done"));
}

TEST_F(RunRepositoryTest, ShowsTheServersOwnTimesOfARequest)
{
    auto writer = RunWriter::open(path(), {}).value();
    const RunIds ids = writer->beginRun(newRun()).value();
    const CellId cell = writer->beginCell(newCell(ids)).value();
    metrics::RequestRecord told = record(1);
    told.server = {.queue = std::chrono::milliseconds(12), .prefill = std::chrono::microseconds(3500), .decode = {}};
    writer->addRecords(cell, {told});
    ASSERT_TRUE(writer->flush());
    auto database = Database::open(path()).value();
    auto row
        = database->run(QStringLiteral("SELECT server_queue_ms, server_prefill_ms, server_decode_ms FROM v_request"))
              .value();
    ASSERT_TRUE(row.next());
    EXPECT_DOUBLE_EQ(row.value(0).toDouble(), 12);
    EXPECT_DOUBLE_EQ(row.value(1).toDouble(), 3.5);
    EXPECT_TRUE(row.value(2).isNull()) << "it did not tell this one";
}

TEST_F(RunRepositoryTest, SaysDamagedWhenAFigureCannotBeRead)
{
    const RunIds ids = writeRun();
    {
        auto database = Database::open(path()).value();
        ASSERT_TRUE(database->run(QStringLiteral("UPDATE summary SET document = '{'")));
    }
    EXPECT_EQ(repository()->load(ids.run).error().code, ErrorCode::DatabaseCorrupt);
}

TEST_F(RunRepositoryTest, GathersFailuresByTheirCause)
{
    auto writer = RunWriter::open(path(), {}).value();
    const RunIds ids = writer->beginRun(newRun()).value();
    const CellId cell = writer->beginCell(newCell(ids)).value();
    std::vector<metrics::RequestRecord> records;
    const auto add = [&records](metrics::Outcome outcome, std::uint16_t status, const char *text) {
        metrics::RequestRecord failed = record(static_cast<std::int64_t>(records.size()) + 1);
        failed.phase = metrics::Phase::Window;
        failed.outcome = outcome;
        failed.httpStatus = status;
        failed.error = text;
        records.push_back(failed);
    };
    add(metrics::Outcome::TimedOut, 0, "too late");
    add(metrics::Outcome::HttpError, 404, "first");
    add(metrics::Outcome::HttpError, 404, "second");
    add(metrics::Outcome::HttpError, 503, "busy");
    add(metrics::Outcome::Completed, 200, "");
    add(metrics::Outcome::Cancelled, 0, "");
    add(metrics::Outcome::HttpError, 404, "drained");
    records.back().phase = metrics::Phase::Drain;
    writer->addRecords(cell, std::move(records));
    ASSERT_TRUE(writer->flush());

    const auto groups = repository()->failures(cell).value();
    ASSERT_EQ(groups.size(), 3u);
    EXPECT_EQ(groups[0].outcome, metrics::Outcome::HttpError);
    EXPECT_EQ(groups[0].httpStatus, 404);
    EXPECT_EQ(groups[0].count, 2u);
    EXPECT_EQ(groups[0].firstText, QStringLiteral("first"));
    EXPECT_EQ(groups[1].outcome, metrics::Outcome::TimedOut);
    EXPECT_EQ(groups[2].httpStatus, 503);
}

TEST_F(RunRepositoryTest, OpensTheFirstSchema)
{
    ASSERT_TRUE(QFile::copy(QStringLiteral(TOKAMARK_TEST_DATA "/schema1.sqlite"), path()));
    QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner);
    auto runs = repository();
    ASSERT_TRUE(runs);
    const auto list = runs->list().value();
    ASSERT_EQ(list.size(), 1u);
    const StoredRun run = runs->load(list[0].id).value();
    // What it did not know yet.
    plan::Plan plan = twoTargets();
    for (plan::Target &target : plan.targets)
        target.endpoint = plan::Endpoint::Chat;
    std::vector<metrics::RequestRecord> records{record(1), record(2), record(3)};
    for (metrics::RequestRecord &each : records)
        each.server = {};
    EXPECT_EQ(run.plan, plan);
    ASSERT_EQ(run.cells.size(), 2u);
    EXPECT_EQ(run.cells[0].figures, figures());
    EXPECT_EQ(runs->requests(run.cells[1].id).value(), records);
    EXPECT_TRUE(RunWriter::open(path(), {})) << "and new runs can be added";
    auto database = Database::open(path()).value();
    for (const char *view : {"v_cell", "v_request"}) {
        const auto first = database->value(QStringLiteral("SELECT min(repetition) FROM %1").arg(QLatin1String(view)));
        EXPECT_EQ(first->toInt(), 1) << view << ": repetitions count from one, as in every file";
    }
    EXPECT_EQ(database->value(QStringLiteral("SELECT sum(repetitions) FROM v_point"))->toInt(), 2)
        << "the view that rests on v_cell is there again";
}

} // namespace
} // namespace tokamark::storage
