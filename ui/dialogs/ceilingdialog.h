#pragma once

#include "base/error.h"
#include "calibration/ceiling.h"

#include <QDialog>
#include <QString>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace tokamark::ui {

class CeilingProbe;
class NoticeCard;

/// What this machine can drive: the sentence that was found when it was last measured, and a new measurement step by
/// step. Closing it ends one that goes on. GUI thread; owned by whoever asks.
class CeilingDialog final : public QDialog {
    Q_OBJECT

public:
    /// `program`: see CeilingProbe; empty: the usual one.
    explicit CeilingDialog(const QString &program = {}, QWidget *parent = nullptr);

    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    /// A measurement has ended, well or not.
    void ended();

private:
    void build();
    void showStored();
    void toggle();
    void addStep(const calibration::CeilingStep &step);
    void showCeiling(const calibration::Ceiling &ceiling);
    void showError(const Error &error);
    void showRunning(bool running);

    CeilingProbe *m_probe;
    QLabel *m_sentence;
    QLabel *m_when;
    QTableWidget *m_steps;
    QProgressBar *m_progress;
    NoticeCard *m_notice;
    QPushButton *m_measure;
    QPushButton *m_copy;
};

} // namespace tokamark::ui
