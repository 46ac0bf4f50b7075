#include "pages/planpage.h"

#include "plan/presets.h"
#include "ui/uifixture.h"
#include "widgets/loadform.h"
#include "widgets/noticecard.h"
#include "widgets/sloform.h"
#include "widgets/workloadform.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

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

    void type(QLineEdit *edit, const char *text)
    {
        edit->setText(QLatin1String(text));
        Q_EMIT edit->editingFinished();
    }

    PlanPage page;
};

} // namespace

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

TEST(PlanPage, ReadsTheLoadAsPeopleTypeIt)
{
    PlanPageFixture fixture;
    fixture.type(fixture.field<QLineEdit>("Concurrent users"), "1 8;64");
    EXPECT_EQ(fixture.plan.plan().load.concurrency, (std::vector<std::uint32_t>{1, 8, 64}));
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
    EXPECT_EQ(fixture.plan.plan().load.concurrency, (std::vector<std::uint32_t>{10, 50, 100}));
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
