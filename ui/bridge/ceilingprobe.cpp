#include "bridge/ceilingprobe.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <optional>
#include <utility>

namespace tokamark::ui {

namespace {

using nlohmann::json;

constexpr int EndsWithinMs = 3000;

std::optional<calibration::CeilingStep> stepOf(const json &line)
{
    if (!line.is_object())
        return std::nullopt;
    // The library reports a member that is missing or of another type by exception; such a line is no step.
    try {
        calibration::CeilingStep step;
        step.streams = line.at("streams").get<std::uint32_t>();
        if (const json &rate = line.at("tokens_per_s"); !rate.is_null())
            step.tokensPerSecond = rate.get<double>();
        step.ttftErrorMs = line.at("ttft_error_ms").get<double>();
        step.cpuShare = line.at("cpu_share").get<double>();
        step.held = line.at("held").get<bool>();
        step.serverLimited = line.at("server_limited").get<bool>();
        return step;
    } catch (const json::exception &) {
        return std::nullopt;
    }
}

std::optional<calibration::Ceiling> ceilingOf(const json &document)
{
    if (!document.is_object())
        return std::nullopt;
    try {
        calibration::Ceiling ceiling;
        ceiling.streams = document.at("streams").get<std::uint32_t>();
        ceiling.tokensPerSecond = document.at("tokens_per_s").get<double>();
        ceiling.ttftErrorMs = document.at("ttft_error_ms").get<double>();
        const auto end = document.at("ended_by").get<std::string>();
        ceiling.end = end == "client" ? calibration::Ceiling::End::Client
            : end == "server"         ? calibration::Ceiling::End::Server
                                      : calibration::Ceiling::End::Asked;
        return ceiling;
    } catch (const json::exception &) {
        return std::nullopt;
    }
}

} // namespace

CeilingProbe::CeilingProbe(QString program, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
    , m_process(new QProcess(this))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(EndsWithinMs);
    connect(&m_patience, &QTimer::timeout, m_process, &QProcess::kill);
    connect(m_process, &QProcess::readyReadStandardError, this, &CeilingProbe::readSteps);
    connect(m_process, &QProcess::finished, this, &CeilingProbe::conclude);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed({ErrorCode::ChildFailed, m_program.toStdString(), m_process->errorString().toStdString()});
    });
}

CeilingProbe::~CeilingProbe()
{
    if (!isRunning())
        return;
    // Who closes a dialog does not wait for a process.
    m_process->disconnect(this);
    m_process->setParent(QCoreApplication::instance());
    QObject::connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    QTimer::singleShot(EndsWithinMs, m_process, &QProcess::kill);
    m_process->terminate();
}

QString CeilingProbe::defaultProgram()
{
    const QString chosen = qEnvironmentVariable("TOKAMARK_CLI");
    return chosen.isEmpty() ? QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("tokamark-cli"))
                            : chosen;
}

void CeilingProbe::start()
{
    m_stopping = false;
    m_complaints.clear();
    m_process->start(m_program, {QStringLiteral("ceiling"), QStringLiteral("--format"), QStringLiteral("json")});
}

void CeilingProbe::stop()
{
    if (!isRunning())
        return;
    m_stopping = true;
    m_process->terminate();
    m_patience.start();
}

bool CeilingProbe::isRunning() const
{
    return m_process->state() != QProcess::NotRunning;
}

void CeilingProbe::readSteps()
{
    m_process->setReadChannel(QProcess::StandardError);
    while (m_process->canReadLine()) {
        const QByteArray line = m_process->readLine();
        if (const auto step = stepOf(json::parse(line.toStdString(), nullptr, false)))
            Q_EMIT stepDone(*step);
        else
            m_complaints += line;
    }
}

void CeilingProbe::conclude()
{
    // A measurement that is started now is not the one that was stopped.
    m_patience.stop();
    readSteps();
    if (m_stopping) {
        Q_EMIT stopped();
        return;
    }
    const QByteArray out = m_process->readAllStandardOutput();
    if (const auto ceiling = ceilingOf(json::parse(out.toStdString(), nullptr, false)))
        Q_EMIT finished(*ceiling);
    else
        Q_EMIT failed({ErrorCode::ChildFailed, m_program.toStdString(), m_complaints.trimmed().toStdString()});
}

} // namespace tokamark::ui
