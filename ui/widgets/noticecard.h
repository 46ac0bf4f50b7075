#pragma once

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace tokamark::ui {

enum class Tone : int { Neutral, Good, Warning, Bad, Accent };

/// The name of a tone in the style sheet.
[[nodiscard]] QString styleName(Tone tone);

/// A card that says what happened, why, and what can be done: errors, warnings with a fix on offer, undo bars.
/// GUI thread; owned by its parent.
class NoticeCard final : public QFrame {
    Q_OBJECT

public:
    enum class Look { Card, Inset };
    explicit NoticeCard(Look look = Look::Card, QWidget *parent = nullptr);

    /// Replaces text and actions. An empty `title` leaves the line out.
    void setNotice(Tone tone, const QString &title, const QString &text);
    /// Adds something to do about it, as a link that the keyboard reaches.
    void addAction(const QString &text, std::function<void()> action);
    void clearActions();
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const;

private:
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_actions;
};

} // namespace tokamark::ui
