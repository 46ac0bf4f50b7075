#pragma once

#include "plan/matrix.h"
#include "plan/plan.h"

#include <QObject>
#include <QThreadPool>

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace tokamark::ui {

/// Foretells how long the cells of a plan take and how many requests they send. For simulated backends it runs their
/// model in virtual time on a background thread and keeps the answers; of real servers nothing is known beforehand.
/// GUI thread; owned by its page.
class PlanForecaster final : public QObject {
    Q_OBJECT

public:
    explicit PlanForecaster(QObject *parent = nullptr);
    ~PlanForecaster() override;

    /// What is known now; asks in the background for what is not, `changed` follows.
    [[nodiscard]] plan::Forecast forecast(const plan::Plan &plan, const plan::CellKey &cell);

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
    void ask(const Question &question);

    QThreadPool m_pool;
    std::map<Question, std::optional<double>> m_answers; ///< seconds per request; empty: asked for
    std::size_t m_open = 0; ///< questions without an answer
};

} // namespace tokamark::ui
