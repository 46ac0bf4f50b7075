#pragma once

#include "storage/storedrun.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

#include <vector>

namespace tokamark::ui {

/// The runs of a database, newest first. GUI thread; owned by the panel that shows it.
class HistoryModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { NameRole = Qt::UserRole, DetailRole, WhenRole, RunRole, SearchRole };

    using QAbstractListModel::QAbstractListModel;

    void setRuns(std::vector<storage::RunInfo> runs);
    [[nodiscard]] const storage::RunInfo *run(RunId id) const;
    [[nodiscard]] QModelIndex indexOf(RunId id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The person gave a run another name in place.
    void renamed(tokamark::RunId run, const QString &name);

private:
    [[nodiscard]] QString detail(const storage::RunInfo &run) const;

    std::vector<storage::RunInfo> m_runs;
};

/// Runs whose name, note, tags, models or backends hold every word of the search. GUI thread.
class HistoryFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setSearch(const QString &text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace tokamark::ui
