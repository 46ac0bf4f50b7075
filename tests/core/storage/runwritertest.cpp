#include "storage/database.h"
#include "storagefixture.h"

#include <atomic>
#include <csignal>
#include <future>

#include <QCoreApplication>
#include <QFile>
#include <QProcess>

namespace tokamark::storage {
namespace {

using RunWriterTest = StorageTest;

std::function<void(const Error &)> failTest()
{
    return [](const Error &error) { ADD_FAILURE() << name(error.code) << " " << error.detail << " " << error.cause; };
}

TEST_F(RunWriterTest, WritesEveryFieldOfARequest)
{
    auto writer = RunWriter::open(path(), failTest()).value();
    const RunIds ids = writer->beginRun(newRun()).value();
    const CellId cell = writer->beginCell(newCell(ids)).value();
    metrics::RequestRecord refused;
    refused.id = RequestId{2};
    refused.at.due = at(7);
    refused.outcome = metrics::Outcome::ConnectFailed;
    metrics::RequestRecord silent = refused;
    silent.outcome = metrics::Outcome::Cancelled;
    silent.timeline.start(at(9)); // sent, and ended before the first token
    writer->addRecords(cell, {record(1), refused, silent});
    ASSERT_TRUE(writer->flush());

    EXPECT_EQ(repository()->requests(cell).value(), (std::vector{record(1), refused, silent}));
}

TEST_F(RunWriterTest, WritesARunThatReadsBackEqual)
{
    plan::Plan plan = twoTargets();
    CellId cell;
    RunIds ids;
    {
        auto writer = RunWriter::open(path(), failTest()).value();
        ids = writer->beginRun(newRun(plan)).value();
        StoredTarget resolved = newRun(plan).targets[0];
        resolved.id = ids.targets[0];
        resolved.detectedKind = QStringLiteral("vllm");
        resolved.version = QStringLiteral("0.6.3");
        resolved.model = QStringLiteral("meta/llama");
        resolved.detection = QStringLiteral("{}");
        writer->updateTarget(resolved);
        cell = writer->beginCell(newCell(ids, {1, 0, 1, 0})).value();
        writer->endCell(ended(cell));
        writer->finishRun(ids.run, StoredState::Finished, std::nullopt);
    }
    const StoredRun run = repository()->load(ids.run).value();
    EXPECT_EQ(run.plan, plan);
    EXPECT_EQ(run.info.state, StoredState::Finished);
    EXPECT_EQ(run.info.targetNames, (QStringList{QStringLiteral("alpha"), QStringLiteral("beta")}));
    EXPECT_EQ(run.info.models, (QStringList{QStringLiteral("meta/llama"), QStringLiteral("llama")}));
    EXPECT_TRUE(run.info.ended.isValid());
    ASSERT_EQ(run.targets.size(), 2u);
    EXPECT_EQ(run.targets[0].version, QStringLiteral("0.6.3"));
    EXPECT_EQ(run.targets[1].marker, 3);
    EXPECT_TRUE(run.targets[1].simulated);
    ASSERT_EQ(run.cells.size(), 1u);
    EXPECT_EQ(run.cells[0].key, (plan::CellKey{1, 0, 1, 0}));
    EXPECT_EQ(run.cells[0].figures, figures());
    EXPECT_EQ(run.cells[0].verdicts, ended(cell).verdicts);
    EXPECT_EQ(run.cells[0].bootstrapSeed, newCell(ids).bootstrapSeed);
    EXPECT_EQ(run.cells[0].endedNs, 70'000'000'000);
}

TEST_F(RunWriterTest, WritesWhatIsQueuedBeforeItGoes)
{
    {
        auto writer = RunWriter::open(path(), failTest()).value();
        const RunIds ids = writer->beginRun(newRun()).value();
        const CellId cell = writer->beginCell(newCell(ids)).value();
        for (int i = 0; i < 1000; ++i)
            writer->addRecords(cell, {record(i)});
    }
    EXPECT_EQ(repository()->requests(CellId{1}).value().size(), 1000u);
}

TEST_F(RunWriterTest, NumbersAttempts)
{
    auto writer = RunWriter::open(path(), failTest()).value();
    const RunIds ids = writer->beginRun(newRun()).value();
    for (int attempt = 0; attempt < 3; ++attempt)
        writer->endCell(ended(writer->beginCell(newCell(ids)).value(), StoredCellState::Cancelled));
    ASSERT_TRUE(writer->flush());
    const StoredRun run = repository()->load(ids.run).value();
    ASSERT_EQ(run.cells.size(), 3u);
    EXPECT_EQ(run.cells[2].attempt, 3);
}

TEST_F(RunWriterTest, LetsOthersReadWhileItWrites)
{
    auto writer = RunWriter::open(path(), failTest()).value();
    auto reader = repository();
    const RunIds ids = fill(*writer, 1, 10);
    ASSERT_TRUE(writer->flush());
    const CellId open = writer->beginCell(newCell(ids, {1, 0, 0, 0})).value();
    writer->addRecords(open, {record(1)});
    ASSERT_TRUE(writer->flush());

    const StoredRun run = reader->load(ids.run).value();
    EXPECT_EQ(run.info.state, StoredState::Running) << "by this process, which is alive";
    ASSERT_EQ(run.cells.size(), 2u);
    EXPECT_EQ(run.cells[0].state, StoredCellState::Done);
    EXPECT_EQ(run.cells[1].state, StoredCellState::Running);
}

TEST_F(RunWriterTest, TwoProgramsWriteIntoOneFile)
{
    auto first = RunWriter::open(path(), failTest()).value();
    auto second = RunWriter::open(path(), failTest()).value();
    const RunIds one = fill(*first, 2, 20);
    const RunIds two = fill(*second, 2, 20);
    ASSERT_TRUE(first->flush());
    ASSERT_TRUE(second->flush());
    EXPECT_NE(one.run, two.run);
    EXPECT_EQ(repository()->list().value().size(), 2u);
}

/// A file that may grow by little more than its empty schema: the disk is full soon.
OpenOptions smallDisk()
{
    OpenOptions options;
    options.pageLimit = 60;
    return options;
}

TEST_F(RunWriterTest, KeepsEverythingWhenTheDiskIsFullAndGoesOnInAnotherFile)
{
    std::promise<Error> halted;
    auto writer = RunWriter::open(
                      path(), [&](const Error &error) { halted.set_value(error); }, smallDisk())
                      .value();
    const RunIds ids = fill(*writer, 1, 5);
    ASSERT_TRUE(writer->flush());
    const CellId open = writer->beginCell(newCell(ids, {1, 0, 0, 0})).value();
    constexpr int Batches = 400;
    for (int i = 0; i < Batches; ++i)
        writer->addRecords(open, {record(i), record(i)});
    auto error = halted.get_future();
    ASSERT_EQ(error.wait_for(std::chrono::seconds(30)), std::future_status::ready) << "the disk was not full";
    EXPECT_EQ(error.get().code, ErrorCode::DiskFull);
    writer->endCell(ended(open));
    writer->finishRun(ids.run, StoredState::Finished, std::nullopt);
    EXPECT_EQ(writer->flush().error().code, ErrorCode::DiskFull);
    EXPECT_EQ(writer->beginCell(newCell(ids)).error().code, ErrorCode::DiskFull) << "does not wait for ever";

    writer->retryOn(path(QStringLiteral("other.sqlite")));
    ASSERT_TRUE(writer->flush());
    EXPECT_EQ(writer->path(), path(QStringLiteral("other.sqlite")));
    auto other = repository(QStringLiteral("other.sqlite"));
    const StoredRun run = other->load(ids.run).value();
    EXPECT_EQ(run.info.state, StoredState::Finished);
    ASSERT_EQ(run.cells.size(), 2u) << "what was in the full file came along";
    EXPECT_EQ(run.cells[0].figures, figures());
    EXPECT_EQ(run.cells[1].figures, figures());
    EXPECT_EQ(other->requests(run.cells[0].id).value().size(), 5u);
    EXPECT_EQ(other->requests(open).value().size(), 2u * Batches) << "not one record is lost or doubled";
    EXPECT_EQ(other->requests(open).value().back(), record(Batches - 1));
}

TEST_F(RunWriterTest, DoesNotTouchAnotherFileThatExists)
{
    std::atomic<int> halts{0};
    auto writer = RunWriter::open(
                      path(), [&](const Error &) { ++halts; }, smallDisk())
                      .value();
    const RunIds ids = writer->beginRun(newRun()).value();
    const CellId cell = writer->beginCell(newCell(ids)).value();
    for (int i = 0; i < 400; ++i)
        writer->addRecords(cell, {record(i), record(i)});
    EXPECT_FALSE(writer->flush());
    {
        ASSERT_TRUE(Database::open(path(QStringLiteral("kept.sqlite"))));
    }
    writer->retryOn(path(QStringLiteral("kept.sqlite")));
    const auto refused = writer->flush();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::FileUnwritable);
    EXPECT_EQ(halts, 2);
    EXPECT_TRUE(repository(QStringLiteral("kept.sqlite"))->list().value().empty());
    EXPECT_EQ(writer->path(), path());
}

TEST_F(RunWriterTest, GoesOnAfterALockIsGone)
{
    OpenOptions impatient;
    impatient.busyTimeoutMs = 20;
    std::atomic<int> halts{0};
    auto writer = RunWriter::open(
                      path(), [&](const Error &) { ++halts; }, impatient)
                      .value();
    const RunIds ids = writer->beginRun(newRun()).value();
    const CellId cell = writer->beginCell(newCell(ids)).value();
    auto other = Database::open(path()).value();
    ASSERT_TRUE(other->run(QStringLiteral("BEGIN IMMEDIATE")));
    writer->addRecords(cell, {record(1)});
    EXPECT_EQ(writer->flush().error().code, ErrorCode::DatabaseLocked);
    ASSERT_TRUE(other->run(QStringLiteral("ROLLBACK")));
    writer->retry();
    ASSERT_TRUE(writer->flush());
    EXPECT_EQ(halts, 1);
    EXPECT_EQ(repository()->requests(cell).value().size(), 1u);
}

TEST_F(RunWriterTest, BringsARemovedFileBackElsewhere)
{
    std::atomic<int> halts{0};
    auto writer = RunWriter::open(path(), [&](const Error &) { ++halts; }).value();
    const RunIds ids = writer->beginRun(newRun()).value();
    const CellId cell = writer->beginCell(newCell(ids)).value();
    writer->addRecords(cell, {record(1)});
    ASSERT_TRUE(writer->flush());
    ASSERT_TRUE(QFile::remove(path()));
    writer->addRecords(cell, {record(2)});
    const auto lost = writer->flush();
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::DatabaseUnopenable);
    EXPECT_EQ(lost.error().cause, "the file was removed or replaced");

