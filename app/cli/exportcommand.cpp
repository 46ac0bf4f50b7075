#include "cli/exportcommand.h"

#include "cli/chartprogram.h"
#include "cli/history.h"
#include "report/filewriter.h"
#include "report/runfiles.h"
#include "report/verdictwords.h"

#include <QFileInfo>
#include <QStringList>

namespace tokamark::cli {
namespace {

bool isChart(const std::string &format)
{
    return format == "png" || format == "pdf" || format == "svg";
}

/// A folder of that name would only be taken for the file that was asked for.
bool looksLikeFile(const QString &name)
{
    const QFileInfo info(name);
    const QStringList endings{QStringLiteral("json"), QStringLiteral("csv"), QStringLiteral("png"),
                              QStringLiteral("pdf"), QStringLiteral("svg")};
    return endings.contains(info.suffix(), Qt::CaseInsensitive) && !info.isDir();
}

report::FileKind kindOf(const std::string &format)
{
    return format == "json" ? report::FileKind::Json
        : format == "csv"   ? report::FileKind::Csv
                            : report::FileKind::VllmJson;
}

/// By the run's number as charts are, for several runs of one name may go to one folder.
constexpr report::FilesOf Names = report::FilesOf::Id;

} // namespace

ExportCommand::ExportCommand(CLI::App &root)
    : Command(root, "export", "Write a run as files, or its charts as pictures")
{
    options().add_option("RUN", m_run, "Id or name of the run")->required();
    options()
        .add_option("--format", m_format,
                    "json: the whole run and its samples; csv: points, requests and samples; vllm-json: a file per "
                    "point with vLLM's keys; "
                    "png, pdf, svg: charts")
        ->required()
        ->check(CLI::IsMember({"json", "csv", "vllm-json", "png", "pdf", "svg"}));
    options()
        .add_option("--out", m_folder, "Folder to write to; made if it is not there")
        ->required()
        ->type_name("DIR");
    options().add_flag("--force", m_force, "Write over files that are there already");
    m_database.addTo(options());
    setExamples({{"tokamark-cli export 12 --format pdf --out charts", "the charts of run 12; needs no display"},
                 {"tokamark-cli export nightly --format csv --out data", "every request, for a spreadsheet"}});
}

ExitStatus ExportCommand::run(Console &console)
{
    const auto history = openHistory(m_database, console);
    if (!history)
        return reportUnopened(console, m_database, history.error());
    const auto status = exportRun(console, **history);
    return status ? *status : console.report(status.error());
}

Expected<ExitStatus> ExportCommand::exportRun(Console &console, storage::RunRepository &history) const
{
    const QString folder = QString::fromStdString(m_folder);
    auto run = loadRun(history, m_run);
    if (!run)
        return reportUnread(console, m_database, run.error());
    if (looksLikeFile(folder))
        return fail(ErrorCode::BadUsage, "--out names a folder, and " + m_folder + " looks like a file");
    if (auto made = report::makeFolder(folder); !made)
        return tl::unexpected(made.error());
    if (isChart(m_format))
        return exportCharts({m_database.path(), run->info.id, m_format, folder, m_force});
    return exportData(console, history, *run);
}

Expected<ExitStatus> ExportCommand::exportData(Console &console, storage::RunRepository &history,
                                               const storage::StoredRun &run) const
{
    const QString folder = QString::fromStdString(m_folder);
    const report::FileKind kind = kindOf(m_format);
    const QStringList taken = report::takenNames(folder, report::fileNames(run, kind, Names));
    if (!m_force && !taken.isEmpty()) {
        console.complain(m_folder + " has these already, and nothing was written: "
                         + taken.join(QStringLiteral(", ")).toStdString());
        console.err() << "Choose another folder, or write over them with --force.\n";
        return ExitStatus::BadUsage;
    }
    const auto count = report::writeFiles(history, run, kind, folder, report::spokenWords, Names);
    if (!count)
        return tl::unexpected(count.error());
    console.out() << *count << (*count == 1 ? " file in " : " files in ") << m_folder << '\n';
    return ExitStatus::Done;
}

} // namespace tokamark::cli
