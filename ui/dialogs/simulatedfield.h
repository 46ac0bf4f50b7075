#pragma once

#include <QWidget>

#include <string>

class QComboBox;

namespace tokamark::ui {

/// Chooses a simulated backend: which engine it plays, and in whose dialect it speaks. GUI thread; owned by its form.
class SimulatedField final : public QWidget {
    Q_OBJECT

public:
    explicit SimulatedField(QWidget *parent = nullptr);

    /// Shows what a URL "sim:PRESET" or "sim:PRESET@DIALECT" means; another URL leaves the choice as it is.
    void setUrl(const std::string &url);
    [[nodiscard]] std::string url() const;
    void retranslate();

Q_SIGNALS:
    /// A person has chosen; `url` is what it comes to.
    void chosen(const QString &url);

private:
    QComboBox *m_preset;
    QComboBox *m_dialect;
};

} // namespace tokamark::ui
