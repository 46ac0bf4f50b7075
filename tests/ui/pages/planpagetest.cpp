#include "pages/planpage.h"

#include "plan/presets.h"
#include "ui/uifixture.h"
#include "widgets/noticecard.h"
#include "widgets/numberbox.h"
#include "widgets/sloform.h"
#include "widgets/thresholdsform.h"
#include "widgets/workloadform.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <functional>
#include <limits>

namespace tokamark::ui {

namespace {

struct PlanPageFixture : UiFixture {
    PlanPageFixture()
        : page(context())
    {
        plan.replace(*plan::makePreset("demo", {.simulated = true}));
        page.resize(1268, 856);
        page.show();
    }

    /// A field by the name that a screen reader says.
    template <class Field> [[nodiscard]] Field *field(const char *name) const
    {
        for (auto *candidate : page.findChildren<Field *>()) {
            if (candidate->accessibleName() == QLatin1String(name))
                return candidate;
        }
        return nullptr;
    }

    /// As a person chooses from a list.
    void choose(const char *name, int place)
    {
        auto *list = field<QComboBox>(name);
        list->setCurrentIndex(place);
        Q_EMIT list->activated(place);
    }

    [[nodiscard]] QPushButton *button(const char *text) const
    {
        for (auto *candidate : page.findChildren<QPushButton *>()) {
            if (candidate->text() == QString::fromUtf8(text))
                return candidate;
        }
        return nullptr;
    }

    void type(QLineEdit *edit, const char *text)
    {
        edit->setText(QLatin1String(text));
        Q_EMIT edit->editingFinished();
    }

    PlanPage page;
};

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

TEST(PlanPage, AddsDuplicatesAndRemovesWorkloads)
{
    PlanPageFixture fixture;
    const plan::Plan before = fixture.plan.plan();
    const auto names = [&] {
        std::vector<std::string> result;
        for (const plan::Workload &workload : fixture.plan.plan().workloads)
            result.push_back(workload.name);
        return result;
    };
    const std::string first = before.workloads.front().name;
    EXPECT_FALSE(fixture.button("Remove")->isEnabled()) << "the last one stays";
    fixture.button("Duplicate")->click();
    EXPECT_EQ(names(), (std::vector<std::string>{first, first + " 2"}));
    fixture.type(fixture.field<QLineEdit>("Name"), "long answers");
    EXPECT_EQ(names(), (std::vector<std::string>{first, "long answers"}));
    EXPECT_EQ(fixture.plan.plan().workloads[1].outputTokens, before.workloads[0].outputTokens);
    auto *choice = fixture.field<QComboBox>("Shown here");
    choice->setCurrentIndex(0);
    Q_EMIT choice->activated(0);
    fixture.button("Remove")->click();
    EXPECT_EQ(names(), std::vector<std::string>{"long answers"});
    fixture.button("Add")->click();
    EXPECT_EQ(names(), (std::vector<std::string>{"long answers", "default"}));
    for (int i = 0; i < 4; ++i)
        fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan(), before);
    EXPECT_EQ(fixture.field<QLineEdit>("Name")->text().toStdString(), first);
}

TEST(PlanPage, UndoneEditsOfTwoWorkloadsAreTwoSteps)
{
    PlanPageFixture fixture;
    fixture.button("Duplicate")->click();
    auto *temperature = fixture.field<NumberBox>("Temperature");
    temperature->setValue(0.5);
    auto *choice = fixture.field<QComboBox>("Shown here");
    choice->setCurrentIndex(0);
    Q_EMIT choice->activated(0);
    temperature->setValue(0.7);
    fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan().workloads[0].temperature, 0);
    EXPECT_EQ(fixture.plan.plan().workloads[1].temperature, 0.5);
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

TEST(PlanPage, EditsTheLimitsOfTheVerdicts)
{
    PlanPageFixture fixture;
    auto *warning = fixture.field<NumberBox>("TTFT drift, %: warning");
    auto *bad = fixture.field<NumberBox>("TTFT drift, %: bad");
    auto *reset = fixture.field<QPushButton>("TTFT drift, %: reset");
    ASSERT_TRUE(warning != nullptr && bad != nullptr && reset != nullptr);
    EXPECT_FALSE(warning->isVisible()) << "folded up until somebody asks";
    auto *fold = fixture.button("Show (as usual)");
    ASSERT_NE(fold, nullptr);
    fold->click();
    EXPECT_TRUE(warning->isVisible());
    EXPECT_EQ(warning->value(), plan::VerdictThresholds().ttftDrift.warning);
    EXPECT_FALSE(reset->isVisible());

    warning->setValue(5);
    EXPECT_EQ(fixture.plan.plan().verdicts.ttftDrift, (plan::Threshold{5, 20}));
    EXPECT_TRUE(reset->isVisible()) << "marked as changed";
    bad->setValue(4);
    EXPECT_TRUE(bad->property("invalid").toBool()) << "bad before the warning";
    reset->click();
    EXPECT_EQ(fixture.plan.plan().verdicts, plan::VerdictThresholds());
    EXPECT_FALSE(bad->property("invalid").toBool());
    EXPECT_FALSE(reset->isVisible());

    warning->setValue(5);
    fixture.field<NumberBox>("Errors, %: bad")->setValue(7);
    fixture.button("Reset all")->click();
    EXPECT_EQ(fixture.plan.plan().verdicts, plan::VerdictThresholds());
    fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan().verdicts.errorRate.bad, 7);
}

