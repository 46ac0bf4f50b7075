#pragma once

#include <QStyledItemDelegate>

namespace tokamark::ui {

class ThemeProvider;

/// Draws a backend of the plan: its check box, marker and name; what is known of it stays dim. GUI thread; owned by its
/// view.
class PlanBackendDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit PlanBackendDelegate(const ThemeProvider &theme, QObject *parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const ThemeProvider &m_theme;
};

} // namespace tokamark::ui
