#include "secrets/secretstore.h"

#include "plan/bodysecrets.h"
#include "plan/metricspage.h"
#include "secrets/systemkeychain.h"

#include <QByteArray>

namespace tokamark::secrets {

SecretStore::SecretStore()
    : SecretStore(std::make_unique<SystemKeychain>())
{
}

SecretStore::SecretStore(std::unique_ptr<Keychain> keychain)
    : m_keychain(std::move(keychain))
{
}

Expected<std::optional<std::string>> SecretStore::keyOf(const plan::Target &target)
{
    if (target.apiKeyEnv.empty() && target.apiKeyKeychain.empty())
        return std::nullopt;
    auto key = target.apiKeyEnv.empty() ? readKeychain(target.apiKeyKeychain) : readVariable(target.apiKeyEnv);
    if (!key)
        return tl::unexpected(std::move(key.error()));
    return std::optional(*std::move(key));
}

Expected<std::vector<std::pair<std::string, std::string>>> SecretStore::headersOf(const plan::Target &target)
{
    auto key = keyOf(target);
    if (!key)
        return tl::unexpected(std::move(key.error()));
    auto headers = target.headers;
    for (auto &[name, value] : headers) {
        const auto place = plan::secretPlace(name, value);
        if (!place)
            continue;
        auto secret = read(*place);
        if (!secret)
            return tl::unexpected(std::move(secret.error()));
        value = *std::move(secret);
    }
    if (*key)
        headers.emplace_back("Authorization", "Bearer " + **key);
    return headers;
}

Expected<plan::Target> SecretStore::filledIn(plan::Target target)
{
    auto headers = headersOf(target);
    if (!headers)
        return tl::unexpected(std::move(headers.error()));
    target.headers = *std::move(headers);
    std::optional<Error> failed;
    const auto valueOf = [this, &failed](const plan::BodySecret &secret) -> std::optional<std::string> {
        const auto place = plan::placeIn(secret.value);
        if (!place || failed)
            return std::nullopt;
        auto value = read(*place);
        if (value)
            return *std::move(value);
        failed = std::move(value.error());
        return std::nullopt;
    };
    target.extraBody = plan::replaceBodySecrets(target.extraBody, {}, valueOf);
    if (failed)
        return tl::unexpected(*std::move(failed));
    return target;
}

Expected<std::vector<std::string>> SecretStore::pageKeysOf(const plan::Target &target)
{
    std::vector<std::string> keys;
    for (const std::string &text : target.metricsUrls) {
        std::string &key = keys.emplace_back();
        const auto place = plan::metricsPageOf(text).key;
        if (!place)
            continue;
        auto secret = read(*place);
        if (!secret)
            return tl::unexpected(std::move(secret.error()));
        key = *std::move(secret);
    }
    return keys;
}

Expected<std::string> SecretStore::read(const plan::SecretPlace &place)
{
    return place.kind == plan::SecretPlace::Kind::Variable ? readVariable(place.name) : readKeychain(place.name);
}

Expected<std::string> SecretStore::readVariable(const std::string &name) const
{
    const QByteArray value = qgetenv(name.c_str());
    if (value.isEmpty())
        return fail(ErrorCode::KeyMissing, name);
    return value.toStdString();
}

Expected<std::string> SecretStore::readKeychain(const std::string &name)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto found = m_remembered.find(name); found != m_remembered.end())
            return found->second;
    }
    auto secret = m_keychain->read(name);
    if (secret && secret->empty())
        return fail(ErrorCode::KeyMissing, std::string(plan::KeychainPrefix) + name);
    return secret;
}

Expected<SecretStore::Kept> SecretStore::keep(const std::string &name, const std::string &secret)
{
    const auto written = m_keychain->write(name, secret);
    if (!written && written.error().code != ErrorCode::KeychainUnavailable)
        return tl::unexpected(written.error());
    const std::scoped_lock lock(m_mutex);
    if (written) {
        m_remembered.erase(name);
        return Kept::InKeychain;
    }
    m_remembered.insert_or_assign(name, secret);
    return Kept::UntilTheEnd;
}

Expected<void> SecretStore::forget(const std::string &name)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_remembered.erase(name);
    }
    const auto removed = m_keychain->remove(name);
    if (!removed && removed.error().code == ErrorCode::KeychainRefused)
        return removed;
    return {};
}

} // namespace tokamark::secrets
