#include "app/endtoend/programfixture.h"

#include "storage/database.h"

#include <gmock/gmock.h>

#include <QDir>
#include <QFile>

namespace tokamark::endtoend {
namespace {

using nlohmann::json;
using testing::HasSubstr;

/// No more room: a limit on the size of files stands for a disk of the test's own, which only the superuser can make.
class FullDiskTest : public ProgramFixture {
protected:
    static constexpr std::uint64_t Room = std::uint64_t{256} * 1024;

    void SetUp() override
    {
        const Outcome run = runShortly(QStringLiteral("sim:instant"), words("--name kept --progress none"));
        ASSERT_EQ(run.status, 0) << run.err;
    }

    /// Writes far more than there is room for.
    [[nodiscard]] Outcome runLong()
    {
        const QString url = startSimulator(words("--preset instant --ttft 1ms --tpot 1ms"));
        writePlan(url + QStringLiteral("/instant"), "concurrency = [20]\nrequests = 2000\n");
        return cli(words("run plan.toml --progress none --db db.sqlite"));
    }
    [[nodiscard]] json shown(const char *run, const QString &database) const
    {
        const Outcome shown = cli(words("show --format json --db") << database << QString::fromUtf8(run));
        EXPECT_EQ(shown.status, 0) << shown.err;
        return json::parse(shown.out);
    }
};

TEST_F(FullDiskTest, WhatWasWrittenBeforeStaysReadable)
{
    restrict({.ordinaryUser = false, .largestFileBytes = Room, .outputFile = {}});
    const Outcome run = runLong();
    restrict({});
    EXPECT_EQ(run.status, 5) << run.err;
    EXPECT_THAT(run.err, HasSubstr("cannot be written"));
    EXPECT_THAT(run.err, HasSubstr("it could not go on in another file either"));
    EXPECT_THAT(run.err, HasSubstr("Once that can be written again: tokamark-cli resume 2 --db "));
    EXPECT_EQ(shown("kept", QStringLiteral("db.sqlite")).at("cells_done"), 1);
    EXPECT_NE(shown("measured", QStringLiteral("db.sqlite")).at("state"), "finished");

    const Outcome resumed = cli(words("resume measured --db db.sqlite --progress none"));
    EXPECT_EQ(resumed.status, 0) << resumed.err;
    EXPECT_EQ(shown("measured", QStringLiteral("db.sqlite")).at("cells_done"), 1) << "once there is room again";
}

TEST_F(FullDiskTest, ResultFileThatDoesNotFitIsFiveAndTheRunIsKept)
{
    ASSERT_TRUE(QDir(path({})).mkdir(QStringLiteral("results")));
    ASSERT_TRUE(QFile::link(QStringLiteral("/dev/full"), path(QStringLiteral("results/full-concurrency2.json"))));
    const Outcome run = runShortly(QStringLiteral("sim:instant"), words("--name full --result-dir results"));
    EXPECT_EQ(run.status, 5);
    EXPECT_THAT(run.err, HasSubstr("The disk is full"));
    EXPECT_THAT(run.err, HasSubstr("tokamark-cli export 2 --format vllm-json --out DIR --db "));
    EXPECT_EQ(shown("full", QStringLiteral("db.sqlite")).at("cells_done"), 1);
}

TEST_F(FullDiskTest, ExportThatDoesNotFitLeavesNoHalfFile)
{
    ASSERT_EQ(runLong().status, 0);
    restrict({.ordinaryUser = false, .largestFileBytes = 64 * 1024, .outputFile = {}});
    const Outcome exported = cli(words("export measured --format csv --out out --db db.sqlite"));
    EXPECT_EQ(exported.status, 5);
    EXPECT_THAT(exported.err, HasSubstr("The disk is full"));
    EXPECT_EQ(QDir(path(QStringLiteral("out"))).entryList(QDir::Files),
              QStringList{QStringLiteral("run-2-measured-points.csv")});
}

TEST_F(FullDiskTest, OutputThatDoesNotFitIsFive)
{
    restrict({.ordinaryUser = false, .largestFileBytes = {}, .outputFile = QStringLiteral("/dev/full")});
    const Outcome listed = cli(words("list --db db.sqlite"));
    EXPECT_EQ(listed.status, 5);
    EXPECT_THAT(listed.err, HasSubstr("standard output"));
}

} // namespace
} // namespace tokamark::endtoend
