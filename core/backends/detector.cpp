#include "backends/detector.h"

#include <QEventLoop>
#include <QMetaObject>

#include <optional>
#include <utility>

namespace tokamark::backends {

Detector::Detector(QObject *parent)
    : QObject(parent)
{
}

Detector::~Detector() = default;

void Detector::detect(const http::Url &url, const ProbeOptions &options, Done done)
{
    cancel();
    m_done = std::move(done);
    m_probe = std::make_unique<HttpProbe>(url, options);
    if (const auto prepared = m_probe->prepare(); !prepared) {
        finish(tl::make_unexpected(prepared.error()));
        return;
    }
    m_probe->get(ModelsPath, [this](Expected<ProbeAnswer> answer) { onModels(std::move(answer)); });
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
    const bool refused = answer->status == 401 || answer->status == 403 || answer->status >= 500;
    const std::vector<std::string> further = refused ? std::vector<std::string>() : furtherProbes(*answer);
    m_answers.assign(1, std::move(*answer));
    m_answers.resize(1 + further.size());
    m_awaited = further.size();
    if (further.empty()) {
        conclude();
        return;
    }
    for (std::size_t place = 0; place < further.size(); ++place)
        m_probe->get(further[place],
                     [this, place](Expected<ProbeAnswer> found) { onFurther(place + 1, std::move(found)); });
}

void Detector::onFurther(std::size_t place, Expected<ProbeAnswer> answer)
{
    // A server that answered the first question and drops this one just does not have the path.
    if (answer)
        m_answers[place] = std::move(*answer);
    if (--m_awaited == 0)
        conclude();
}

void Detector::conclude()
{
    finish(identify(m_answers));
}

void Detector::finish(Expected<Detection> result)
{
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
