#pragma once

#include "metrics/selfchecks.h"

#include <QAbstractTableModel>
#include <QString>

#include <string_view>
#include <vector>

namespace tokamark::ui {

/// What independent witnesses say of a point: a row for each, with both numbers, how far they are apart, and what comes
/// of it. GUI thread; owned by the dialog that shows it.
class SelfCheckModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        OutcomeColumn,
        WhatColumn,
        OursColumn,
        TheirsColumn,
        UnitColumn,
        OffColumn,
        LimitColumn,
        WhyColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setChecks(std::vector<metrics::SelfCheck> checks);
    /// "5 agree, 1 differs, 3 cannot tell"
    [[nodiscard]] QString summary() const;
    /// In columns, for a message or a note.
    [[nodiscard]] QString asText() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] int count(metrics::CheckOutcome outcome) const;

    std::vector<metrics::SelfCheck> m_checks;
};

} // namespace tokamark::ui