    writer->retryOn(path(QStringLiteral("other.sqlite")));
    ASSERT_TRUE(writer->flush());
    EXPECT_EQ(halts, 1);
    EXPECT_EQ(repository(QStringLiteral("other.sqlite"))->requests(cell).value().size(), 2u);
    EXPECT_FALSE(QFile::exists(path()));
}

TEST_F(RunWriterTest, OpensNothingThatCannotBeWritten)
{
    EXPECT_EQ(RunWriter::open(path(QStringLiteral("no/where.sqlite")), failTest()).error().code,
              ErrorCode::DatabaseUnopenable);
}

constexpr const char *ExampleVariable = "TOKAMARK_TEST_EXAMPLE_FILE";

/// Not a test either: writes the file of `RunRepositoryTest.OpensTheFirstSchema`. Run by hand once per schema version;
/// the files of older versions are never written again.
TEST_F(RunWriterTest, DISABLED_WritesTheExampleOfThisSchema)
{
    const QString file = qEnvironmentVariable(ExampleVariable);
    ASSERT_FALSE(file.isEmpty());
    auto writer = RunWriter::open(file, failTest()).value();
    const RunIds ids = fill(*writer, 2, 3);
    writer->finishRun(ids.run, StoredState::Finished, std::nullopt);
}

constexpr const char *CrashVariable = "TOKAMARK_TEST_CRASH_FILE";

/// Not a test of its own: the program that `KeepsFinishedCellsOfAKilledProgram` starts and that dies while it measures.
TEST_F(RunWriterTest, DISABLED_ProgramThatIsKilled)
{
    const QString file = qEnvironmentVariable(CrashVariable);
    ASSERT_FALSE(file.isEmpty());
    auto writer = RunWriter::open(file, failTest()).value();
    const RunIds ids = fill(*writer, 2, 50);
    const CellId open = writer->beginCell(newCell(ids, {0, 0, 1, 0})).value();
    writer->addRecords(open, {record(1), record(2)});
    ASSERT_TRUE(writer->flush());
    std::raise(SIGKILL);
}

TEST_F(RunWriterTest, KeepsFinishedCellsOfAKilledProgram)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(CrashVariable), path());
    program.setProcessEnvironment(environment);
    program.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--gtest_filter=RunWriterTest.DISABLED_ProgramThatIsKilled"),
                   QStringLiteral("--gtest_also_run_disabled_tests")});
    ASSERT_TRUE(program.waitForFinished());
    ASSERT_EQ(program.exitStatus(), QProcess::CrashExit) << program.readAllStandardOutput().toStdString();

    const StoredRun run = repository()->load(RunId{1}).value();
    EXPECT_EQ(run.info.state, StoredState::Stopped);
    EXPECT_EQ(run.info.cellsDone, 2);
    ASSERT_EQ(run.cells.size(), 3u);
    EXPECT_EQ(run.cells[0].state, StoredCellState::Done);
    EXPECT_EQ(run.cells[0].figures, figures());
    EXPECT_EQ(repository()->requests(run.cells[1].id).value().size(), 50u);
    EXPECT_EQ(run.cells[2].state, StoredCellState::Broken);

    auto writer = RunWriter::open(path(), failTest()).value();
    ASSERT_TRUE(writer->continueRun(run.info.id));
    const StoredRun continued = repository()->load(RunId{1}).value();
    EXPECT_EQ(continued.info.state, StoredState::Running);
    EXPECT_EQ(continued.cells[2].state, StoredCellState::Broken) << "for good";
}

} // namespace
} // namespace tokamark::storage