TEST(PlanPage, UnfoldsLimitsThatAreAtFault)
{
    PlanPageFixture fixture;
    auto *bad = fixture.field<NumberBox>("Errors, %: bad");
    ASSERT_FALSE(bad->isVisible());
    plan::Plan plan = fixture.plan.plan();
    plan.verdicts.errorRate = {2, 1};
    fixture.plan.replace(plan);
    EXPECT_TRUE(bad->isVisible());
    EXPECT_TRUE(bad->property("invalid").toBool());
}

TEST(PlanPage, ReadsDetailsAsPeopleTypeThem)
{
    PlanPageFixture fixture;
    fixture.type(fixture.field<QLineEdit>("Percentiles"), "p50, 99");
    EXPECT_EQ(fixture.plan.plan().percentiles, (std::vector<double>{50, 99}));
    fixture.type(fixture.field<QLineEdit>("Request timeout"), "90 s");
    EXPECT_EQ(fixture.plan.plan().limits.requestTimeout, std::chrono::seconds(90));
    fixture.type(fixture.field<QLineEdit>("Request timeout"), "");
    EXPECT_EQ(fixture.plan.plan().limits, plan::Limits()) << "empty stands for the usual";
    fixture.type(fixture.field<QLineEdit>("Seed"), "-1");
    EXPECT_TRUE(fixture.field<QLineEdit>("Seed")->property("invalid").toBool());
    fixture.type(fixture.field<QLineEdit>("Seed"), "12");
    EXPECT_EQ(fixture.plan.plan().seed, 12U);
    fixture.field<NumberBox>("TTFT")->setValue(0.5);
    EXPECT_EQ(fixture.plan.plan().slos, (std::vector<plan::Slo>{{plan::Slo::Metric::Ttft, 0.5}}));
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

TEST(PlanPage, TurnsAListOfLoadsIntoASearchAndBack)
{
    PlanPageFixture fixture;
    fixture.type(fixture.field<QLineEdit>("Concurrent users"), "4, 16, 64");
    auto *require = fixture.field<QLineEdit>("It must keep");
    EXPECT_FALSE(require->isVisible());
    fixture.field<QCheckBox>("Find the limit")->setChecked(true);
    EXPECT_TRUE(require->isVisible());
    ASSERT_TRUE(fixture.plan.plan().search);
    EXPECT_EQ(fixture.plan.plan().search->lowest, 4);
    EXPECT_EQ(fixture.plan.plan().search->highest, 64);
    EXPECT_TRUE(plan::check(fixture.plan.plan()).empty()) << "it begins with something to search for";

    fixture.type(require, "ttft_p95 <= 500; tpot_mean:40");
    EXPECT_EQ(fixture.plan.plan().search->requirements,
              (std::vector<plan::Requirement>{{plan::Slo::Metric::Ttft, 95, 500}, {plan::Slo::Metric::Tpot, 0, 40}}));
    fixture.type(fixture.field<QLineEdit>("Users, from and to"), "1, 256");
    EXPECT_EQ(fixture.plan.plan().search->highest, 256);
    fixture.type(fixture.field<QLineEdit>("Users, from and to"), "1, 2, 3");
    EXPECT_EQ(fixture.plan.plan().search->highest, 256) << "refused";
    fixture.type(require, "ttft soon");
    EXPECT_EQ(fixture.plan.plan().search->requirements.size(), 2U) << "refused";
    EXPECT_TRUE(require->property("invalid").toBool());
    fixture.type(require, "");
    EXPECT_TRUE(require->property("invalid").toBool()) << "nothing is asked, neither here nor of requests";

    fixture.field<QCheckBox>("Find the limit")->setChecked(false);
    EXPECT_FALSE(fixture.plan.plan().search);
    EXPECT_EQ(fixture.plan.plan().load.levels, (std::vector<double>{1, 256}));
    EXPECT_FALSE(require->isVisible());
}

TEST(PlanPage, SaysHowExactASearchIsAndHowOftenItsEdgeIsMeasured)
{
    PlanPageFixture fixture;
    fixture.field<NumberBox>("TTFT")->setValue(400);
    EXPECT_TRUE(fixture.field<QSpinBox>("Repetitions")->isVisible());
    fixture.field<QCheckBox>("Find the limit")->setChecked(true);
    EXPECT_TRUE(fixture.plan.plan().search->requirements.empty()) << "the limits of requests are asked for already";
    EXPECT_TRUE(plan::check(fixture.plan.plan()).empty());
    EXPECT_FALSE(fixture.field<QSpinBox>("Repetitions")->isVisible()) << "they stand at the search";
    auto *repetitions = fixture.field<QSpinBox>("Repetitions at the edge");
    EXPECT_EQ(repetitions->value(), 3);
    repetitions->setValue(5);
    EXPECT_EQ(fixture.plan.plan().repetitions, 5U);

    auto *precision = fixture.field<NumberBox>("Precision, %");
    auto *share = fixture.field<NumberBox>("Good requests, %");
    EXPECT_EQ(precision->value(), plan::Search().precisionPct);
    EXPECT_EQ(share->value(), plan::Search().sharePct);
    precision->setValue(2.5);
    share->setValue(0);
    EXPECT_EQ(fixture.plan.plan().search->precisionPct, 2.5);
    EXPECT_TRUE(share->property("invalid").toBool());
    fixture.plan.undoStack().undo();
    fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan().search->precisionPct, plan::Search().precisionPct);
    EXPECT_FALSE(share->property("invalid").toBool());
    fixture.field<NumberBox>("TTFT")->setValue(0);
    EXPECT_FALSE(share->isVisible()) << "without limits of requests it says nothing";
}

