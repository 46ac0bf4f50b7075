#pragma once

#include "models/planforecaster.h"
#include "plan/plan.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <vector>

namespace tokamark::ui {

/// What a plan will do: a row for each backend and workload, a column for each load, in each cell the requests and the
/// time of one repetition. GUI thread; owned by its page.
class PlanMatrixModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit PlanMatrixModel(QObject *parent = nullptr);

    void setPlan(const plan::Plan &plan);
    /// Cells, repetitions counted; of a search, the most that it can take.
    [[nodiscard]] std::size_t cellCount() const;
    /// Over the whole plan. Zero where it cannot be told for every cell.
    [[nodiscard]] plan::Forecast total() const;
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
    void showDoublings();
    void foretell();
    [[nodiscard]] plan::Forecast searchTotal() const;

    plan::Plan m_plan; ///< of a search, with the loads that it begins with
    std::size_t m_cellsOfSearch = 0; ///< of each backend and workload
    PlanForecaster m_forecaster;
    std::vector<std::uint32_t> m_levelOrder; ///< places in Load::concurrency, users rising
    std::vector<plan::Forecast> m_forecasts; ///< row by row
};

} // namespace tokamark::ui
