#pragma once

#include "plan/matrix.h"
#include "plan/plan.h"
#include "session/planforecast.h"

#include <QDateTime>
#include <QObject>
#include <QThreadPool>

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

namespace tokamark::ui {

/// Foretells how long the cells of a plan take and how many requests they send. For simulated backends it runs their
/// model in virtual time on a background thread and keeps the answers, and it reads the trace of a plan there; of real
/// servers nothing is known beforehand.
/// GUI thread; owned by its page.
class PlanForecaster final : public QObject {
    Q_OBJECT

public:
    explicit PlanForecaster(QObject *parent = nullptr);
    ~PlanForecaster() override;

    /// The plan that is asked about next: its trace, if it plays one that is not known yet, is read in the background;
    /// `changed` follows. Nobody waits for a trace of an earlier plan, nor for any when the window closes.
    void setPlan(const plan::Plan &plan);
    /// What is known now; asks in the background for what is not, `changed` follows.
    [[nodiscard]] plan::Forecast forecast(const plan::Plan &plan, const plan::CellKey &cell);
    /// What is known of the trace of the plan: empty while it is read and where there is none.
    [[nodiscard]] const std::optional<Expected<session::TraceForecast>> &trace() const { return m_trace; }

Q_SIGNALS:
    void changed();

private:
    struct Question {
        std::string preset;
        std::uint32_t users = 0;
        std::uint32_t promptTokens = 0;
        std::uint32_t outputTokens = 0;
        auto operator<=>(const Question &) const = default;
    };
    /// Which file it was that was read.
    struct TraceStamp {
        QDateTime modified;
        qint64 size = -1;
        bool operator==(const TraceStamp &) const = default;
    };
    struct TraceAnswer {
        TraceStamp stamp;
        bool isNews = false; ///< the file is not the one that is known
        std::optional<Expected<session::TraceForecast>> trace; ///< empty for what is no file
    };
    void ask(const Question &question);
    void askForTrace();
    void forgetTrace();
    [[nodiscard]] static TraceAnswer answer(const plan::Load &load, const TraceStamp &known,
                                            const std::stop_token &stop);

    QThreadPool m_pool;
    std::map<Question, std::optional<double>> m_answers; ///< seconds per request; empty: asked for
    std::size_t m_open = 0; ///< questions without an answer
    std::optional<plan::Load> m_played; ///< the trace of the plan, and how it is cut
    std::stop_source m_traceStop; ///< of the file that is read for it
    bool m_readingTrace = false;
    TraceStamp m_traceStamp;
    std::optional<Expected<session::TraceForecast>> m_trace; ///< what is known of it
};

} // namespace tokamark::ui
