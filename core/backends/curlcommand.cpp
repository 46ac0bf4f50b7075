#include "backends/curlcommand.h"

#include "plan/bodysecrets.h"
#include "plan/targetsecrets.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

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
std::string headerWord(const std::string &name, const std::string &value, const std::string &keyVariable,
                       const std::vector<std::string> &keys)
{
    const std::string lower = lowered(name);
    if (!plan::carriesSecret(name) && !plan::holdsKey(value, keys))
        return quoted(name + ": " + value);
    if (lower != "authorization")
        return '"' + name + ": $" + variableOf(name) + '"';
    const bool bearer = lowered(value).starts_with("bearer ");
    return '"' + name + ": " + (bearer ? "Bearer " : "") + '$' + keyVariable + '"';
}

/// The word behind --data-binary: single quotes, which open where the shell has to put a variable in.
std::string bodyWord(const std::string &body, const std::string &keyVariable, const std::vector<std::string> &keys)
{
    std::string mark = "SECRET";
    while (body.find(mark) != std::string::npos)
        mark += '_';
    std::vector<std::string> variables;
    std::string word = quoted(plan::replaceBodySecrets(body, keys, [&](const plan::BodySecret &secret) {
        variables.push_back(plan::namesSecret(secret.name) ? variableOf(secret.name) : keyVariable);
        return std::optional(mark + std::to_string(variables.size()) + mark);
    }));
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const std::string place = mark + std::to_string(i + 1) + mark;
        word.replace(word.find(place), place.size(), "'\"$" + variables[i] + "\"'");
    }
    return word;
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
    const std::string keyVariable = isVariableName(apiKeyEnv) ? apiKeyEnv : "API_KEY";
    std::vector<std::string> keys = plan::secretsIn(spec.endpoint.headers, {});
    keys.insert(keys.end(), spec.endpoint.secrets.begin(), spec.endpoint.secrets.end());
    for (const auto &[name, value] : spec.endpoint.headers)
        command += NextLine + ("-H " + headerWord(name, value, keyVariable, keys));
    return command + NextLine + "--data-binary " + bodyWord((*protocol)->body(spec.request), keyVariable, keys);
}

} // namespace tokamark::backends
