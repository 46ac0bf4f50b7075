#include "backends/detector.h"

#include <QEventLoop>
#include <QMetaObject>

#include <optional>
#include <utility>

namespace tokamark::backends {

using profiles::Detection;
using profiles::ProbeAnswer;

namespace {

/// What a server tells of itself may hold the key it was asked with. Names that requests need stay as they are.
void hideSecrets(const http::SecretMask &secrets, Expected<Detection> &result)
{
    if (!result) {
        result.error().detail = secrets.maskedCut(std::move(result.error().detail));
        result.error().cause = secrets.maskedCut(std::move(result.error().cause));
        return;
    }
    result->version = secrets.masked(std::move(result->version));
    for (auto &[name, value] : result->arguments)
        value = secrets.maskedCut(std::move(value));
    for (std::string &evidence : result->evidence)
        evidence = secrets.masked(std::move(evidence));
}

} // namespace

Detector::Detector(QObject *parent)
    : QObject(parent)
{
}

Detector::~Detector() = default;

void Detector::detect(const http::Url &url, const ProbeOptions &options, Done done)
{
    cancel();
    m_done = std::move(done);
    m_secrets = http::SecretMask(options.headers);
    m_probe = std::make_unique<HttpProbe>(url, options);
    if (const auto prepared = m_probe->prepare(); !prepared) {
        finish(tl::make_unexpected(prepared.error()));
        return;
    }
    m_probe->ask({profiles::ModelsPath, false}, [this](Expected<ProbeAnswer> answer) { onModels(std::move(answer)); });
}

void Detector::cancel()
{
    ++m_serial;
    m_done = nullptr;
    m_probe.reset();
    m_answers.clear();
    m_awaited = 0;
}

void Detector::onModels(Expected<ProbeAnswer> answer)
{
    if (!answer) {
        finish(tl::make_unexpected(answer.error()));
        return;
    }
    m_answers.assign(1, std::move(*answer));
    askFurther();
}

void Detector::onFurther(std::size_t place, Expected<ProbeAnswer> answer)
{
    // A server that answered the first question and drops this one just does not have the path.
    if (answer)
        m_answers[place] = std::move(*answer);
    if (--m_awaited == 0)
        askFurther();
}

/// The next round of questions, or the conclusion if there are none.
void Detector::askFurther()
{
    const std::vector<profiles::Probe> further = profiles::nextProbes(m_answers);
    if (further.empty()) {
        finish(profiles::identify(m_answers));
        return;
    }
    m_awaited = further.size();
    for (const profiles::Probe &probe : further) {
        const std::size_t place = m_answers.size();
        m_answers.push_back({probe.path, 0, {}, {}, {}});
        m_probe->ask(probe, [this, place](Expected<ProbeAnswer> found) { onFurther(place, std::move(found)); });
    }
}

void Detector::finish(Expected<Detection> result)
{
    hideSecrets(m_secrets, result);
    m_wasTaken = m_probe->tookRequest();
    // In a turn of the event loop of its own: the probe may be what calls us, and `done` may destroy us.
    const auto deliver = [this, serial = m_serial, found = std::move(result)]() mutable {
        if (serial != m_serial)
            return;
        const Done done = std::exchange(m_done, nullptr);
        m_probe.reset();
        done(std::move(found));
    };
    QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
}

Expected<Detection> detectAndWait(const http::Url &url, const ProbeOptions &options)
{
    std::optional<Expected<Detection>> result;
    QEventLoop loop;
    Detector detector;
    detector.detect(url, options, [&](Expected<Detection> found) {
        result = std::move(found);
        loop.quit();
    });
    loop.exec();
    if (!result)
        return fail(ErrorCode::Interrupted, url.text());
    return *std::move(result);
}

} // namespace tokamark::backends