TEST(PlanPage, RunsACommandBeforeEachRepetition)
{
    PlanPageFixture fixture;
    const plan::Plan before = fixture.plan.plan();
    auto *command = fixture.field<QLineEdit>("Command");
    auto *shell = fixture.field<QCheckBox>("Shell");
    auto *ready = fixture.field<QLineEdit>("Servers ready within");
    EXPECT_FALSE(ready->isVisible()) << "there is nothing to wait for";
    fixture.type(command, "docker restart 'my server'");
    ASSERT_TRUE(fixture.plan.plan().beforeRepetition);
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->command,
              (std::vector<std::string>{"docker", "restart", "my server"}));
    EXPECT_EQ(ready->text(), QStringLiteral("600s"));
    fixture.type(ready, "2m");
    fixture.type(fixture.field<QLineEdit>("Ends within"), "");
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->readyTimeout, std::chrono::minutes(2));
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->timeout, plan::BeforeRepetition().timeout);
    fixture.type(ready, "0s");
    EXPECT_TRUE(ready->property("invalid").toBool());
    fixture.plan.undoStack().undo();

    shell->setChecked(true);
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->command, std::vector<std::string>{"docker restart 'my server'"});
    fixture.type(command, "cd /srv && ./restart 'it");
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->command, std::vector<std::string>{"cd /srv && ./restart 'it"});
    shell->setChecked(false);
    EXPECT_TRUE(command->property("invalid").toBool()) << "its quote is left to the shell";
    EXPECT_TRUE(shell->isChecked());
    EXPECT_TRUE(fixture.plan.plan().beforeRepetition->shell);
    fixture.type(command, "");
    EXPECT_FALSE(fixture.plan.plan().beforeRepetition);
    while (fixture.plan.undoStack().canUndo())
        fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan(), before);
    EXPECT_TRUE(command->text().isEmpty());
}

