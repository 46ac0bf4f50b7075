#pragma once

#include "secrets/keychain.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace tokamark::support {

/// A keychain in memory, whose entries a test sees. `failure` is what every call gives instead.
class FakeKeychain final : public secrets::Keychain {
public:
    struct Entries {
        std::map<std::string, std::string> secrets;
        std::optional<ErrorCode> failure;
    };

    explicit FakeKeychain(std::shared_ptr<Entries> entries)
        : m_entries(std::move(entries))
    {
    }

    Expected<std::string> read(const std::string &name) override
    {
        if (m_entries->failure)
            return fail(*m_entries->failure, "keychain:" + name);
        const auto found = m_entries->secrets.find(name);
        if (found == m_entries->secrets.end())
            return fail(ErrorCode::KeyMissing, "keychain:" + name);
        return found->second;
    }
    Expected<void> write(const std::string &name, const std::string &secret) override
    {
        if (m_entries->failure)
            return fail(*m_entries->failure, "keychain:" + name);
        m_entries->secrets[name] = secret;
        return {};
    }
    Expected<void> remove(const std::string &name) override
    {
        if (m_entries->failure)
            return fail(*m_entries->failure, "keychain:" + name);
        m_entries->secrets.erase(name);
        return {};
    }

    void giveUp() override { m_entries->failure = ErrorCode::KeychainRefused; }

private:
    std::shared_ptr<Entries> m_entries;
};

} // namespace tokamark::support
