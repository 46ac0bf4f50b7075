#include "bridge/backendhealth.h"

#include "backends/detector.h"
#include "http/url.h"

#include <QByteArray>

#include <utility>

namespace tokamark::ui {

namespace {

Expected<backends::ProbeOptions> optionsOf(const plan::Target &target)
{
    backends::ProbeOptions options;
    options.headers = target.headers;
    options.tls = target.tls;
    if (!target.apiKeyEnv.empty()) {
        const QByteArray key = qgetenv(target.apiKeyEnv.c_str());
        if (key.isEmpty())
            return fail(ErrorCode::KeyRefused, "$" + target.apiKeyEnv);
        options.headers.emplace_back("Authorization", "Bearer " + key.toStdString());
    }
    return options;
}

/// Starts a question; what is wrong before anything is sent is answered like the rest, later.
void start(backends::Detector &detector, const plan::Target &target, backends::Detector::Done done)
{
    const auto url = http::parseUrl(target.url);
    const auto options = optionsOf(target);
    if (url && options)
        return detector.detect(*url, *options, std::move(done));
    const Error error = url ? options.error() : url.error();
    detector.cancel();
    QMetaObject::invokeMethod(
        &detector, [done = std::move(done), error] { done(tl::unexpected(error)); }, Qt::QueuedConnection);
}

} // namespace

BackendHealth::BackendHealth(QObject *parent)
    : QObject(parent)
    , m_newcomer(new backends::Detector(this))
{
}

BackendHealth::~BackendHealth() = default;

void BackendHealth::check(BackendId id, const plan::Target &target)
{
    if (target.isSimulated())
        return;
    backends::Detector *&detector = m_detectors[id];
    if (detector == nullptr)
        detector = new backends::Detector(this);
    m_answers[id].state = State::Asking;
    start(*detector, target, [this, id](Expected<profiles::Detection> result) {
        Answer &answer = m_answers[id];
        answer.state = result ? State::Ready : State::Failed;
        answer.detection = result ? std::optional(*result) : std::nullopt;
        answer.error = result ? std::nullopt : std::optional(result.error());
        Q_EMIT changed(id);
    });
    Q_EMIT changed(id);
}

void BackendHealth::forget(BackendId id)
{
    const auto detector = m_detectors.find(id);
    if (detector != m_detectors.end()) {
        delete detector->second;
        m_detectors.erase(detector);
    }
    m_answers.erase(id);
}

BackendHealth::Answer BackendHealth::answerOf(BackendId id) const
{
    const auto found = m_answers.find(id);
    return found == m_answers.end() ? Answer{} : found->second;
}

void BackendHealth::ask(const plan::Target &target, Done done)
{
    start(*m_newcomer, target, [done = std::move(done)](Expected<profiles::Detection> result) { done(result); });
}

} // namespace tokamark::ui
