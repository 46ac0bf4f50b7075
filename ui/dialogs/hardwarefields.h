#pragma once

#include "plan/plan.h"

#include <QObject>

class QComboBox;
class QLineEdit;

namespace tokamark::ui {

class FormCard;
class NumberBox;

/// What is known of the GPU and the model behind a backend, as rows of its form: the names that the table of GPUs and
/// models has are offered while typing. GUI thread; owned by the dialog, the widgets by its form.
class HardwareFields final : public QObject {
    Q_OBJECT

public:
    /// Adds the rows to the form, under the keys of a plan.
    explicit HardwareFields(FormCard &form, QObject *parent);

    void setHardware(const plan::Hardware &hardware);
    [[nodiscard]] plan::Hardware hardware() const;
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    FormCard &m_form;
    QLineEdit *m_gpu;
    QLineEdit *m_shape;
    QComboBox *m_weights;
    QComboBox *m_kv;
    NumberBox *m_tokensPerStep;
};

} // namespace tokamark::ui
