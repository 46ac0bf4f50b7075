#pragma once

#include "backends/httpprobe.h"
#include "base/error.h"
#include "http/secretmask.h"
#include "http/url.h"
#include "profiles/detection.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace tokamark::backends {

/// Finds out what serves at a URL, by a few questions that cost the server nothing. Sends no generation request.
///
/// Belongs to any thread with an event loop and never blocks it; owned by whoever asks. Destroying it ends the question
/// without an answer. One question at a time: a new one replaces the one before.
class Detector final : public QObject {
public:
    using Done = std::function<void(Expected<profiles::Detection>)>;

    explicit Detector(QObject *parent = nullptr);
    ~Detector() override;

    /// Calls `done` once, later, on this object's thread. Errors: those of HttpProbe and of `profiles::identify`.
    void detect(const http::Url &url, const ProbeOptions &options, Done done);
    /// Ends the question without an answer.
    void cancel();
    /// Of the last question that ended: somebody took it, even if nothing came of it.
    [[nodiscard]] bool wasTaken() const noexcept { return m_wasTaken; }

private:
    void onModels(Expected<profiles::ProbeAnswer> answer);
    void onFurther(std::size_t place, Expected<profiles::ProbeAnswer> answer);
    void askFurther();
    void finish(Expected<profiles::Detection> result);

    std::unique_ptr<HttpProbe> m_probe;
    http::SecretMask m_secrets; ///< of the question, and never in the answer
    std::vector<profiles::ProbeAnswer> m_answers;
    std::size_t m_awaited = 0;
    unsigned m_serial = 0; ///< of the question, so that a late answer to an earlier one is known
    Done m_done;
    bool m_wasTaken = false;
};

/// The same for a program without an event loop of its own: waits for the answer. Needs a QCoreApplication.
[[nodiscard]] Expected<profiles::Detection> detectAndWait(const http::Url &url, const ProbeOptions &options);

} // namespace tokamark::backends
