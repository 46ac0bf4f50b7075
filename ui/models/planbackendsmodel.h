#pragma once

#include "storage/backendrepository.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <optional>
#include <vector>

namespace tokamark::ui {

class BackendStore;
class PlanDocument;

/// The backends that a plan can measure: the saved ones, and those that the plan brought along. Checked are those in
/// the plan. GUI thread; owned by its page.
class PlanBackendsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int { NameColumn, DetailColumn, ColumnCount };

    /// Both must outlive the model.
    PlanBackendsModel(const BackendStore &store, PlanDocument &document, QObject *parent = nullptr);

    /// Where in the plan the backend of that row is; empty if it is not in it.
    [[nodiscard]] std::optional<std::size_t> placeInPlan(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        plan::Target target;
        int marker = 0;
        QString detection;
        bool inPlan = false;
        bool operator==(const Row &) const = default;
    };
    void refresh();

    const BackendStore &m_store;
    PlanDocument &m_document;
    std::vector<Row> m_rows;
};

} // namespace tokamark::ui
