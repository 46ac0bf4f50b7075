#include "ui/pages/planpagefixture.h"
#include "widgets/noticecard.h"
#include "widgets/numberbox.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <functional>

namespace tokamark::ui {

namespace {

/// Uses everything that a plan can say, and none of it with its usual value.
constexpr const char *FullPlan = R"(
name = "everything"
description = "first line\nsecond line"
preset = "quick-look"
repetitions = 3
seed = 4711
percentiles = [50.0, 99.0]

[load]
concurrency = [8, 1, 32]
ramp = "2500ms"
think_time = "1s"
duration = "90s"
warmup = "5s"
warmup_requests = 4

[[workloads]]
name = "chat"
input_tokens = { shape = "normal", mean = 300, spread = 40, min = 100, max = 700 }
output_tokens = { shape = "uniform", mean = 120, spread = 20, min = 90, max = 150 }
ignore_eos = false
unique_prompts = false
system_prompt = "Be brief.\nBe kind."
temperature = 0.125

[[workloads]]
name = "retrieval"
origin = "file"
file = "/data/prompts.jsonl"
output_tokens = 64

[[workloads]]
name = "cached"
shared_prefix = { share = 0.3333333333333333, prefixes = 7 }

[before_repetition]
command = ["sh", "-c", "echo 'it' \"a b\" \\ ; sleep 1"]
timeout = "90s"
ready_timeout = "7m"

[[targets]]
name = "A"
url = "https://a.example:8443/base"
kind = "vllm"
model = "m"
endpoint = "completions"
headers = ["X-Route: blue"]
extra_body = "{\"top_k\": 1}"
api_key_env = "KEY"
ca_file = "/etc/ca.pem"
device = "gpu0"
color = "#123456"
note = "fp16"

[[slos]]
metric = "ttft"
limit_ms = 412.5
[[slos]]
metric = "stall"
limit_ms = 900.0

[limits]
request_timeout = "2m"
stall_timeout = "11s"
connect_timeout = "1500ms"
)";

} // namespace

TEST(PlanPage, AFileThatWasOnlyLookedAtIsSavedAsItWas)
{
    PlanPageFixture fixture;
    const QString path = fixture.folder.filePath(QStringLiteral("plan.toml"));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly) && file.write(FullPlan) > 0);
    file.close();
    ASSERT_TRUE(fixture.plan.open(path));
    const plan::Plan loaded = fixture.plan.plan();
    ASSERT_TRUE(plan::check(loaded).empty());
    for (int workload : {0, 1, 2}) {
        fixture.choose("Shown here", workload);
        for (auto *edit : fixture.page.findChildren<QLineEdit *>())
            Q_EMIT edit->editingFinished();
    }
    EXPECT_FALSE(fixture.plan.isModified());
    ASSERT_TRUE(fixture.plan.saveAs(path));
    const auto again = plan::loadPlan(path.toStdString());
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, loaded);
}

TEST(PlanPage, ShowsEveryPresetWithoutChangingIt)
{
    PlanPageFixture fixture;
    for (const std::string_view key : plan::presetKeys()) {
        const plan::Plan plan = *plan::makePreset(key, {});
        fixture.plan.replace(plan);
        for (auto *edit : fixture.page.findChildren<QLineEdit *>())
            Q_EMIT edit->editingFinished();
        EXPECT_EQ(fixture.plan.plan(), plan) << key;
        EXPECT_FALSE(fixture.plan.isModified()) << key;
    }
}

