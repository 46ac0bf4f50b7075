#include "app/endtoend/programfixture.h"

#include <QFile>

namespace tokamark::endtoend {
namespace {

constexpr int LongestMs = 90'000;

} // namespace

std::unique_ptr<QProcess> ProgramFixture::start(const QString &program, const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_DATA_HOME"), path(QStringLiteral("home")));
    for (const char *proxy : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
        environment.remove(QString::fromUtf8(proxy));
    process->setProcessEnvironment(environment);
    process->setWorkingDirectory(m_folder.path());
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
    if (!process.waitForFinished(LongestMs))
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
