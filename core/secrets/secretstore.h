#pragma once

#include "base/error.h"
#include "plan/plan.h"
#include "plan/targetsecrets.h"
#include "secrets/keychain.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::secrets {

/// Finds secrets by where a plan says that they are: an environment variable, the system's keychain, or, where there is
/// no keychain, the memory of this program until it ends. Secrets leave it only to be put into a request.
///
/// Any thread but the GUI's, for a keychain may wait for a person. Shared by everything that sends requests.
class SecretStore final {
public:
    /// The system's keychain.
    SecretStore();
    explicit SecretStore(std::unique_ptr<Keychain> keychain);

    /// The key of a target; empty if its plan names none. Errors: KeyMissing, KeychainUnavailable, KeychainRefused.
    [[nodiscard]] Expected<std::optional<std::string>> keyOf(const plan::Target &target);
    /// The target's headers, with its key among them, and values where the plan says where they are. Errors: likewise.
    [[nodiscard]] Expected<std::vector<std::pair<std::string, std::string>>> headersOf(const plan::Target &target);
    /// The target as its requests need it: with those headers, and with texts in its extra body where it says where
    /// they are. Errors: likewise.
    [[nodiscard]] Expected<plan::Target> filledIn(plan::Target target);
    /// The keys that its metrics pages have of their own, one for each URL; empty: none. Errors: likewise.
    [[nodiscard]] Expected<std::vector<std::string>> pageKeysOf(const plan::Target &target);
    [[nodiscard]] Expected<std::string> readVariable(const std::string &name) const;
    [[nodiscard]] Expected<std::string> readKeychain(const std::string &name);

    enum class Kept { InKeychain, UntilTheEnd };
    /// Keeps a secret under a name, in memory where no keychain is to be had. Error: KeychainRefused.
    [[nodiscard]] Expected<Kept> keep(const std::string &name, const std::string &secret);
    /// Error: KeychainRefused. What is not there is forgotten already.
    [[nodiscard]] Expected<void> forget(const std::string &name);

    /// The program is about to end: nobody is to wait for a keychain any more. Any thread.
    void giveUp() { m_keychain->giveUp(); }

private:
    [[nodiscard]] Expected<std::string> read(const plan::SecretPlace &place);

    std::unique_ptr<Keychain> m_keychain;
    std::mutex m_mutex; ///< guards the next
    std::map<std::string, std::string> m_remembered; ///< for want of a keychain
};

} // namespace tokamark::secrets
