#pragma once

#include "plan/plan.h"

#include <QDialog>
#include <QString>

#include <memory>
#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QPlainTextEdit;
class QScrollArea;
class QSpinBox;

namespace tokamark::secrets {
class SecretStore;
}

namespace tokamark::ui {

class FormCard;
class HardwareFields;
class KeyField;
class SimulatedField;

/// All that can be said about one backend. Faults stand beside their fields, and OK waits until there are none.
/// GUI thread; owned by whoever asks.
class BackendDialog final : public QDialog {
    Q_OBJECT

public:
    /// `secrets` takes a new key, if one is typed for the keychain.
    BackendDialog(const plan::Target &target, int marker, std::shared_ptr<secrets::SecretStore> secrets,
                  QWidget *parent = nullptr);

    [[nodiscard]] plan::Target target() const;
    [[nodiscard]] int marker() const;
    /// Puts a new key where it belongs first, and stays open if that fails.
    void accept() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildFields();
    void fill(const plan::Target &target, int marker);
    void retranslate();
    void validate();
    void makeRoom();
    void showNatives();
    void chooseSimulated(const QString &url);
    [[nodiscard]] std::vector<std::pair<QString, QString>> faults() const;

    plan::Target m_original;
    int m_originalMarker;
    std::shared_ptr<secrets::SecretStore> m_secrets;
    QScrollArea *m_scroll;
    FormCard *m_form;
    QLineEdit *m_name;
    QLineEdit *m_url;
    SimulatedField *m_simulated;
    QComboBox *m_kind;
    QComboBox *m_endpoint;
    QComboBox *m_native;
    QLineEdit *m_model;
    KeyField *m_key;
    QPlainTextEdit *m_headers;
    QLineEdit *m_extraBody;
    QLineEdit *m_caFile;
    QCheckBox *m_insecure;
    QPlainTextEdit *m_metricsUrls;
    QSpinBox *m_gpus;
    HardwareFields *m_hardware = nullptr;
    QLineEdit *m_gpuMetricsUrl;
    QLineEdit *m_device;
    QLineEdit *m_note;
    QComboBox *m_marker;
    QDialogButtonBox *m_buttons;
};

} // namespace tokamark::ui
