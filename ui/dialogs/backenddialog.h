#pragma once

#include "plan/plan.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QPlainTextEdit;

namespace tokamark::ui {

class FormCard;

/// All that can be said about one backend. Faults stand beside their fields, and OK waits until there are none.
/// GUI thread; owned by whoever asks.
class BackendDialog final : public QDialog {
    Q_OBJECT

public:
    BackendDialog(const plan::Target &target, int marker, QWidget *parent = nullptr);

    [[nodiscard]] plan::Target target() const;
    [[nodiscard]] int marker() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildFields();
    void fill(const plan::Target &target, int marker);
    void retranslate();
    void validate();
    void makeRoom();

    plan::Target m_original;
    int m_originalMarker;
    FormCard *m_form;
    QLineEdit *m_name;
    QLineEdit *m_url;
    QComboBox *m_kind;
    QComboBox *m_endpoint;
    QLineEdit *m_model;
    QLineEdit *m_key;
    QPlainTextEdit *m_headers;
    QLineEdit *m_extraBody;
    QLineEdit *m_caFile;
    QCheckBox *m_insecure;
    QLineEdit *m_device;
    QLineEdit *m_note;
    QComboBox *m_marker;
    QDialogButtonBox *m_buttons;
};

} // namespace tokamark::ui
