#pragma once

#include "plan/plan.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;

namespace tokamark::ui {

/// A number of tokens per request: its shape, its middle and its spread, and what a drawn one is cut to. GUI thread;
/// owned by its form.
class LengthField final : public QWidget {
    Q_OBJECT

public:
    explicit LengthField(QWidget *parent = nullptr);

    void setLength(const plan::LengthSpec &length);
    void retranslate();

Q_SIGNALS:
    void edited(const tokamark::plan::LengthSpec &length);

private:
    void chooseShape(int shape);
    void connectNumber(QSpinBox *box, std::uint32_t plan::LengthSpec::*part);

    plan::LengthSpec m_length;
    QComboBox *m_shape;
    QSpinBox *m_mean;
    QSpinBox *m_spread;
    QLabel *m_limits;
    QSpinBox *m_min;
    QSpinBox *m_max;
};

} // namespace tokamark::ui
