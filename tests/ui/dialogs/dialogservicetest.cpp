#include "dialogs/dialogservice.h"

#include "words/translation.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTextDocument>
#include <QTimer>
#include <QTranslator>

#include <algorithm>
#include <memory>

namespace tokamark::ui {

namespace {

/// The program in Russian while it lives.
struct InRussian {
    InRussian() { words::installTranslation(*QApplication::instance(), QStringLiteral("ru")); }
    ~InRussian()
    {
        qDeleteAll(QApplication::instance()->findChildren<QTranslator *>(QString(), Qt::FindDirectChildrenOnly));
        QLocale::setDefault(QLocale::c());
    }
    InRussian(const InRussian &) = delete;
    InRussian &operator=(const InRussian &) = delete;
};

} // namespace

TEST(QtDialogService, AsksInRussianAndEnterCancels)
{
    const InRussian russian;
    QStringList buttons;
    QTimer::singleShot(0, [&buttons] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        for (const QAbstractButton *button : box->buttons())
            buttons.append(button->text());
        buttons.sort();
        box->defaultButton()->click();
    });
    EXPECT_FALSE(QtDialogService().confirm(nullptr, QStringLiteral("?"), {}, QStringLiteral("Выйти")));
    EXPECT_EQ(buttons, QStringList({QStringLiteral("Выйти"), QStringLiteral("Отмена")}));
}

TEST(QtDialogService, QtsOwnMenusAreRussianToo)
{
    const InRussian russian;
    QLineEdit field(QStringLiteral("text"));
    const std::unique_ptr<QMenu> menu(field.createStandardContextMenu());
    ASSERT_FALSE(menu->actions().isEmpty());
    for (const QAction *action : menu->actions()) {
        const QString text = action->text();
        EXPECT_TRUE(text.isEmpty()
                    || std::ranges::any_of(text, [](QChar c) { return c.script() == QChar::Script_Cyrillic; }))
            << text.toStdString() << ": is qt6-translations-l10n installed?";
    }
}

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
