#pragma once

#include "http/connection.h"
#include "load/arrivalqueue.h"
#include "load/user.h"
#include "load/workerreport.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

namespace tokamark::load {

/// One thread with one event loop and its share of the users or of the schedule. Shares nothing with other workers; what it has to tell
/// lies in a mailbox that is filled about twenty times a second and emptied by the collector.
///
/// Made, commanded and destroyed by the collector's thread; destroying it aborts and joins.
class Worker final : private UserHost {
public:
    /// `finished` is called on the worker's thread as the last thing it does.
    Worker(CellContext &cell, unsigned index, std::function<void()> finished);
    ~Worker() override;
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    void start();
    /// No more requests are begun; those in flight end by themselves.
    void drain();
    /// What is due and not sent is not sent any more; of the window, it is recorded as unsent. What is in flight ends by
    /// itself.
    void giveUpWaiting();
    /// Every connection is closed; what was in flight is recorded as cancelled.
    void abort();
    /// The state as of the last turn, and the records of the requests that have ended since the last call.
    [[nodiscard]] WorkerReport collect(std::vector<metrics::RequestRecord> &records);

private:
    using Due = std::pair<Instant, std::uint32_t>; ///< index into `m_users`

    void run();
    void placeUsers();
    void addUser(std::uint32_t number);
    void armDue();
    void startDue();
    void startUsers(Instant at);
    void startArrivals(Instant at);
    [[nodiscard]] User *freeUser();
    [[nodiscard]] bool hasFreeUser() const;
    [[nodiscard]] std::optional<Instant> nextDue() const;
    void endIfOver();
    void settle();
    void armTick();
    void onTick();
    void publish(Instant now);
    void stopDraining();
    void abortUsers();
    void recordUnsent();
    void noteInFlight(Instant at, std::int32_t change);

    std::optional<std::uint64_t> takeIndex() override;
    [[nodiscard]] bool hasIndex() const override;
    void requestBegun(Instant at) override;
    void requestEnded(Instant at, metrics::RequestRecord record) override;
    void schedule(User &user, Instant due) override;
    void freed(User &user, Instant at) override;
    void retired(User &user) override;

    CellContext &m_cell;
    unsigned m_index;
    std::function<void()> m_finished;
    boost::asio::io_context m_loop{1};
    boost::asio::steady_timer m_dueTimer;
    boost::asio::steady_timer m_tickTimer;
    RealtimeOffset m_offset;
    std::vector<char> m_readBuffer;
    std::vector<char> m_plainBuffer;
    WorkerReport m_totals;
    http::SocketWatch m_sockets;
    http::ConnectionServices m_services;
    std::vector<std::unique_ptr<User>> m_users;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
    std::optional<ArrivalQueue> m_arrivals; ///< where a schedule says when requests are due
    std::optional<std::uint64_t> m_givenIndex; ///< of the arrival that is being begun
    std::vector<std::pair<User *, Instant>> m_free; ///< with the instant since when; the last one is taken first
    std::vector<metrics::RequestRecord> m_batch;
    Instant m_inFlightSince;
    std::size_t m_active = 0; ///< users that have not retired
    unsigned m_ticks = 0;
    bool m_draining = false;
    bool m_over = false; ///< nothing is left to be done

    std::mutex m_mailboxMutex;
    WorkerReport m_mailboxReport;
    std::vector<metrics::RequestRecord> m_mailboxRecords;

    std::jthread m_thread; ///< last: joined before anything it uses goes
};

} // namespace tokamark::load
