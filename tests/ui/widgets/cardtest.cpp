#include "widgets/card.h"

#include "widgets/noticecard.h"

#include <gtest/gtest.h>

#include <QLabel>

namespace tokamark::ui {

TEST(Labels, TakeNoMarkup)
{
    const QString foreign = QStringLiteral("<b></b><!-- gone -->\nrm -rf");
    Card card;
    card.setTitle(foreign);
    card.setAside(foreign);
    NoticeCard notice;
    notice.setNotice(Tone::Bad, foreign, foreign);
    const QList<QLabel *> labels = card.findChildren<QLabel *>() + notice.findChildren<QLabel *>();
    ASSERT_EQ(labels.size(), 4);
    for (const QLabel *label : labels) {
        EXPECT_EQ(label->text(), foreign);
        EXPECT_EQ(label->textFormat(), Qt::PlainText);
    }
}

} // namespace tokamark::ui
