#pragma once

#include "models/planforecaster.h"
#include "plan/forecast.h"
#include "plan/plan.h"
#include "session/searchforecast.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <optional>
#include <vector>

namespace tokamark::ui {

/// What a plan will do: a row for each backend and workload, a column for each load, in each cell the requests and the
/// time of one repetition. GUI thread; owned by its page.
class PlanMatrixModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit PlanMatrixModel(QObject *parent = nullptr);

    void setPlan(const plan::Plan &plan);
    /// Short texts, where there is no room for the whole ones: the numbers of one repetition, without what they count.
    /// The whole ones are tool tips then.
    void setCompact(bool compact);
    /// Cells, repetitions counted; none of a plan that searches.
    [[nodiscard]] std::size_t cellCount() const;
    /// Over the whole plan. Zero where it cannot be told for every cell, and of a plan that searches.
    [[nodiscard]] plan::Forecast total() const;
    /// Between what a plan that searches lies.
    [[nodiscard]] plan::SearchForecast search() const;
    /// What is known of the trace that the plan plays: empty while it is read, and where it plays none.
    [[nodiscard]] const std::optional<Expected<session::TraceForecast>> &trace() const { return m_forecaster.trace(); }
    /// Requests of the smallest cell that can be told; zero: none can.
    [[nodiscard]] std::uint64_t fewestRequests() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Totals are better known now.
    void forecastChanged();

private:
    [[nodiscard]] const plan::Forecast &forecastAt(const QModelIndex &index) const;
    [[nodiscard]] QString times(const QString &text) const;
    [[nodiscard]] QString estimated(const QString &requests) const;
    [[nodiscard]] QString requestsText(const plan::Forecast &cell) const;
    [[nodiscard]] QString compactText(const plan::Forecast &cell) const;
    [[nodiscard]] static QString timeText(const plan::Forecast &cell);
    [[nodiscard]] static QString clockText(const plan::Forecast &cell);
    void showDoublings();
    void foretell();

    bool m_compact = false;
    plan::Plan m_plan; ///< of a search, with the loads that it begins with
    session::SearchSteps m_steps; ///< of a plan that searches
    PlanForecaster m_forecaster;
    std::vector<std::uint32_t> m_levelOrder; ///< places in Load::concurrency, users rising
    std::vector<plan::Forecast> m_forecasts; ///< row by row
    std::vector<plan::Forecast> m_lowest; ///< of each row, what its lowest load does at least
};

} // namespace tokamark::ui
