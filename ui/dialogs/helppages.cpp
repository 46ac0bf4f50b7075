#include "dialogs/helppages.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <initializer_list>
#include <utility>

// The documents lie in a static library: without this the linker would leave them out. Must stand outside any namespace.
static void initialiseDocuments()
{
    Q_INIT_RESOURCE(tokamark_docs);
}

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(HelpPages)
};

QString document(const QString &path)
{
    initialiseDocuments();
    QFile file(QStringLiteral(":/docs/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString table(const QString &what, const QString &meaning, std::initializer_list<std::pair<QString, QString>> rows)
{
    QString text = QStringLiteral("| %1 | %2 |\n|---|---|\n").arg(what, meaning);
    for (const auto &[left, right] : rows)
        text += QStringLiteral("| **%1** | %2 |\n").arg(left, right);
    return text + QLatin1Char('\n');
}

QString startPage()
{
    QString text = QStringLiteral("# %1\n\n").arg(Words::tr("From a URL to an answer"));
    int number = 0;
    for (const QString &step : {
             Words::tr("**Backends**: add a server by its URL, or a simulated one. Try one request on it first."),
             Words::tr("**Plan**: pick backends, concurrent users, lengths. The page shows how long it will take."),
             Words::tr("**Run**: watch the cells fill. Pause waits for the current cell, Stop keeps what is finished."),
             Words::tr("**Results**: lay runs on the same axes, see differences with their intervals, export charts."),
             Words::tr("**Report**: the answer in words, with what the data cannot say."),
         })
        text += QStringLiteral("%1. %2\n").arg(++number).arg(step);
    text += QStringLiteral("\n## %1\n\n").arg(Words::tr("Terms"));
    text += table(
        Words::tr("term"), Words::tr("meaning"),
        {{QStringLiteral("TTFT"), Words::tr("time to first token: from sending the request to its first token")},
         {QStringLiteral("TPOT"), Words::tr("time per output token after the first one")},
         {Words::tr("Output rate"), Words::tr("tokens received inside the window, all users, per second")},
         {Words::tr("Cell"), Words::tr("one backend at one number of users, once")},
         {Words::tr("Point"),
          Words::tr("all repetitions of a cell, with a verdict: [what they mean](%1)")
              .arg(QStringLiteral("metrics.md#verdicts"))}});
    text += QStringLiteral("## %1\n\n").arg(Words::tr("Keys"));
    return text
        + table(Words::tr("keys"), Words::tr("what they do"),
                {{QStringLiteral("Ctrl+1 … Ctrl+5"), Words::tr("the five pages")},
                 {QStringLiteral("Ctrl+R"), Words::tr("run the plan")},
                 {QStringLiteral("Esc"), Words::tr("stop the run, after one question")},
                 {QStringLiteral("Ctrl+Z, Ctrl+Shift+Z"), Words::tr("undo and redo changes of the plan")},
                 {QStringLiteral("Ctrl+N, Ctrl+O, Ctrl+S"), Words::tr("new plan, open a plan, save the plan")},
                 {QStringLiteral("F1"), Words::tr("help about the page that is shown")}});
}

/// A heading as links spell it.
QString sectionOf(const QString &heading)
{
    static const QRegularExpression notWord(QStringLiteral("[^\\w\\s-]"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    return heading.toLower().remove(notWord).replace(QLatin1Char(' '), QLatin1Char('-'));
}

} // namespace

std::vector<HelpPage> helpPages()
{
    return {{QString(), Words::tr("First steps")},
            {QStringLiteral("metrics"), Words::tr("Metrics and verdicts")},
            {QStringLiteral("method"), Words::tr("Method")},
            {QStringLiteral("backends"), Words::tr("Backends")},
            {QStringLiteral("simulated-backends"), Words::tr("Simulated backends")},
            {QStringLiteral("database"), Words::tr("Database")},
            {QStringLiteral("cli"), Words::tr("Command line")}};
}

QString helpText(const QString &key)
{
    if (key.isEmpty())
        return startPage();
    const QString language = QLocale().name().section(QLatin1Char('_'), 0, 0);
    const QString translated = document(language + QLatin1Char('/') + key + QStringLiteral(".md"));
    return translated.isEmpty() ? document(key + QStringLiteral(".md")) : translated;
}

HelpPlace helpFor(PageId page)
{
    switch (page) {
    case PageId::Backends: return {QStringLiteral("backends"), {}};
    case PageId::Plan: return {QStringLiteral("method"), {}};
    case PageId::Run: return {};
    case PageId::Results: return {QStringLiteral("metrics"), {}};
    case PageId::Report: return {QStringLiteral("method"), QStringLiteral("what-a-run-cannot-tell")};
    }
    return {};
}

HelpPlace helpPlaceOf(const QString &link)
{
    const QString file = link.section(QLatin1Char('#'), 0, 0);
    return {file.endsWith(QStringLiteral(".md")) ? file.chopped(3) : file, link.section(QLatin1Char('#'), 1)};
}

int headingOf(const QString &key, const QString &section)
{
    if (section.isEmpty())
        return -1;
    int heading = -1;
    bool code = false;
    const QStringList lines = document(key + QStringLiteral(".md")).split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        code = code != line.startsWith(QStringLiteral("```"));
        if (code || !line.startsWith(QLatin1Char('#')))
            continue;
        ++heading;
        if (sectionOf(line.section(QLatin1Char(' '), 1)) == section)
            return heading;
    }
    return -1;
}

} // namespace tokamark::ui
