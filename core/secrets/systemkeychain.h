#pragma once

#include "secrets/keychain.h"

#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace QKeychain {
class Job;
}

namespace tokamark::secrets {

/// The keychain of the desktop session: Secret Service or KWallet on Linux. The library under it wants to be used from
/// one thread with an event loop, so it gets one, on first use. One per program, which owns it through its SecretStore;
/// destroying it gives up what is still being asked.
class SystemKeychain final : public Keychain {
public:
    SystemKeychain();
    ~SystemKeychain() override;
    SystemKeychain(const SystemKeychain &) = delete;
    SystemKeychain &operator=(const SystemKeychain &) = delete;

    [[nodiscard]] Expected<std::string> read(const std::string &name) override;
    [[nodiscard]] Expected<void> write(const std::string &name, const std::string &secret) override;
    [[nodiscard]] Expected<void> remove(const std::string &name) override;
    void giveUp() override;

private:
    using MakeJob = std::function<QKeychain::Job *(QObject *parent)>;
    [[nodiscard]] Expected<std::string> perform(const std::string &name, MakeJob make);

    std::atomic<bool> m_givenUp{false};
    std::once_flag m_started;
    QThread m_thread;
    std::unique_ptr<QObject> m_worker; ///< lives on the thread; parent of the jobs
};

} // namespace tokamark::secrets
