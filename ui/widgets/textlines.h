#pragma once

#include "storage/failuregroup.h"

#include <QWidget>

#include <cstddef>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace tokamark::ui {

/// Lines of text below each other, each in its own style, to be marked and copied. Their labels are made once and only
/// given other texts: dozens of new ones for each click would be felt. GUI thread; owned by its card.
class TextLines final : public QWidget {
    Q_OBJECT

public:
    explicit TextLines(QWidget *parent = nullptr);

    void clear();
    /// `role`: a name in the style sheet. An empty text makes no line.
    void add(const QString &text, const char *role);
    /// A line for each cause of failed requests, and what to change where its message tells.
    void addFailures(const std::vector<storage::FailureGroup> &failures);
    [[nodiscard]] bool isEmpty() const { return m_used == 0; }

private:
    QVBoxLayout *m_layout;
    std::vector<QLabel *> m_labels;
    std::size_t m_used = 0;
};

} // namespace tokamark::ui
