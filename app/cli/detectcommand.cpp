#include "cli/detectcommand.h"

#include "backends/detector.h"
#include "cli/serversearch.h"
#include "http/barehost.h"
#include "profiles/knownfacts.h"
#include "profiles/profiles.h"
#include "secrets/secretstore.h"
#include "words/errorwords.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace tokamark::cli {
namespace {

std::string listed(const std::vector<std::string> &items)
{
    return items.empty() ? "none found" : CLI::detail::join(items, ", ");
}

using Json = nlohmann::ordered_json;

/// What is known of all servers of its kind; an object, empty for a kind that is not known.
Json knownOf(const profiles::Detection &detection)
{
    const profiles::BackendProfile *profile = profiles::findProfile(detection.kind);
    return profile == nullptr ? Json::object() : profiles::knownFacts(*profile);
}

std::string plainText(const Json &fact)
{
    if (fact.is_null())
        return "never";
    if (fact.is_string())
        return fact.get<std::string>();
    return fact.is_array() ? listed(fact.get<std::vector<std::string>>()) : fact.dump();
}

Json asJson(const profiles::Detection &detection)
{
    Json json = Json::parse(profiles::toJson(detection));
    json["by_kind"] = knownOf(detection);
    return json;
}

std::string asText(const profiles::Detection &detection)
{
    std::ostringstream out;
    out << "kind       " << detection.kind << (detection.version.empty() ? "" : " " + detection.version);
    if (!detection.simulated.empty())
        out << ", simulated (" << detection.simulated << ')';
    out << '\n';
    for (const profiles::DetectedModel &model : detection.models) {
        out << "model      " << model.id;
        if (model.context)
            out << ", context of " << *model.context << " tokens";
        out << '\n';
    }
    out << "endpoints  " << listed(detection.endpoints) << '\n';
    for (const profiles::DetectedNative &native : detection.natives) {
        out << "native     " << native.name << (native.model.empty() ? "" : " of " + native.model)
            << (native.inputs.empty() ? "" : ": " + CLI::detail::join(native.inputs, ", ")) << '\n';
    }
    for (const auto &[name, value] : detection.limits)
        out << "limit      " << name << " = " << value << '\n';
    if (!detection.arguments.empty())
        out << "settings   " << detection.arguments.size() << ", shown by --format json\n";
    const Json known = knownOf(detection);
    for (const auto &[name, fact] : known.items())
        out << "by kind    " << name << " = " << plainText(fact) << '\n';
    for (const std::string &evidence : detection.evidence)
        out << "evidence   " << evidence << '\n';
    return out.str();
}

} // namespace

DetectCommand::DetectCommand(CLI::App &root)
    : Command(root, "detect", "Say what serves at a URL, by reading only")
{
    options()
        .add_option("URL", m_url,
                    "Server to look at: http://HOST:PORT, or a HOST alone to ask at the usual ports of all servers")
        ->required();
    CLI::Option *variable = options()
                                .add_option("--api-key-env", m_apiKeyEnv, "Environment variable that holds the key")
                                ->type_name("VAR");
    options()
        .add_option("--api-key-keychain", m_apiKeyKeychain, "Name of the key in the system's keychain")
        ->type_name("NAME")
        ->excludes(variable);
    options()
        .add_option("--ca-file", m_caFile, "PEM file with the authorities to trust instead of the system's")
        ->type_name("FILE");
    options().add_flag("--insecure", m_insecure, "Do not verify the server's certificate");
    addFormatOption(options(), m_format);
    acceptDatabaseOption(options());
    setExamples({{"tokamark-cli detect localhost", "what answers at the usual ports of this machine"},
                 {"tokamark-cli detect http://127.0.0.1:8000", "kind, version, models and limits of a server"},
                 {"tokamark-cli detect http://127.0.0.1:8000 --format json", "the same for a script"}});
}

ExitStatus DetectCommand::run(Console &console)
{
    const auto url = http::parseUrl(m_url);
    if (!url)
        return console.report(url.error());
    backends::ProbeOptions probe;
    probe.tls = {m_caFile, m_insecure};
    // Without the key: it is meant for one of those who may listen there, not for all.
    if (http::isBareHost(m_url))
        return detectAtUsualPorts(console, probe);
    plan::Target target;
    target.apiKeyEnv = m_apiKeyEnv;
    target.apiKeyKeychain = m_apiKeyKeychain;
    auto headers = secrets::SecretStore().headersOf(target);
    if (!headers)
        return console.report(headers.error());
    probe.headers = *std::move(headers);
    const auto detection = backends::detectAndWait(*url, probe);
    if (!detection)
        return console.report(detection.error());
    if (m_format == OutputFormat::Json)
        console.out() << asJson(*detection).dump(2) << '\n';
    else
        console.out() << asText(*detection);
    return ExitStatus::Done;
}

ExitStatus DetectCommand::detectAtUsualPorts(Console &console, const backends::ProbeOptions &probe) const
{
    const std::vector<std::uint16_t> ports = portsToTry();
    const auto found = backends::detectAtPorts(m_url, ports, probe);
    if (!found)
        return console.report(found.error());
    const bool any = std::ranges::any_of(*found, [](const auto &each) { return each.detection.has_value(); });
    if (m_format == OutputFormat::Json) {
        Json list = Json::array();
        for (const auto &[url, detection] : *found) {
            if (detection)
                list.push_back({{"url", url.text()}, {"detection", asJson(*detection)}});
        }
        console.out() << list.dump(2) << '\n';
    } else {
        for (const auto &[url, detection] : *found) {
            if (detection)
                console.out() << "url        " << url.text() << '\n' << asText(*detection) << '\n';
        }
    }
    for (const auto &[url, detection] : *found) {
        if (!detection)
            console.complain(url.text() + ": " + words::sentence(detection.error()).toStdString());
    }
    if (any)
        return ExitStatus::Done;
    console.complain("no known server answers at " + m_url + " on the usual ports: " + CLI::detail::join(ports, ", ")
                     + "; add the port to the host where it has another");
    return exitStatusFor(found->empty() ? ErrorCode::ConnectRefused : found->front().detection.error().code);
}

} // namespace tokamark::cli
