#pragma once

#include <QFrame>

#include <vector>

class QGridLayout;
class QLabel;

namespace tokamark::ui {

class WheelGuard;

/// Two fields of one row, of equal width; the left one takes the focus.
[[nodiscard]] QWidget *sideBySide(QWidget *left, QWidget *right);

/// A card of labelled fields, each with room for what is wrong with it right below. A row is known by the key that the
/// plan uses for its value, so that the faults of a plan find their field. GUI thread; owned by its parent.
class FormCard final : public QFrame {
    Q_OBJECT

public:
    explicit FormCard(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void addRow(const QString &key, QWidget *field);
    void setRowText(const QString &key, const QString &label, const QString &help = {});
    void setRowVisible(const QString &key, bool visible);
    /// An empty text clears it. False if no row has that key.
    bool setError(const QString &key, const QString &text);
    void clearErrors();
    /// The first field that shows one; null: none does.
    [[nodiscard]] QWidget *firstFaulty() const;

private:
    struct Row {
        QString key;
        QLabel *label;
        QWidget *field;
        QLabel *error;
    };
    [[nodiscard]] Row *find(const QString &key);

    QLabel *m_title;
    QGridLayout *m_grid;
    WheelGuard *m_wheel;
    std::vector<Row> m_rows;
};

} // namespace tokamark::ui
