#include "dialogs/keyfield.h"

#include "widgets/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <initializer_list>

namespace tokamark::ui {

KeyField::KeyField(QWidget *parent)
    : QWidget(parent)
    , m_place(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_key(new QLineEdit(this))
{
    m_place->addItems({QString(), QString(), QString()});
    m_key->setEchoMode(QLineEdit::Password);
    // One below the other, for side by side they would cut what they say.
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing::Small);
    for (QWidget *field : std::initializer_list<QWidget *>{m_place, m_name, m_key})
        rows->addWidget(field);
    setFocusProxy(m_place);
    connect(m_place, &QComboBox::currentIndexChanged, this, &KeyField::showPlace);
    connect(m_name, &QLineEdit::textChanged, this, &KeyField::changed);
    connect(m_key, &QLineEdit::textChanged, this, &KeyField::changed);
    retranslate();
    showPlace();
}

void KeyField::setTarget(const plan::Target &target)
{
    const bool inKeychain = !target.apiKeyKeychain.empty();
    m_place->setCurrentIndex(inKeychain ? Keychain : target.apiKeyEnv.empty() ? NoKey : Variable);
    m_name->setText(QString::fromStdString(inKeychain ? target.apiKeyKeychain : target.apiKeyEnv));
}

void KeyField::applyTo(plan::Target &target) const
{
    const std::string name = m_name->text().trimmed().toStdString();
    const int place = m_place->currentIndex();
    target.apiKeyEnv = place == Variable ? name : std::string();
    target.apiKeyKeychain = place == Keychain ? name : std::string();
}

std::string KeyField::newKey() const
{
    const bool named = m_place->currentIndex() == Keychain && !m_name->text().trimmed().isEmpty();
    return named ? m_key->text().trimmed().toStdString() : std::string();
}

QString KeyField::fault() const
{
    if (!m_name->text().trimmed().isEmpty())
        return {};
    switch (m_place->currentIndex()) {
    case Variable: return tr("Say which environment variable holds the key.");
    case Keychain: return tr("Say what the key goes by in the keychain.");
    default: return {};
    }
}

void KeyField::showPlace()
{
    const int place = m_place->currentIndex();
    m_name->setVisible(place != NoKey);
    m_key->setVisible(place == Keychain);
    m_name->setPlaceholderText(place == Variable ? QStringLiteral("OPENAI_API_KEY") : tr("name in the keychain"));
    Q_EMIT changed();
}

void KeyField::retranslate()
{
    m_place->setItemText(NoKey, tr("no key"));
    m_place->setItemText(Variable, tr("environment variable"));
    m_place->setItemText(Keychain, tr("system keychain"));
    m_place->setAccessibleName(tr("Where the API key is"));
    m_name->setAccessibleName(tr("Name of the API key"));
    m_key->setAccessibleName(tr("New API key"));
    m_key->setPlaceholderText(tr("new key; empty: as it is"));
}

} // namespace tokamark::ui
