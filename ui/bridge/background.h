#pragma once

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace tokamark::ui {

/// Carries "it is done" from a pool thread to the thread that asked. It belongs to the work that it announces and goes
/// with it, on whichever thread that is, whether the work was done or dropped from its pool; so it lives on no thread.
class BackgroundRelay final : public QObject {
    Q_OBJECT

public:
    BackgroundRelay();

Q_SIGNALS:
    void finished();
};

/// Runs `work()` on a thread of `pool` and then `done(result)` on the calling thread, so that nothing which reads a
/// file or a database holds up the window. `done` is dropped when `context`, which must live on the calling thread, is
/// gone by then; `work` must not touch anything of the window. What `done` holds may be let go on the pool's thread.
template <class Work, class Done> void inBackground(QThreadPool &pool, QObject *context, Work work, Done done)
{
    using Result = std::invoke_result_t<Work>;
    auto result = std::make_shared<std::optional<Result>>();
    auto relay = std::make_shared<BackgroundRelay>();
    QObject::connect(
        relay.get(), &BackgroundRelay::finished, context,
        [result, done = std::move(done)]() mutable { done(std::move(**result)); }, Qt::QueuedConnection);
    pool.start([result = std::move(result), relay = std::move(relay), work = std::move(work)]() mutable {
        result->emplace(work());
        Q_EMIT relay->finished();
    });
}

/// The same on the program's common pool.
template <class Work, class Done> void inBackground(QObject *context, Work work, Done done)
{
    inBackground(*QThreadPool::globalInstance(), context, std::move(work), std::move(done));
}

} // namespace tokamark::ui