TEST(PlanPage, PromptsShareAChosenPart)
{
    PlanPageFixture fixture;
    plan::Plan plan = fixture.plan.plan();
    plan.workloads.front().inputTokens.mean = 200;
    fixture.plan.replace(plan);
    const auto workload = [&fixture]() -> const plan::Workload & { return fixture.plan.plan().workloads.front(); };
    auto *share = fixture.field<NumberBox>("Shared part, %");
    EXPECT_FALSE(share->isVisible());
    fixture.choose("Prompt cache", 2);
    EXPECT_EQ(workload().sharedPrefix, plan::SharedPrefix());
    EXPECT_TRUE(share->isVisible());
    share->setValue(75);
    EXPECT_EQ(workload().sharedPrefix->share, 0.75);
    const auto labels = fixture.page.findChildren<QLabel *>();
    EXPECT_TRUE(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->isVisible() && label->text() == QStringLiteral("about 150 of 200 tokens");
    }));
    fixture.field<QSpinBox>("Different beginnings")->setValue(4);
    EXPECT_EQ(workload().sharedPrefix->prefixes, 4U);
    share->setValue(100);
    EXPECT_TRUE(share->property("invalid").toBool()) << "something of each prompt must be its own";
    fixture.plan.undoStack().undo();
    EXPECT_FALSE(share->property("invalid").toBool());

    fixture.choose("Prompts", 1);
    EXPECT_FALSE(workload().sharedPrefix) << "prompts of a file share what they share";
    fixture.plan.undoStack().undo();
    fixture.choose("Prompt cache", 1);
    EXPECT_FALSE(workload().sharedPrefix);
    EXPECT_FALSE(workload().uniquePrompts);
    EXPECT_FALSE(share->isVisible());
}

