#include "load/worker.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <ctime>
#include <exception>
#include <iterator>
#include <utility>

namespace tokamark::load {
namespace {

constexpr Duration TickEvery = std::chrono::milliseconds(50);
/// The wall clock is looked at on every second tick.
constexpr unsigned TicksPerClockSample = 2;
/// So many users are started before the loop reads again, so that a ramp of zero does not hold up what arrives.
constexpr int StartsPerTurn = 16;
constexpr std::size_t ReadBufferBytes = std::size_t{256} * 1024;

Instant now()
{
    return SteadyClock().now();
}

Duration threadCpuTime()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + Duration(used.tv_nsec);
}

} // namespace

Worker::Worker(CellContext &cell, unsigned index, std::function<void()> finished)
    : m_cell(cell)
    , m_index(index)
    , m_finished(std::move(finished))
    , m_dueTimer(m_loop)
    , m_tickTimer(m_loop)
    , m_readBuffer(ReadBufferBytes)
    , m_plainBuffer(cell.tls != nullptr ? ReadBufferBytes : 0)
    , m_sockets(m_loop)
    , m_services{m_loop, m_sockets, m_offset, m_readBuffer, m_plainBuffer, m_totals.readLag}
{
    placeUsers();
}

Worker::~Worker()
{
    if (m_thread.joinable()) {
        abort();
        m_thread.join();
    }
}

void Worker::start()
{
    m_thread = std::jthread([this] { run(); });
}

void Worker::drain()
{
    boost::asio::post(m_loop, [this] { stopDraining(); });
}

void Worker::giveUpWaiting()
{
    boost::asio::post(m_loop, [this] { recordUnsent(); });
}

void Worker::abort()
{
    boost::asio::post(m_loop, [this] { abortUsers(); });
}

/// Users are dealt round robin over the workers and begin along a straight ramp, at instants fixed beforehand.
void Worker::placeUsers()
{
    const CellSpec &spec = m_cell.spec;
    if (spec.arrivals) {
        m_arrivals.emplace(*spec.arrivals, m_cell.started, m_index, m_cell.workers);
        return;
    }
    for (std::uint32_t number = m_index; number < spec.users; number += m_cell.workers) {
        const Instant due = m_cell.started + spec.ramp * number / spec.users;
        m_due.emplace(due, static_cast<std::uint32_t>(m_users.size()));
        addUser(number);
    }
}

void Worker::addUser(std::uint32_t number)
{
    const User::Place place{m_index, number};
    m_users.push_back(std::make_unique<User>(m_cell, m_services, static_cast<UserHost &>(*this), m_totals, place));
    ++m_active;
}

void Worker::run()
{
    try {
        m_inFlightSince = now();
        armDue();
        armTick();
        // Where there are more workers than requests, some have nothing to do from the start.
        endIfOver();
        m_loop.run();
    } catch (const std::exception &error) {
        // Exceptions do not leave a thread: the collector learns of it from the report.
        m_totals.fault = error.what();
        m_users.clear();
    }
    m_totals.finished = true;
    publish(now());
    m_finished();
}

// --- Who sends when -------------------------------------------------------------------------------------------------

void Worker::armDue()
{
    const std::optional<Instant> next = nextDue();
    if (!next)
        return;
    m_dueTimer.expires_at(*next);
    m_dueTimer.async_wait([this](const boost::system::error_code &error) {
        if (!error)
            startDue();
    });
}

/// When there is something to start next; an instant that has passed: at once.
std::optional<Instant> Worker::nextDue() const
{
    if (m_arrivals)
        return m_arrivals->waiting() > 0 && hasFreeUser() ? std::optional(Instant()) : m_arrivals->nextDue();
    return m_due.empty() ? std::nullopt : std::optional(m_due.top().first);
}

void Worker::startDue()
{
    const Instant at = now();
    if (m_arrivals)
        startArrivals(at);
    else
        startUsers(at);
    armDue();
}

void Worker::startUsers(Instant at)
{
    for (int started = 0; started < StartsPerTurn && !m_due.empty() && m_due.top().first <= at; ++started) {
        const auto [due, index] = m_due.top();
        m_due.pop();
        m_users[index]->begin(due, due);
    }
}

/// What finds no free connection goes on waiting, until one that ends calls again.
void Worker::startArrivals(Instant at)
{
    m_arrivals->advance(at);
    for (int started = 0; started < StartsPerTurn && m_arrivals->waiting() > 0 && hasFreeUser(); ++started) {
        const Instant freedAt = m_free.empty() ? Instant() : m_free.back().second;
        User *const user = freeUser();
        const ArrivalQueue::Item item = m_arrivals->take();
        m_givenIndex = item.index;
        // The wait behind a limit of the plan is what was asked for; behind a limit of this machine it is our lateness.
        user->begin(item.due, m_cell.spec.maxInFlight ? std::max(item.due, freedAt) : item.due);
    }
}

bool Worker::hasFreeUser() const
{
    return !m_free.empty() || m_users.size() < m_cell.slotsPerWorker;
}

/// The one that was used last, because its connection is the most likely to be open still.
User *Worker::freeUser()
{
    if (m_free.empty()) {
        addUser(m_index + static_cast<std::uint32_t>(m_users.size()) * m_cell.workers);
        return m_users.back().get();
    }
    User *const user = m_free.back().first;
    m_free.pop_back();
    return user;
}

void Worker::freed(User &user, Instant at)
{
    m_free.emplace_back(&user, at);
    if (m_arrivals->waiting() > 0)
        armDue();
    endIfOver();
}

