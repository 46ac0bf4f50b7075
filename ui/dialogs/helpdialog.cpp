#include "dialogs/helpdialog.h"

#include "widgets/theme.h"

#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace tokamark::ui {

namespace {

QString row(const QString &left, const QString &right)
{
    return QStringLiteral("<tr><td style='padding:2px 20px 2px 0'><b>%1</b></td><td>%2</td></tr>").arg(left, right);
}

} // namespace

HelpDialog::HelpDialog(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Tokamark Help"));
    resize(640, 560);
    QString text = QStringLiteral("<h3>%1</h3><ol>").arg(tr("From a URL to an answer"));
    for (const QString &step : {
             tr("<b>Backends</b>: add a server by its URL, or a simulated one. Try one request on it first."),
             tr("<b>Plan</b>: pick backends, concurrent users, lengths. The page shows how long it will take."),
             tr("<b>Run</b>: watch the cells fill. Pause waits for the current cell, Stop keeps what is finished."),
             tr("<b>Results</b>: lay runs on the same axes, see differences with their intervals, export charts."),
             tr("<b>Report</b>: the answer in words, with what the data cannot say."),
         })
        text += QStringLiteral("<li style='margin-bottom:4px'>%1</li>").arg(step);
    text += QStringLiteral("</ol><h3>%1</h3><table>").arg(tr("Terms"));
    text += row(QStringLiteral("TTFT"), tr("time to first token: from sending the request to its first token"));
    text += row(QStringLiteral("TPOT"), tr("time per output token after the first one"));
    text += row(tr("Output rate"), tr("tokens received inside the window, all users, per second"));
    text += row(tr("Cell"), tr("one backend at one number of users, once"));
    text += QStringLiteral("</table><h3>%1</h3><table>").arg(tr("Keys"));
    text += row(QStringLiteral("Ctrl+1 … Ctrl+5"), tr("the five pages"));
    text += row(QStringLiteral("Ctrl+R"), tr("run the plan"));
    text += row(QStringLiteral("Esc"), tr("stop the run, after one question"));
    text += row(QStringLiteral("Ctrl+Z, Ctrl+Shift+Z"), tr("undo and redo changes of the plan"));
    text += row(QStringLiteral("Ctrl+N, Ctrl+O, Ctrl+S"), tr("new plan, open a plan, save the plan"));
    text += row(QStringLiteral("F1"), tr("this help"));
    text += QStringLiteral("</table>");

    auto *browser = new QTextBrowser(this);
    browser->setHtml(text);
    browser->setAccessibleName(windowTitle());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::Large, spacing::Large, spacing::Large, spacing::Large);
    layout->addWidget(browser);
    layout->addWidget(buttons);
}

} // namespace tokamark::ui
