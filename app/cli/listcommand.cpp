#include "cli/listcommand.h"

#include "cli/history.h"
#include "report/runjson.h"
#include "report/texttable.h"

#include <QFileInfo>

namespace tokamark::cli {
namespace {

using report::TextTable;
using storage::RunInfo;
using storage::StoredState;

QString stateName(const RunInfo &info)
{
    switch (info.state) {
    case StoredState::Running: return QStringLiteral("running");
    case StoredState::Finished: return QStringLiteral("finished");
    case StoredState::Stopped: return QStringLiteral("stopped");
    case StoredState::Failed: return QStringLiteral("failed");
    }
    return {};
}

QString cellCount(const RunInfo &info)
{
    // How many a search that has not ended would have had, nobody knows.
    QString text = QString::number(info.cellsDone);
    if (!info.needsMoreCells)
        text += QStringLiteral("/%1").arg(info.cellCount);
    else if (info.state == StoredState::Running)
        text += QStringLiteral(", searching");
    else
        text += QStringLiteral(", search stopped");
    return info.cellsFailed > 0 ? text + QStringLiteral(", %1 failed").arg(info.cellsFailed) : text;
}

TextTable tableOf(const std::vector<RunInfo> &runs)
{
    TextTable table;
    table.addColumn(QStringLiteral("id"));
    for (const char *title : {"started", "state"})
        table.addColumn(QString::fromUtf8(title), TextTable::Align::Left);
    table.addColumn(QStringLiteral("cells"));
    for (const char *title : {"name", "targets"})
        table.addColumn(QString::fromUtf8(title), TextTable::Align::Left);
    for (const RunInfo &info : runs) {
        const QString mark = info.simulated ? QStringLiteral(" (simulated)") : QString();
        table.addRow({QString::number(info.id.value),
                      info.started.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")), stateName(info),
                      cellCount(info), info.name + mark, info.targetNames.join(QStringLiteral(", "))});
    }
    return table;
}

} // namespace

ListCommand::ListCommand(CLI::App &root)
    : Command(root, "list", "List the runs in the database, newest first")
{
    m_database.addTo(options());
    addFormatOption(options(), m_format);
    setExamples({{"tokamark-cli list", "your own history"},
                 {"tokamark-cli list --db team.sqlite --format json", "another database, for a script"}});
}

ExitStatus ListCommand::run(Console &console)
{
    std::vector<RunInfo> runs;
    // Before the first run there is no database of one's own, which is no fault.
    const bool untouched = m_database.isDefault() && !QFileInfo::exists(m_database.path());
    if (!untouched) {
        const auto history = openHistory(m_database, console);
        if (!history)
            return reportUnopened(console, m_database, history.error());
        auto listed = (*history)->list();
        if (!listed)
            return console.report(listed.error());
        runs = std::move(*listed);
    }
    if (m_format == OutputFormat::Json)
        console.out() << report::runListJson(runs).toStdString();
    else if (runs.empty())
        console.out() << "No runs yet in " << m_database.path().toStdString() << '\n';
    else
        console.print(tableOf(runs).plainText());
    return ExitStatus::Done;
}

} // namespace tokamark::cli
