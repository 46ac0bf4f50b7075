#include "dialogs/commandconsent.h"
#include "ui/uifixture.h"

#include <gtest/gtest.h>

namespace tokamark::ui {

TEST(CommandConsent, AsksOncePerCommandAndTakesNoForAnAnswer)
{
    FakeDialogService dialogs;
    CommandConsent consent;
    plan::Plan plan;
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_TRUE(dialogs.questions.empty()) << "there is nothing to ask";

    plan.beforeRepetition = plan::BeforeRepetition{{"systemctl", "restart", "vllm"}};
    dialogs.answer = false;
    EXPECT_FALSE(consent.mayRun(plan, dialogs, nullptr));
    dialogs.answer = true;
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_EQ(dialogs.questions.size(), 2U) << "a yes counts from then on";

    plan.beforeRepetition->command.back() = "other";
    EXPECT_TRUE(consent.mayRun(plan, dialogs, nullptr));
    EXPECT_EQ(dialogs.questions.size(), 3U);
}

} // namespace tokamark::ui
