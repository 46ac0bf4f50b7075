#include "app/endtoend/programfixture.h"

#include "storage/runrepository.h"

#include <QDeadlineTimer>
#include <QFile>

#include <array>
#include <chrono>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace tokamark::endtoend {
namespace {

constexpr int LongestMs = 90'000;

/// Runs in the child, between fork and exec: system calls only.
void obey(const Restrictions &restrictions)
{
    bool obeyed = true;
    if (restrictions.ordinaryUser && geteuid() == 0) {
        for (const unsigned long right : std::array<unsigned long, 2>{CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH})
            obeyed = prctl(PR_CAPBSET_DROP, right, 0, 0, 0) == 0 && obeyed;
    }
    if (restrictions.largestFileBytes) {
        const rlimit limit{*restrictions.largestFileBytes, *restrictions.largestFileBytes};
        obeyed = setrlimit(RLIMIT_FSIZE, &limit) == 0 && obeyed;
    }
    constexpr int NotRestricted = 125;
    if (!obeyed)
        _exit(NotRestricted);
}

} // namespace

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

std::unique_ptr<QProcess> ProgramFixture::start(const QString &program, const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_DATA_HOME"), path(QStringLiteral("home")));
    environment.insert(QStringLiteral("TMPDIR"), m_folder.path());
    for (const char *proxy : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
        environment.remove(QString::fromUtf8(proxy));
    process->setProcessEnvironment(environment);
    process->setWorkingDirectory(m_folder.path());
    process->setChildProcessModifier([restrictions = m_restrictions] { obey(restrictions); });
    if (!m_restrictions.outputFile.isEmpty())
        process->setStandardOutputFile(m_restrictions.outputFile);
    process->start(QStringLiteral(TOKAMARK_BIN_DIR "/") + program, arguments);
    EXPECT_TRUE(process->waitForStarted()) << program.toStdString();
    return process;
}

std::unique_ptr<QProcess> ProgramFixture::startCli(const QStringList &arguments) const
{
    return start(QStringLiteral("tokamark-cli"), arguments);
}

Outcome ProgramFixture::waitFor(QProcess &process)
{
    Outcome outcome;
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(LongestMs))
        process.kill();
    else if (process.exitStatus() == QProcess::NormalExit)
        outcome.status = process.exitCode();
    outcome.out = process.readAllStandardOutput().toStdString();
    outcome.err = process.readAllStandardError().toStdString();
    return outcome;
}

Outcome ProgramFixture::cli(const QStringList &arguments) const
{
    return waitFor(*startCli(arguments));
}

std::string ProgramFixture::awaitWords(QProcess &process, const char *text)
{
    process.setReadChannel(QProcess::StandardError);
    QByteArray said = process.readAllStandardError();
    while (!said.contains(text) && process.waitForReadyRead(LongestMs))
        said += process.readAllStandardError();
    EXPECT_TRUE(said.contains(text)) << said.toStdString();
    return said.toStdString();
}

QString ProgramFixture::startSimulator(const QStringList &arguments)
{
    m_simulators.push_back(
        start(QStringLiteral("tokamark-sim"), QStringList{QStringLiteral("--die-with-parent")} + arguments));
    QProcess &simulator = *m_simulators.back();
    while (!simulator.canReadLine() && simulator.waitForReadyRead(LongestMs)) { }
    const QString line = QString::fromUtf8(simulator.readLine()).trimmed();
    EXPECT_TRUE(line.startsWith(QStringLiteral("READY "))) << line.toStdString();
    return line.mid(6);
}

void ProgramFixture::killSimulator()
{
    m_simulators.back()->kill();
    EXPECT_TRUE(m_simulators.back()->waitForFinished(LongestMs));
    m_simulators.pop_back();
}

std::string ProgramFixture::read(const QString &name) const
{
    QFile file(path(name));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
    return file.readAll().toStdString();
}

void ProgramFixture::write(const QString &name, const std::string &text) const
{
    QFile file(path(name));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly)) << name.toStdString();
    file.write(QByteArray::fromStdString(text));
}

void ProgramFixture::writePlan(const QString &url, const char *load) const
{
    write(QStringLiteral("plan.toml"),
          R"(name = "measured"
[[targets]]
name = "server"
url = ")" + url.toStdString()
              + R"("
[[workloads]]
name = "short"
[workloads.output_tokens]
mean = 4
[load]
warmup = "0s"
)" + load);
}

std::vector<metrics::RequestRecord> ProgramFixture::storedRequests() const
{
    const auto history = storage::RunRepository::open(path(QStringLiteral("db.sqlite")));
    const auto run = history ? (*history)->load(RunId{1}) : tl::unexpected(history.error());
    if (!run || run->cells.empty())
        return {};
    return (*history)->requests(run->cells.front().id).value();
}

void ProgramFixture::awaitStoredRequests() const
{
    const QDeadlineTimer deadline(LongestMs);
    while (storedRequests().empty() && !deadline.hasExpired())
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_FALSE(deadline.hasExpired());
}

nlohmann::json ProgramFixture::readJson(const QString &name) const
{
    return nlohmann::json::parse(read(name));
}

Outcome ProgramFixture::runShortly(const QString &url, const QStringList &more) const
{
    return cli(QStringList{QStringLiteral("run"), QStringLiteral("--base-url"), url,
                           QStringLiteral("--max-concurrency"), QStringLiteral("2"), QStringLiteral("--num-prompts"),
                           QStringLiteral("6"), QStringLiteral("--random-output-len"), QStringLiteral("8"),
                           QStringLiteral("--ignore-eos"), QStringLiteral("--db"), QStringLiteral("db.sqlite")}
               + more);
}

} // namespace tokamark::endtoend
