#include "report/markdown.h"

#include <gtest/gtest.h>

namespace tokamark::report {
namespace {

TEST(Markdown, LeavesPlainTextAlone)
{
    const QString text = QString::fromUtf8("vLLM 0.6: 12 % of 100, TTFT – 50 ms (p95)!");
    EXPECT_EQ(asMarkdown(text), text);
}

TEST(Markdown, TakesItsMeaningFromMarkup)
{
    EXPECT_EQ(asMarkdown(QStringLiteral("*a* _b_ `c` [d](e) f|g ~h~ i\\j")),
              QStringLiteral("\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) f\\|g \\~h\\~ i\\\\j"));
    EXPECT_EQ(asMarkdown(QStringLiteral("<img src=x> &amp; y")), QStringLiteral("&lt;img src=x&gt; &amp;amp; y"));
}

TEST(Markdown, StaysInItsLine)
{
    EXPECT_EQ(asMarkdown(QStringLiteral("a\n# b\r\nc\u2028d")), QStringLiteral("a # b  c d"));
}

} // namespace
} // namespace tokamark::report
