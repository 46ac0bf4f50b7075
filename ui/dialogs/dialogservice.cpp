#include "dialogs/dialogservice.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(DialogService)
};

} // namespace

QString QtDialogService::openFile(QWidget *parent, const QString &title, const QString &folder, const QString &filter)
{
    return QFileDialog::getOpenFileName(parent, title, folder, filter);
}

QString QtDialogService::saveFile(QWidget *parent, const QString &title, const QString &suggestion,
                                  const QString &filter)
{
    return QFileDialog::getSaveFileName(parent, title, suggestion, filter);
}

QString QtDialogService::chooseFolder(QWidget *parent, const QString &title)
{
    return QFileDialog::getExistingDirectory(parent, title);
}

bool QtDialogService::confirm(QWidget *parent, const QString &title, const QString &text, const QString &accept)
{
    QMessageBox box(parent);
    box.setWindowTitle(title);
    box.setText(QStringLiteral("<b>%1</b>").arg(title.toHtmlEscaped()));
    // A command from elsewhere must not be able to dress itself up, nor lose its line breaks.
    box.setInformativeText(QStringLiteral("<p style='white-space: pre-wrap'>%1</p>").arg(text.toHtmlEscaped()));
    QPushButton *yes = box.addButton(accept, QMessageBox::AcceptRole);
    // Not the button of Qt: its word is English wherever Qt's own translations are not installed.
    QPushButton *no = box.addButton(Words::tr("Cancel"), QMessageBox::RejectRole);
    box.setDefaultButton(no);
    box.setEscapeButton(no);
    box.exec();
    return box.clickedButton() == yes;
}

} // namespace tokamark::ui
