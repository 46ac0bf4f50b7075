#include "format/tiptext.h"

#include <gtest/gtest.h>

#include <QTextDocument>

namespace tokamark::ui {
namespace {

/// What a tooltip that is given `text` shows.
QString shown(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    QTextDocument document;
    document.setHtml(text);
    return document.toPlainText();
}

TEST(TipText, IsShownLetterByLetter)
{
    for (const char *text : {"", "vLLM", "a < b & c", "<b>vLLM</b>", "<b></b><!-- gone -->\nrm -rf", "one\ntwo"})
        EXPECT_EQ(shown(format::tip(QString::fromUtf8(text))), QString::fromUtf8(text));
}

TEST(TipText, StaysAsItIsWhereNothingLooksLikeMarkup)
{
    EXPECT_EQ(format::tip(QStringLiteral("a < b\nc")), QStringLiteral("a < b\nc"));
}

} // namespace
} // namespace tokamark::ui
