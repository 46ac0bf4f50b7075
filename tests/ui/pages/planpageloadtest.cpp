#include "ui/pages/planpagefixture.h"
#include "widgets/numberbox.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <limits>

namespace tokamark::ui {

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

} // namespace tokamark::ui
