#pragma once

#include <QObject>

#include <optional>

class QDBusMessage;
class QDBusPendingCallWatcher;
class QDBusVariant;
class QPalette;

namespace tokamark::ui {

/// Whether the desktop is light or dark, and word when that changes while the program runs.
///
/// Qt has a signal for this from 6.5 on; with 6.4 two hints must do. The settings portal of the desktop says what the
/// person chose and tells of every change: GNOME, KDE Plasma and whatever else brings a portal. Without one the palette
/// of the platform's own theme is looked at again whenever Qt says that the theme changed, as it does under Plasma,
/// Windows and macOS. A bare X11 session without either tells nobody, and there the appearance at the start stays.
///
/// GUI thread; owned by ThemeProvider.
class SystemAppearance final : public QObject {
    Q_OBJECT

public:
    /// `palette`: that of the platform, before the program puts its own in front of it.
    explicit SystemAppearance(const QPalette &palette, QObject *parent = nullptr);

    [[nodiscard]] bool isDark() const noexcept { return m_preference.value_or(m_paletteIsDark); }
    void setPalette(const QPalette &palette);
    /// Asks the portal of the session, once and without waiting, and listens to it from then on.
    void askPortal();

    bool eventFilter(QObject *watched, QEvent *event) override;

public Q_SLOTS:
    /// The portal's SettingChanged.
    void takeSetting(const QString &space, const QString &key, const QDBusVariant &value);

Q_SIGNALS:
    void changed();
    /// The platform's palette may be another one now, and whoever covers it should look and call `setPalette`.
    void paletteOutdated();

private:
    void takeAnswer(QDBusPendingCallWatcher &answer);
    /// As the portal counts: 1 is dark, 2 is light, all else has no preference.
    void setScheme(uint scheme);

    bool m_paletteIsDark;
    std::optional<bool> m_preference; ///< the portal's; empty: none, or no portal
};

} // namespace tokamark::ui
