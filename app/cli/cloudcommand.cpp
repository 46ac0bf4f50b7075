#include "cli/cloudcommand.h"

#include "cloud/cloudclient.h"
#include "report/texttable.h"
#include "secrets/secretstore.h"
#include "words/cloudwords.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

namespace tokamark::cli {
namespace {

using cloud::CloudDeployment;
using cloud::CloudWarning;
using report::TextTable;

// The names that BentoCloud's own client reads.
constexpr const char *ApiVariable = "BENTO_CLOUD_API_ENDPOINT";
constexpr const char *TokenVariable = "BENTO_CLOUD_API_KEY";

const char *nameOf(CloudWarning warning)
{
    switch (warning) {
    case CloudWarning::ScalesToZero: return "scales-to-zero";
    case CloudWarning::Autoscales: return "autoscales";
    case CloudWarning::NotRunning: return "not-running";
    case CloudWarning::NoUrl: return "no-url";
    }
    return "";
}

nlohmann::ordered_json asJson(const CloudDeployment &deployment)
{
    const auto number = [](const std::optional<std::uint32_t> &value) {
        return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
    };
    auto services = nlohmann::ordered_json::array();
    for (const cloud::CloudService &service : deployment.services) {
        services.push_back({{"name", service.name},
                            {"instance_type", service.instanceType},
                            {"min_replicas", number(service.minReplicas)},
                            {"max_replicas", number(service.maxReplicas)},
                            {"concurrency", number(service.concurrency)}});
    }
    auto warnings = nlohmann::ordered_json::array();
    for (const CloudWarning warning : cloud::warningsOf(deployment))
        warnings.push_back(nameOf(warning));
    return {{"name", deployment.name},        {"cluster", deployment.cluster},       {"status", deployment.status},
            {"url", deployment.url},          {"protected", deployment.isProtected}, {"services", std::move(services)},
            {"warnings", std::move(warnings)}};
}

std::string jsonOf(const std::vector<CloudDeployment> &deployments)
{
    auto list = nlohmann::ordered_json::array();
    for (const CloudDeployment &deployment : deployments)
        list.push_back(asJson(deployment));
    return list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

TextTable tableOf(const std::vector<CloudDeployment> &deployments)
{
    TextTable table;
    for (const char *title : {"name", "status", "instance", "scaling", "access", "url"})
        table.addColumn(QString::fromUtf8(title), TextTable::Align::Left);
    for (const CloudDeployment &deployment : deployments) {
        QStringList instances;
        QStringList scalings;
        for (const cloud::CloudService &service : deployment.services) {
            instances << QString::fromStdString(service.instanceType);
            scalings << words::scaling(service);
        }
        table.addRow({QString::fromStdString(deployment.name), words::deploymentStatus(deployment.status),
                      instances.join(QStringLiteral("; ")), scalings.join(QStringLiteral("; ")),
                      deployment.isProtected ? QStringLiteral("token") : QStringLiteral("open"),
                      QString::fromStdString(deployment.url)});
    }
    return table;
}

void sayWarnings(const Console &console, const std::vector<CloudDeployment> &deployments)
{
    for (const CloudDeployment &deployment : deployments) {
        for (const CloudWarning warning : cloud::warningsOf(deployment)) {
            // What does not run shows that in the table; it is no news that it cannot be measured.
            if (warning == CloudWarning::ScalesToZero || warning == CloudWarning::Autoscales)
                console.complain(deployment.name + ": " + words::sentence(warning).toStdString());
        }
    }
}

} // namespace

CloudCommand::CloudCommand(CLI::App &root)
    : Command(root, "cloud", "Look at what is deployed in BentoCloud, by reading only")
{
    options()
        .add_option("ACTION", m_action, "list: deployments with state, instance type, scaling and URL")
        ->check(CLI::IsMember({"list"}))
        ->required();
    options()
        .add_option("--api", m_api,
                    std::string("URL of the management API (default: $") + ApiVariable + ", else "
                        + cloud::DefaultCloudApi + ")")
        ->type_name("URL");
    CLI::Option *variable
        = options()
              .add_option("--token-env", m_tokenEnv,
                          std::string("Environment variable that holds the API token (default: ") + TokenVariable + ")")
              ->type_name("VAR");
    options()
        .add_option("--token-keychain", m_tokenKeychain, "Name of the API token in the system's keychain")
        ->type_name("NAME")
        ->excludes(variable);
    addFormatOption(options(), m_format);
    acceptDatabaseOption(options());
    setExamples({{"tokamark-cli cloud list", "with the token in $BENTO_CLOUD_API_KEY"},
                 {"tokamark-cli cloud list --api https://team.cloud.bentoml.com --token-env TEAM_TOKEN --format json",
                  "another organisation, for a script"}});
}

ExitStatus CloudCommand::run(Console &console)
{
    secrets::SecretStore secrets;
    const auto token = m_tokenKeychain.empty() ? secrets.readVariable(m_tokenEnv.empty() ? TokenVariable : m_tokenEnv)
                                               : secrets.readKeychain(m_tokenKeychain);
    if (!token)
        return console.report(token.error());
    const char *const fromVariable = std::getenv(ApiVariable);
    const std::string usual = fromVariable == nullptr ? cloud::DefaultCloudApi : fromVariable;
    const auto deployments = cloud::listAndWait({m_api.empty() ? usual : m_api, *token});
    if (!deployments)
        return console.report(deployments.error());
    if (m_format == OutputFormat::Json) {
        console.out() << jsonOf(*deployments) << '\n';
    } else if (deployments->empty()) {
        console.out() << "No deployments\n";
    } else {
        console.print(tableOf(*deployments).plainText());
        sayWarnings(console, *deployments);
    }
    return ExitStatus::Done;
}

} // namespace tokamark::cli