TEST(PlanPage, MarksEveryFaultWhereItCanBeCorrected)
{
    PlanPageFixture fixture;
    const auto isMarked = [](const QWidget *field) { return field->property("invalid").toBool(); };
    const auto breakPlan = [&](const std::function<void(plan::Plan &)> &fault) {
        plan::Plan plan = *plan::makePreset("demo", {.simulated = true});
        fault(plan);
        EXPECT_FALSE(plan::check(plan).empty());
        fixture.plan.replace(plan);
    };
    breakPlan([](plan::Plan &p) { p.percentiles = {101}; });
    EXPECT_TRUE(isMarked(fixture.field<QLineEdit>("Percentiles")));
    breakPlan([](plan::Plan &p) { p.seed = ~std::uint64_t{0}; });
    EXPECT_TRUE(isMarked(fixture.field<QLineEdit>("Seed")));
    breakPlan([](plan::Plan &p) { p.limits.stallTimeout = Duration{}; });
    EXPECT_TRUE(isMarked(fixture.field<QLineEdit>("Stall timeout")));
    breakPlan([](plan::Plan &p) { p.load.requests = 0; });
    EXPECT_TRUE(isMarked(fixture.field<QLineEdit>("Length"))) << "number of requests";
    breakPlan([](plan::Plan &p) { p.slos = {{plan::Slo::Metric::Stall, -1}}; });
    EXPECT_TRUE(isMarked(fixture.field<NumberBox>("Longest stall")));
    EXPECT_FALSE(isMarked(fixture.field<NumberBox>("TTFT")));
    breakPlan([](plan::Plan &p) { p.workloads.front().temperature = -1; });
    EXPECT_TRUE(isMarked(fixture.field<NumberBox>("Temperature")));
    breakPlan([](plan::Plan &p) {
        p.workloads.push_back(p.workloads.front());
        p.workloads.back().name = "second";
        p.workloads.back().outputTokens.mean = 0;
    });
    EXPECT_TRUE(isMarked(fixture.field<QComboBox>("Shown here"))) << "the fault is in the one that is not shown";
    breakPlan([](plan::Plan &p) { p.name.clear(); });
    EXPECT_TRUE(isMarked(fixture.field<QLineEdit>("Name of the plan")));
    breakPlan([](plan::Plan &p) { p.targets.front().extraBody = "{"; });
    const auto labels = fixture.page.findChildren<QLabel *>();
    EXPECT_TRUE(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->isVisible() && label->text().contains(QStringLiteral("JSON object"));
    }));
}

TEST(PlanPage, KeepsThePlanAndSaysSoWhenAFieldCannotBeRead)
{
    PlanPageFixture fixture;
    QLineEdit *levels = fixture.field<QLineEdit>("Concurrent users");
    fixture.type(levels, "ten");
    EXPECT_EQ(fixture.plan.plan().load.levels, (std::vector<double>{10, 50, 100}));
    EXPECT_TRUE(levels->property("invalid").toBool());
    fixture.type(levels, "10");
    EXPECT_FALSE(levels->property("invalid").toBool());
}

TEST(PlanPage, ShowsAFaultBesideItsField)
{
    PlanPageFixture fixture;
    QLineEdit *levels = fixture.field<QLineEdit>("Concurrent users");
    fixture.type(levels, "10, 10");
    EXPECT_FALSE(plan::check(fixture.plan.plan()).empty());
    EXPECT_TRUE(levels->property("invalid").toBool());
}

TEST(PlanPage, UndoPutsTheOldValueBackIntoTheField)
{
    PlanPageFixture fixture;
    QLineEdit *levels = fixture.field<QLineEdit>("Concurrent users");
    fixture.type(levels, "1, 2");
    fixture.plan.undoStack().undo();
    EXPECT_EQ(levels->text(), QStringLiteral("10, 50, 100"));
}

TEST(PlanPage, SaysAtTheStartThatTheDatabaseCannotBeRead)
{
    PlanPageFixture fixture;
    QFile broken(fixture.database.path());
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write("this is no database");
    broken.close();
    const auto notice = [&fixture]() -> const NoticeCard * {
        for (const auto *card : fixture.page.findChildren<NoticeCard *>())
            if (card->isVisible() && card->title().contains(QStringLiteral("is not a database")))
                return card;
        return nullptr;
    };
    EXPECT_EQ(notice(), nullptr);
    fixture.backends.reload();
    ASSERT_TRUE(waitFor([&] { return notice() != nullptr; }));
    bool asked = false;
    QObject::connect(&fixture.page, &Page::databaseRequested, &fixture.page, [&asked] { asked = true; });
    fixture.button("Open another database…")->click();
    EXPECT_TRUE(asked);
    fixture.database.setPath(fixture.folder.filePath(QStringLiteral("other.sqlite")));
    EXPECT_TRUE(waitFor([&] { return notice() == nullptr; }));
}

TEST(PlanPage, APlanWithoutBackendsSaysWhatToDo)
{
    PlanPageFixture fixture;
    plan::Plan plan = fixture.plan.plan();
    plan.targets.clear();
    fixture.plan.replace(plan);
    PageId asked = PageId::Plan;
    QObject::connect(&fixture.page, &Page::pageRequested, &fixture.page, [&](PageId id) { asked = id; });
    QPushButton *button = nullptr;
    for (auto *candidate : fixture.page.findChildren<QPushButton *>()) {
        if (candidate->text() == QStringLiteral("Add a backend"))
            button = candidate;
    }
    ASSERT_NE(button, nullptr);
    button->click();
    EXPECT_EQ(asked, PageId::Backends);
}

} // namespace tokamark::ui
