#pragma once

#include "plan/plan.h"

#include <QWidget>

#include <string>

class QComboBox;
class QLineEdit;

namespace tokamark::ui {

/// Where the key of a backend comes from: nowhere, an environment variable or the system's keychain, into which a new
/// one may be put. GUI thread; owned by its form.
class KeyField final : public QWidget {
    Q_OBJECT

public:
    explicit KeyField(QWidget *parent = nullptr);

    void setTarget(const plan::Target &target);
    /// Puts where the key is into the target; never the key.
    void applyTo(plan::Target &target) const;
    /// What was typed to be put into the keychain; empty: what is there stays.
    [[nodiscard]] std::string newKey() const;
    /// What is missing; empty: nothing.
    [[nodiscard]] QString fault() const;
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    enum Place : int { NoKey, Variable, Keychain };
    void showPlace();

    QComboBox *m_place;
    QLineEdit *m_name;
    QLineEdit *m_key;
};

} // namespace tokamark::ui
