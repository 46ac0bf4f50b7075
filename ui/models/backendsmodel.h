#pragma once

#include "base/ids.h"
#include "session/misfits.h"

#include <QAbstractTableModel>

namespace tokamark::storage {
struct SavedBackend;
}

namespace tokamark::ui {

class BackendHealth;
class BackendStore;

/// The saved backends as a table, with what was detected and how they are. GUI thread; owned by its page.
class BackendsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int { NameColumn, UrlColumn, DetectedColumn, ModelColumn, LimitsColumn, HealthColumn, ColumnCount };

    /// Both must outlive the model.
    BackendsModel(const BackendStore &store, const BackendHealth &health, QObject *parent = nullptr);

    /// Null for an invalid index.
    [[nodiscard]] const storage::SavedBackend *backendAt(const QModelIndex &index) const;
    [[nodiscard]] int readyCount() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Puts the words of the present language.
    void retranslate();

private:
    [[nodiscard]] QVariant nameData(const storage::SavedBackend &backend, int role) const;
    [[nodiscard]] QVariant detectedData(const storage::SavedBackend &backend, int role) const;
    [[nodiscard]] session::Misfits misfitsOf(const storage::SavedBackend &backend) const;
    [[nodiscard]] QVariant healthData(const storage::SavedBackend &backend, int role) const;

    const BackendStore &m_store;
    const BackendHealth &m_health;
};

} // namespace tokamark::ui
