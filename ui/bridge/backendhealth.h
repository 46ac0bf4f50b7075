#pragma once

#include "profiles/detection.h"
#include "base/error.h"
#include "base/ids.h"
#include "plan/plan.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace tokamark::backends {
class Detector;
}

namespace tokamark::secrets {
class SecretStore;
}

namespace tokamark::ui {

/// Asks servers what they are, several at a time, by the few reads of `backends::Detector`; nothing here waits.
/// GUI thread; owned by its page. Destroying it drops what is being asked.
class BackendHealth final : public QObject {
    Q_OBJECT

public:
    enum class State { Unknown, Asking, Ready, Failed };
    struct Answer {
        State state = State::Unknown;
        std::optional<profiles::Detection> detection;
        std::optional<Error> error;
    };
    using Done = std::function<void(const Expected<profiles::Detection> &)>;

    explicit BackendHealth(std::shared_ptr<secrets::SecretStore> secrets, QObject *parent = nullptr);
    ~BackendHealth() override;

    /// Asks a saved backend again; `changed` follows. Simulated ones are always ready and are not asked.
    void check(BackendId id, const plan::Target &target);
    void forget(BackendId id);
    [[nodiscard]] Answer answerOf(BackendId id) const;
    /// Asks a server that is not saved yet. `done` is called once, later.
    void ask(const plan::Target &target, Done done);

Q_SIGNALS:
    void changed(tokamark::BackendId id);

private:
    using Answered = std::function<void(Expected<profiles::Detection>)>;
    void start(backends::Detector &detector, const plan::Target &target, Answered done);

    std::shared_ptr<secrets::SecretStore> m_secrets;
    QThreadPool m_keys; ///< one thread, for a keychain asks its questions one by one
    std::map<BackendId, Answer> m_answers;
    std::map<BackendId, backends::Detector *> m_detectors; ///< children
};

} // namespace tokamark::ui
