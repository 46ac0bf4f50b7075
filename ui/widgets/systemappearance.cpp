#include "widgets/systemappearance.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEvent>
#include <QPalette>
#include <QWindow>

namespace tokamark::ui {

namespace {

const QString Service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString Path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString Interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString Space = QStringLiteral("org.freedesktop.appearance");
const QString Key = QStringLiteral("color-scheme");

bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

/// `Read` puts the value into a variant inside a variant.
uint schemeOf(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

SystemAppearance::SystemAppearance(const QPalette &palette, QObject *parent)
    : QObject(parent)
    , m_paletteIsDark(isDarkPalette(palette))
{
    QCoreApplication::instance()->installEventFilter(this);
}

void SystemAppearance::setPalette(const QPalette &palette)
{
    const bool before = isDark();
    m_paletteIsDark = isDarkPalette(palette);
    if (isDark() != before)
        Q_EMIT changed();
}

void SystemAppearance::askPortal()
{
    QDBusConnection session = QDBusConnection::sessionBus();
    if (!session.isConnected())
        return;
    // D-Bus knows slots by their names alone.
    session.connect(Service, Path, Interface, QStringLiteral("SettingChanged"), this,
                    SLOT(takeSetting(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(Service, Path, Interface, QStringLiteral("Read"));
    question << Space << Key;
    auto *answer = new QDBusPendingCallWatcher(session.asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        takeAnswer(*answer);
        answer->deleteLater();
    });
}

void SystemAppearance::takeAnswer(QDBusPendingCallWatcher &answer)
{
    // A desktop without a portal answers with an error, which is an answer too: the palette decides.
    const QDBusPendingReply<QDBusVariant> reply = answer;
    if (!reply.isError())
        setScheme(schemeOf(reply.value().variant()));
}

void SystemAppearance::takeSetting(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space == Space && key == Key)
        setScheme(schemeOf(value.variant()));
}

void SystemAppearance::setScheme(uint scheme)
{
    const bool before = isDark();
    m_preference = scheme == 1 ? std::optional(true) : scheme == 2 ? std::optional(false) : std::nullopt;
    if (isDark() != before)
        Q_EMIT changed();
}

bool SystemAppearance::eventFilter(QObject *watched, QEvent *event)
{
    // Qt sends it to each window; the last one finds nothing left to change.
    if (event->type() == QEvent::ThemeChange && qobject_cast<QWindow *>(watched) != nullptr)
        Q_EMIT paletteOutdated();
    return QObject::eventFilter(watched, event);
}

} // namespace tokamark::ui
