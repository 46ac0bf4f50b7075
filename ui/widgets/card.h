#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace tokamark::ui {

/// A rounded surface with an optional title line: heading left, a dim aside right. GUI thread; owned by its parent.
class Card final : public QFrame {
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setAside(const QString &text);
    /// Where the content goes, below the title line.
    [[nodiscard]] QVBoxLayout *body() const noexcept { return m_body; }
    /// The title line, for a button or a badge at its right end.
    [[nodiscard]] QHBoxLayout *titleRow() const noexcept { return m_titleRow; }

private:
    QHBoxLayout *m_titleRow;
    QVBoxLayout *m_body;
    QLabel *m_title;
    QLabel *m_aside;
};

/// A label whose look comes from the style sheet by `role` ("title", "heading", "dim", "caption", "badge").
[[nodiscard]] QLabel *makeLabel(const char *role, QWidget *parent = nullptr);
/// Sets a dynamic property that the style sheet asks for, and has the widget drawn anew where it changed.
void setStyleProperty(QWidget *widget, const char *name, const QVariant &value);

} // namespace tokamark::ui
