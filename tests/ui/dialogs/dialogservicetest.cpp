#include "dialogs/dialogservice.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QTextDocument>
#include <QTimer>

namespace tokamark::ui {

TEST(QtDialogService, ShowsAllOfAQuestionThatHoldsMarkup)
{
    const QString asked = QStringLiteral("<b></b>/bin/true <!--\nrm -rf ~ #-->");
    QString seen;
    QTimer::singleShot(0, [&seen] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        for (const QLabel *label : box->findChildren<QLabel *>()) {
            QTextDocument document;
            if (label->textFormat() == Qt::RichText || Qt::mightBeRichText(label->text()))
                document.setHtml(label->text());
            else
                document.setPlainText(label->text());
            seen += document.toPlainText() + QLatin1Char('\n');
        }
        box->reject();
    });
    EXPECT_FALSE(QtDialogService().confirm(nullptr, QStringLiteral("Run it?"), asked, QStringLiteral("Run")));
    EXPECT_TRUE(seen.contains(asked)) << seen.toStdString();
}

} // namespace tokamark::ui
