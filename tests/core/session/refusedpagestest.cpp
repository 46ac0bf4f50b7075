#include "session/refusedpages.h"

#include "plan/targetsecrets.h"

#include <gmock/gmock.h>

namespace tokamark::session {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

plan::Plan planOf(std::vector<std::string> pages, std::string gpuPage = {})
{
    plan::Plan plan;
    plan.targets.resize(1);
    plan.targets[0].name = "a";
    plan.targets[0].metricsUrls = std::move(pages);
    plan.targets[0].gpuMetricsUrl = std::move(gpuPage);
    return plan;
}

TEST(RefusedPages, GoAndTheOthersStay)
{
    plan::Plan plan = planOf({"http://h:8000/metrics?name[]=vllm", "http://i/metrics", "env:KEY@https://j/metrics"},
                             "https://team:pass@g:9400/metrics");
    EXPECT_THAT(leaveOutRefusedPages(plan),
                ElementsAre(RefusedPage{"a", "h:8000", UrlFault::Query},
                            RefusedPage{"a", "g:9400", UrlFault::UserInformation}));
    EXPECT_THAT(plan.targets[0].metricsUrls, ElementsAre("http://i/metrics", "env:KEY@https://j/metrics"));
    EXPECT_EQ(plan.targets[0].gpuMetricsUrl, "");
    EXPECT_THAT(leaveOutRefusedPages(plan), IsEmpty());
}

TEST(RefusedPages, AreNotReplacedByThePageOfTheKind)
{
    plan::Plan plan = planOf({"http://h/metrics#vllm"});
    EXPECT_THAT(leaveOutRefusedPages(plan), ElementsAre(RefusedPage{"a", "h", UrlFault::Query}));
    EXPECT_THAT(plan.targets[0].metricsUrls, ElementsAre(plan::MetricsOff));
    plan = planOf({});
    EXPECT_THAT(leaveOutRefusedPages(plan), IsEmpty());
    EXPECT_THAT(plan.targets[0].metricsUrls, IsEmpty());
}

TEST(RefusedPages, AreKnownWithoutWhatIsSecretInThem)
{
    for (const std::string url : {"http://h:8000/metrics?key=sk-1", "http://team:sk-1@h:8000/metrics?key=sk-1@2"}) {
        plan::Plan stored = plan::withoutSecrets(planOf({url}));
        ASSERT_NE(stored.targets[0].metricsUrls.front(), url);
        EXPECT_EQ(leaveOutRefusedPages(stored).size(), 1U) << url;
        EXPECT_THAT(stored.targets[0].metricsUrls, ElementsAre(plan::MetricsOff));
    }
}

TEST(RefusedPages, NameNothingThatMayBeSecret)
{
    for (const char *url :
         {"http://h/metrics?key=a@sk-1", "http://team:sk?-1@h/metrics", "http://...", "http://#sk-1@h"}) {
        plan::Plan plan = planOf({url});
        const auto pages = leaveOutRefusedPages(plan);
        ASSERT_EQ(pages.size(), 1U) << url;
        EXPECT_EQ(pages.front().host, "") << url;
    }
}

} // namespace
} // namespace tokamark::session
