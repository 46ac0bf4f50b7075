#include "cloud/cloudclient.h"

#include "http/url.h"

#include <QEventLoop>
#include <QMetaObject>
#include <QUrl>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace tokamark::cloud {
namespace {

using profiles::ProbeAnswer;

constexpr const char *DeploymentsPath = "/api/v2/deployments";
constexpr const char *TokenHeader = "X-YATAI-API-TOKEN";
constexpr std::size_t PageSize = 50;
/// More than anyone looks through; a list that never ends would be a fault of the server.
constexpr std::size_t MostDeployments = 1000;
constexpr Duration Patience = std::chrono::seconds(20);

std::string encoded(const std::string &text)
{
    return QUrl::toPercentEncoding(QString::fromStdString(text)).toStdString();
}

std::string pathOf(const CloudDeployment &deployment)
{
    std::string path = std::string(DeploymentsPath) + '/' + encoded(deployment.name);
    return deployment.cluster.empty() ? path : path + "?cluster=" + encoded(deployment.cluster);
}

/// An answer that is none to our question, as an error.
Expected<void> checkStatus(const ProbeAnswer &answer)
{
    if (answer.status == 200)
        return {};
    const std::string what = std::to_string(answer.status) + " for " + answer.path.substr(0, answer.path.find('?'));
    if (answer.status == 401 || answer.status == 403)
        return fail(ErrorCode::KeyRefused, what);
    // Another server than BentoCloud has no such path, or leads elsewhere.
    if (answer.status == 404 || answer.status / 100 == 3)
        return fail(ErrorCode::ProtocolViolation, what, "no BentoCloud API at this URL");
    return fail(ErrorCode::HttpStatus, what);
}

} // namespace

CloudClient::CloudClient(QObject *parent)
    : QObject(parent)
{
}

CloudClient::~CloudClient() = default;

void CloudClient::list(const CloudAccount &account, Done done)
{
    cancel();
    m_done = std::move(done);
    const auto url = http::parseUrl(account.api);
    if (!url)
        return finish(tl::unexpected(url.error()));
    if (account.token.empty())
        return finish(fail(ErrorCode::KeyMissing, "BentoCloud"));
    backends::ProbeOptions options;
    options.headers = {{TokenHeader, account.token}};
    options.timeout = Patience;
    m_probe = std::make_unique<backends::HttpProbe>(*url, options);
    if (const auto prepared = m_probe->prepare(); !prepared) {
        // What HTTP does not allow in a header is the token then, which no error may repeat.
        const ErrorCode code = prepared.error().code;
        return finish(code == ErrorCode::BadHeader ? fail(code, TokenHeader) : tl::unexpected(prepared.error()));
    }
    askPage();
}

void CloudClient::cancel()
{
    ++m_serial;
    m_done = nullptr;
    m_probe.reset();
    m_deployments.clear();
    m_awaited = 0;
}

void CloudClient::askPage()
{
    const std::string path = std::string(DeploymentsPath) + "?all=true&start=" + std::to_string(m_deployments.size())
        + "&count=" + std::to_string(PageSize);
    m_probe->ask({path, false}, [this](Expected<ProbeAnswer> answer) { onPage(std::move(answer)); });
}

void CloudClient::onPage(Expected<ProbeAnswer> answer)
{
    if (!answer)
        return finish(tl::unexpected(answer.error()));
    if (const auto good = checkStatus(*answer); !good)
        return finish(tl::unexpected(good.error()));
    auto page = readDeploymentPage(answer->body);
    if (!page)
        return finish(tl::unexpected(page.error()));
    const bool any = !page->deployments.empty();
    std::ranges::move(page->deployments, std::back_inserter(m_deployments));
    if (any && m_deployments.size() < page->total && m_deployments.size() < MostDeployments)
        return askPage();
    askEach();
}

/// Where a deployment is stands only in the answer about it alone.
void CloudClient::askEach()
{
    m_awaited = m_deployments.size();
    if (m_awaited == 0)
        return finish(std::vector<CloudDeployment>());
    for (std::size_t place = 0; place < m_deployments.size(); ++place) {
        m_probe->ask({pathOf(m_deployments[place]), false},
                     [this, place](Expected<ProbeAnswer> answer) { onEach(place, std::move(answer)); });
    }
}

void CloudClient::onEach(std::size_t place, Expected<ProbeAnswer> answer)
{
    // One that went meanwhile, or that this token may not see, stays as the list has it: without a URL.
    if (answer && answer->status == 200) {
        if (auto deployment = readDeployment(answer->body))
            m_deployments[place] = *std::move(deployment);
    }
    if (--m_awaited == 0)
        finish(std::move(m_deployments));
}

void CloudClient::finish(Expected<std::vector<CloudDeployment>> result)
{
    // In a turn of the event loop of its own: the probe may be what calls us, and `done` may destroy us.
    const auto deliver = [this, serial = m_serial, found = std::move(result)]() mutable {
        if (serial != m_serial)
            return;
        const Done done = std::exchange(m_done, nullptr);
        m_probe.reset();
        m_deployments.clear();
        done(std::move(found));
    };
    QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
}

Expected<std::vector<CloudDeployment>> listAndWait(const CloudAccount &account)
{
    std::optional<Expected<std::vector<CloudDeployment>>> result;
    QEventLoop loop;
    CloudClient client;
    client.list(account, [&](Expected<std::vector<CloudDeployment>> found) {
        result = std::move(found);
        loop.quit();
    });
    loop.exec();
    if (!result)
        return fail(ErrorCode::Interrupted, account.api);
    return *std::move(result);
}

} // namespace tokamark::cloud
