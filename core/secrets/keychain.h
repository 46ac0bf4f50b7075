#pragma once

#include "base/error.h"

#include <string>

namespace tokamark::secrets {

/// Where secrets lie under names, outside of every file of this program. Calls wait, perhaps for a person who has to
/// unlock something, so never on a GUI thread; any other thread may call. Owned by a SecretStore.
///
/// Errors: KeyMissing, KeychainUnavailable, KeychainRefused, each with "keychain:NAME" and never with the secret.
class Keychain {
public:
    virtual ~Keychain() = default;
    [[nodiscard]] virtual Expected<std::string> read(const std::string &name) = 0;
    [[nodiscard]] virtual Expected<void> write(const std::string &name, const std::string &secret) = 0;
    [[nodiscard]] virtual Expected<void> remove(const std::string &name) = 0;
    /// Lets every call that waits, now or later, end as KeychainRefused: the program is about to end.
    virtual void giveUp() = 0;
};

} // namespace tokamark::secrets