/// Where a schedule ends or is stopped, nobody retires by himself.
void Worker::endIfOver()
{
    if (!m_arrivals || !m_arrivals->isOver() || m_free.size() < m_users.size())
        return;
    m_over = true;
    for (const std::unique_ptr<User> &user : m_users) {
        if (!user->isRetired())
            user->abort(now());
    }
    settle();
}

void Worker::schedule(User &user, Instant due)
{
    const std::uint32_t index = (user.number() - m_index) / m_cell.workers;
    if (m_draining) {
        user.abort(now());
        return;
    }
    const bool isNext = m_due.empty() || due < m_due.top().first;
    m_due.emplace(due, index);
    if (isNext)
        armDue();
}

std::optional<std::uint64_t> Worker::takeIndex()
{
    if (m_draining)
        return std::nullopt;
    if (m_arrivals)
        return std::exchange(m_givenIndex, std::nullopt);
    const std::uint64_t index = m_cell.nextIndex.fetch_add(1, std::memory_order_relaxed);
    if (m_cell.spec.requests && index >= *m_cell.spec.requests)
        return std::nullopt;
    return index;
}

bool Worker::hasIndex() const
{
    return !m_draining
        && (!m_cell.spec.requests || m_cell.nextIndex.load(std::memory_order_relaxed) < *m_cell.spec.requests);
}

void Worker::retired(User &)
{
    if (--m_active == 0 && !m_arrivals)
        settle();
}

/// Nothing is left to be done, so the loop runs out.
void Worker::settle()
{
    m_over = true;
    m_due = {};
    m_dueTimer.cancel();
    m_tickTimer.cancel();
    m_draining = true;
}

void Worker::stopDraining()
{
    m_draining = true;
    if (m_arrivals) {
        m_arrivals->stop();
        endIfOver();
        return;
    }
    while (!m_due.empty()) {
        const std::uint32_t index = m_due.top().second;
        m_due.pop();
        m_users[index]->abort(now());
    }
}

void Worker::recordUnsent()
{
    if (!m_arrivals)
        return;
    const Instant open = m_cell.windowOpen.load(std::memory_order_acquire);
    const Instant close = m_cell.windowClose.load(std::memory_order_acquire);
    for (const ArrivalQueue::Item &item : m_arrivals->stop()) {
        if (item.due < open || item.due >= close)
            continue;
        metrics::RequestRecord record;
        record.id = RequestId{static_cast<std::int64_t>(item.index) + 1};
        record.worker = m_index;
        record.promptIndex = static_cast<std::uint32_t>(item.index);
        record.at.due = item.due;
        record.at.end = now();
        record.outcome = metrics::Outcome::Cancelled;
        record.error = "not sent: it waited in the client until the cell would wait no longer";
        m_batch.push_back(std::move(record));
    }
    endIfOver();
}

void Worker::abortUsers()
{
    m_draining = true;
    m_due = {};
    if (m_arrivals)
        m_arrivals->stop();
    const Instant at = now();
    for (const std::unique_ptr<User> &user : m_users) {
        if (!user->isRetired())
            user->abort(at);
    }
    if (m_arrivals)
        settle();
}

// --- What is told ---------------------------------------------------------------------------------------------------

void Worker::requestBegun(Instant at)
{
    noteInFlight(at, 1);
}

void Worker::requestEnded(Instant at, metrics::RequestRecord record)
{
    noteInFlight(at, -1);
    m_batch.push_back(std::move(record));
}

void Worker::noteInFlight(Instant at, std::int32_t change)
{
    m_totals.inFlightSeconds += m_totals.inFlight * toSeconds(std::max(at - m_inFlightSince, Duration::zero()));
    m_inFlightSince = std::max(at, m_inFlightSince);
    m_totals.inFlight = static_cast<std::uint32_t>(static_cast<std::int32_t>(m_totals.inFlight) + change);
}

void Worker::armTick()
{
    m_tickTimer.expires_after(TickEvery);
    m_tickTimer.async_wait([this](const boost::system::error_code &error) {
        if (!error)
            onTick();
    });
}

void Worker::onTick()
{
    const Instant at = now();
    m_totals.loopDelay.add(at - m_tickTimer.expiry());
    if (++m_ticks % TicksPerClockSample == 0)
        m_offset.sample();
    for (const std::unique_ptr<User> &user : m_users)
        user->tick(at);
    publish(at);
    if (!m_over)
        armTick();
}

void Worker::publish(Instant at)
{
    const Instant open = m_cell.windowOpen.load(std::memory_order_acquire);
    const Instant close = m_cell.windowClose.load(std::memory_order_acquire);
    noteInFlight(at, 0);
    m_totals.asOf = at;
    m_totals.cpu = threadCpuTime();
    m_totals.largestClockStep = m_offset.largestStep();
    m_totals.countedInFlight = static_cast<std::uint32_t>(
        std::count_if(m_users.begin(), m_users.end(),
                      [&](const std::unique_ptr<User> &user) { return user->hasCountedRequest(open, close); }));
    if (m_arrivals) {
        m_arrivals->advance(at);
        m_totals.waiting = static_cast<std::uint32_t>(m_arrivals->waiting());
        m_totals.countedInFlight += m_arrivals->unsent(open, close);
    }

    const std::lock_guard lock(m_mailboxMutex);
    m_mailboxReport = m_totals;
    std::move(m_batch.begin(), m_batch.end(), std::back_inserter(m_mailboxRecords));
    m_batch.clear();
}

WorkerReport Worker::collect(std::vector<metrics::RequestRecord> &records)
{
    const std::lock_guard lock(m_mailboxMutex);
    std::move(m_mailboxRecords.begin(), m_mailboxRecords.end(), std::back_inserter(records));
    m_mailboxRecords.clear();
    return m_mailboxReport;
}

} // namespace tokamark::load
