#include "backends/portsearch.h"

#include "backends/detector.h"

#include <QEventLoop>

#include <memory>
#include <utility>

namespace tokamark::backends {

namespace {

bool nobodyThere(const Error &error) noexcept
{
    return error.code == ErrorCode::ConnectRefused || error.code == ErrorCode::ConnectTimedOut
        || error.code == ErrorCode::Unreachable || error.code == ErrorCode::ResolveFailed;
}

} // namespace

Expected<std::vector<FoundServer>> detectAtPorts(const std::string &host, std::span<const std::uint16_t> ports,
                                                 const ProbeOptions &options)
{
    auto base = http::parseUrl(host);
    if (!base)
        return tl::unexpected(base.error());
    std::vector<FoundServer> answers;
    std::vector<std::unique_ptr<Detector>> detectors;
    QEventLoop loop;
    std::size_t awaited = ports.size();
    answers.reserve(ports.size()); // those who answer hold on to their places
    for (const std::uint16_t port : ports) {
        http::Url url = *base;
        url.port = port;
        FoundServer &answer = answers.emplace_back(FoundServer{url, profiles::Detection()});
        detectors.push_back(std::make_unique<Detector>());
        detectors.back()->detect(url, options, [&](Expected<profiles::Detection> found) {
            answer.detection = std::move(found);
            if (--awaited == 0)
                loop.quit();
        });
    }
    if (awaited > 0)
        loop.exec();
    std::erase_if(answers,
                  [](const FoundServer &each) { return !each.detection && nobodyThere(each.detection.error()); });
    return answers;
}

} // namespace tokamark::backends
