#pragma once

#include "http/connection.h"
#include "load/cellcontext.h"
#include "load/streamreader.h"
#include "load/workerreport.h"

#include <cstdint>
#include <optional>

namespace tokamark::load {

class User;

/// What a user needs of the worker it lives on.
class UserHost {
public:
    virtual ~UserHost() = default;
    /// The next place in the list of prompts; empty: no more requests are to be sent.
    virtual std::optional<std::uint64_t> takeIndex() = 0;
    /// False once `takeIndex` would come back empty.
    [[nodiscard]] virtual bool hasIndex() const = 0;
    virtual void requestBegun(Instant at) = 0;
    virtual void requestEnded(Instant at, metrics::RequestRecord record) = 0;
    /// Has `User::begin` called when it is due.
    virtual void schedule(User &user, Instant due) = 0;
    /// Its request has ended and it may be given another: only where a schedule says when requests are due.
    virtual void freed(User &user, Instant at) = 0;
    virtual void retired(User &user) = 0;
};

/// One connection and what is done on it: sends a request, reads its answer. In a closed loop it is one user, which thinks
/// and sends the next one by itself; where a schedule says when, it then waits to be given another.
///
/// Lives on its worker's thread, owned by the worker. The loop must be run out before it is destroyed.
class User final : private http::ExchangeListener {
public:
    struct Place {
        std::uint32_t worker = 0;
        std::uint32_t user = 0; ///< in the whole cell
    };

    User(CellContext &cell, http::ConnectionServices &services, UserHost &host, WorkerReport &totals, Place place);

    /// Sends the next request. `due` is when the schedule wanted it; `ready` is from when on the client could send it, which
    /// is later where the plan lets it wait.
    void begin(Instant due, Instant ready);
    /// Ends the request in flight if a time limit has passed.
    void tick(Instant now);
    /// Ends at once; a request in flight becomes a record that says cancelled.
    void abort(Instant now);
    /// True if a request that belongs to [open, close) is in flight.
    [[nodiscard]] bool hasCountedRequest(Instant open, Instant close) const noexcept;
    [[nodiscard]] bool isRetired() const noexcept { return m_state == State::Retired; }
    [[nodiscard]] std::uint32_t number() const noexcept { return m_place.user; }

private:
    enum class State : std::uint8_t { Waiting, Busy, Retired };

    void responseBegun(const http::ResponseHead &head, const http::ReadStamp &stamp) override;
    void chunkBegun(std::uint64_t sizeBytes, const http::ReadStamp &stamp) override;
    http::Wish bodyReceived(std::string_view bytes, const http::ReadStamp &stamp) override;
    void exchangeEnded(const http::ExchangeEnd &end) override;

    void noteLateness(Instant ready);
    void judge(const http::ExchangeEnd &end);
    void complete(Instant end);
    void refuse();
    void endEarly(metrics::Outcome outcome, const char *text, Instant at);
    void endRefused(Instant at);
    void next(Instant end);
    void retire();
    [[nodiscard]] bool isStream() const noexcept;

    CellContext &m_cell;
    UserHost &m_host;
    WorkerReport &m_totals;
    Place m_place;
    http::Connection m_connection;
    StreamReader m_reader;
    metrics::RequestRecord m_record;
    std::string m_excerpt; ///< start of a body that is no stream, or what its head says in its place
    std::uint32_t m_failuresInARow = 0;
    State m_state = State::Waiting;
    bool m_isFirst = true;
    bool m_notAStream = false; ///< the head says that the body is something else
    bool m_headSaysAll = false; ///< the body is not worth reading
};

} // namespace tokamark::load
