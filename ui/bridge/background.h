#pragma once

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace tokamark::ui {

/// Carries "it is done" from a pool thread to the thread that asked. Made and deleted by `inBackground` alone.
class BackgroundRelay final : public QObject {
    Q_OBJECT

Q_SIGNALS:
    void finished();
};

/// Runs `work()` on a thread of `pool` and then `done(result)` on the calling thread, so that nothing which reads a
/// file or a database holds up the window. `done` is dropped when `context`, which must live on the calling thread, is
/// gone by then; `work` must not touch anything of the window.
template <class Work, class Done> void inBackground(QThreadPool &pool, QObject *context, Work work, Done done)
{
    using Result = std::invoke_result_t<Work>;
    auto result = std::make_shared<std::optional<Result>>();
    auto *relay = new BackgroundRelay;
    QObject::connect(
        relay, &BackgroundRelay::finished, context,
        [result, done = std::move(done)]() mutable { done(std::move(**result)); }, Qt::QueuedConnection);
    pool.start([result, relay, work = std::move(work)]() mutable {
        result->emplace(work());
        Q_EMIT relay->finished();
        relay->deleteLater();
    });
}

/// The same on the program's common pool.
template <class Work, class Done> void inBackground(QObject *context, Work work, Done done)
{
    inBackground(*QThreadPool::globalInstance(), context, std::move(work), std::move(done));
}

} // namespace tokamark::ui
