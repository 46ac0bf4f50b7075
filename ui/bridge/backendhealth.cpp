#include "bridge/backendhealth.h"

#include "backends/detector.h"
#include "bridge/background.h"
#include "http/url.h"
#include "secrets/secretstore.h"

#include <utility>

namespace tokamark::ui {

BackendHealth::BackendHealth(std::shared_ptr<secrets::SecretStore> secrets, QObject *parent)
    : QObject(parent)
    , m_secrets(std::move(secrets))
{
    m_keys.setMaxThreadCount(1);
}

BackendHealth::~BackendHealth() = default;

/// What is wrong before anything is sent is answered like the rest, later.
void BackendHealth::start(backends::Detector &detector, const plan::Target &target, Answered done)
{
    detector.cancel();
    // The keychain may ask a person, so it is read elsewhere; the detector is there still, or nobody waits any more.
    inBackground(
        m_keys, &detector, [secrets = m_secrets, target] { return secrets->headersOf(target); },
        [&detector, target, done = std::move(done)](auto headers) {
            const auto url = http::parseUrl(target.url);
            if (!url || !headers)
                return done(tl::unexpected(url ? headers.error() : url.error()));
            backends::ProbeOptions options;
            options.headers = *std::move(headers);
            options.tls = target.tls;
            detector.detect(*url, options, done);
        });
}

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
    auto *const detector = new backends::Detector(this);
    start(*detector, target, [detector, done = std::move(done)](Expected<profiles::Detection> result) {
        detector->deleteLater();
        done(result);
    });
}

} // namespace tokamark::ui