TEST(PlanPage, ARateHasFieldsOfItsOwn)
{
    PlanPageFixture fixture;
    fixture.choose("Load by", 1);
    EXPECT_EQ(fixture.plan.plan().load.kind, plan::LoadKind::Open);
    EXPECT_FALSE(fixture.field<QLineEdit>("Think time")->isVisible());
    fixture.type(fixture.field<QLineEdit>("Requests per second"), "0.5, 2; inf");
    EXPECT_EQ(fixture.plan.plan().load.levels, (std::vector<double>{0.5, 2, std::numeric_limits<double>::infinity()}));
    EXPECT_TRUE(fixture.field<QLineEdit>("Requests per second")->property("invalid").toBool())
        << "all at once needs to know how many";
    fixture.type(fixture.field<QLineEdit>("Requests per second"), "0.5, 2");
    fixture.type(fixture.field<QLineEdit>("Burstiness"), "0.25");
    EXPECT_EQ(fixture.plan.plan().load.burstiness, 0.25);
    fixture.type(fixture.field<QLineEdit>("Burstiness"), "bursty");
    EXPECT_TRUE(fixture.field<QLineEdit>("Burstiness")->property("invalid").toBool());
    fixture.type(fixture.field<QLineEdit>("In flight at most"), "32");
    EXPECT_EQ(fixture.plan.plan().load.maxInFlight, 32U);
    fixture.type(fixture.field<QLineEdit>("In flight at most"), "");
    EXPECT_FALSE(fixture.plan.plan().load.maxInFlight);
    fixture.field<QCheckBox>("Find the limit")->setChecked(true);
    EXPECT_NE(fixture.field<QLineEdit>("Requests per second, from and to"), nullptr);
    EXPECT_TRUE(plan::check(fixture.plan.plan()).empty());
    fixture.choose("Load by", 0);
    EXPECT_EQ(fixture.plan.plan().load.burstiness, 1) << "nothing of the rate is left behind";
    EXPECT_FALSE(fixture.plan.plan().search);
}

TEST(PlanPage, ATraceBringsItsOwnLoad)
{
    PlanPageFixture fixture;
    fixture.choose("Load by", 2);
    auto *trace = fixture.field<QLineEdit>("Trace");
    EXPECT_TRUE(trace->property("invalid").toBool()) << "there is none yet";
    for (const char *name : {"Ramp", "Warm-up", "Think time", "Burstiness"})
        EXPECT_FALSE(fixture.field<QLineEdit>(name)->isVisible()) << name;
    EXPECT_FALSE(fixture.field<QCheckBox>("Find the limit")->isVisible());
    fixture.dialogs.fileToOpen = QStringLiteral("/data/mooncake.jsonl");
    for (auto *browse : fixture.page.findChildren<QPushButton *>()) {
        if (browse->text() == QStringLiteral("Browse…") && browse->isVisible())
            browse->click();
    }
    EXPECT_EQ(fixture.plan.plan().load.trace, "/data/mooncake.jsonl");
    EXPECT_FALSE(trace->property("invalid").toBool());
    fixture.type(fixture.field<QLineEdit>("Times its speed"), "1, 2.5");
    EXPECT_EQ(fixture.plan.plan().load.levels, (std::vector<double>{1, 2.5}));
    EXPECT_TRUE(plan::check(fixture.plan.plan()).empty());
    fixture.type(fixture.field<QLineEdit>("Length"), "5m");
    EXPECT_EQ(fixture.plan.plan().load.duration, std::chrono::minutes(5)) << "cut there";

    plan::Plan both = fixture.plan.plan();
    both.search.emplace();
    fixture.plan.replace(both);
    auto *search = fixture.field<QCheckBox>("Find the limit");
    EXPECT_TRUE(search->isVisible()) << "where a file asks for both, it says so";
    EXPECT_TRUE(search->property("invalid").toBool());
}

TEST(PlanPage, ReadsTheLoadAsPeopleTypeIt)
{
    PlanPageFixture fixture;
    fixture.type(fixture.field<QLineEdit>("Concurrent users"), "1 8;64");
    EXPECT_EQ(fixture.plan.plan().load.levels, (std::vector<double>{1, 8, 64}));
    fixture.type(fixture.field<QLineEdit>("Ramp"), "20 s");
    EXPECT_EQ(fixture.plan.plan().load.ramp, std::chrono::seconds(20));
    fixture.type(fixture.field<QLineEdit>("Warm-up"), "");
    EXPECT_FALSE(fixture.plan.plan().load.warmup.has_value());
    fixture.field<QSpinBox>("Repetitions")->setValue(3);
    EXPECT_EQ(fixture.plan.plan().repetitions, 3U);
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
