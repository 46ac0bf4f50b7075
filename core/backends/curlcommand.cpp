#include "backends/curlcommand.h"

#include "plan/targetsecrets.h"

#include <algorithm>
#include <cctype>

namespace tokamark::backends {

namespace {

/// A word that a POSIX shell leaves as it is.
std::string quoted(const std::string &text)
{
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

bool isVariableName(const std::string &name)
{
    const auto allowed = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0
        && std::ranges::all_of(name, allowed);
}

/// "X-Route-Token" reads X_ROUTE_TOKEN.
std::string variableOf(const std::string &header)
{
    std::string name;
    for (const char c : header) {
        const auto code = static_cast<unsigned char>(c);
        name += std::isalnum(code) != 0 ? char(std::toupper(code)) : '_';
    }
    return isVariableName(name) ? name : "HEADER_VALUE";
}

/// The word after -H: in double quotes where the shell has to put a variable in.
std::string headerWord(const std::string &name, const std::string &value, const std::string &apiKeyEnv)
{
    const std::string lower = lowered(name);
    if (!plan::carriesSecret(name))
        return quoted(name + ": " + value);
    if (lower != "authorization")
        return '"' + name + ": $" + variableOf(name) + '"';
    const std::string variable = isVariableName(apiKeyEnv) ? apiKeyEnv : "API_KEY";
    const bool bearer = lowered(value).starts_with("bearer ");
    return '"' + name + ": " + (bearer ? "Bearer " : "") + '$' + variable + '"';
}

} // namespace

Expected<std::string> toCurl(const TrialSpec &spec, const std::string &apiKeyEnv)
{
    const auto protocol = profiles::makeProtocol(spec.protocol);
    if (!protocol)
        return tl::unexpected(protocol.error());
    constexpr const char *NextLine = " \\\n  ";
    std::string command = "curl --no-buffer " + quoted(spec.endpoint.url.text() + (*protocol)->path());
    if (!spec.endpoint.tls.caFile.empty())
        command += NextLine + ("--cacert " + quoted(spec.endpoint.tls.caFile));
    if (spec.endpoint.tls.insecure)
        command += std::string(NextLine) + "--insecure";
    command += NextLine + ("-H " + quoted("Content-Type: application/json"));
    for (const auto &[name, value] : spec.endpoint.headers)
        command += NextLine + ("-H " + headerWord(name, value, apiKeyEnv));
    return command + NextLine + "--data-binary " + quoted((*protocol)->body(spec.request));
}

} // namespace tokamark::backends
