#include "backends/portsearch.h"

#include "backends/detector.h"

#include <QEventLoop>

#include <deque>
#include <utility>

namespace tokamark::backends {

namespace {

bool nobodyThere(const Error &error) noexcept
{
    return error.code == ErrorCode::ConnectRefused || error.code == ErrorCode::ConnectTimedOut
        || error.code == ErrorCode::Unreachable || error.code == ErrorCode::ResolveFailed;
}

/// A question to one port.
struct Question {
    FoundServer server;
    Detector detector;
};

/// Whoever took the question is there, even if it hung up without an answer: it may speak TLS, or come up yet.
bool isThere(const Question &question)
{
    const auto &detection = question.server.detection;
    return detection || !nobodyThere(detection.error()) || question.detector.wasTaken();
}

} // namespace

Expected<std::vector<FoundServer>> detectAtPorts(const std::string &host, std::span<const std::uint16_t> ports,
                                                 const ProbeOptions &options)
{
    auto base = http::parseUrl(host);
    if (!base)
        return tl::unexpected(base.error());
    std::deque<Question> questions; // they stay where they are
    QEventLoop loop;
    std::size_t awaited = ports.size();
    for (const std::uint16_t port : ports) {
        Question &question = questions.emplace_back();
        question.server.url = *base;
        question.server.url.port = port;
        question.detector.detect(question.server.url, options, [&](Expected<profiles::Detection> found) {
            question.server.detection = std::move(found);
            if (--awaited == 0)
                loop.quit();
        });
    }
    if (awaited > 0)
        loop.exec();
    std::vector<FoundServer> answers;
    for (Question &question : questions) {
        if (isThere(question))
            answers.push_back(std::move(question.server));
    }
    return answers;
}

} // namespace tokamark::backends
