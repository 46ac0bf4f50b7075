#include "widgets/textlines.h"

#include "models/failuretext.h"
#include "widgets/card.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>
#include <QVariant>

namespace tokamark::ui {

TextLines::TextLines(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing::Tight);
}

void TextLines::clear()
{
    for (QLabel *label : m_labels)
        label->hide();
    m_used = 0;
}

void TextLines::add(const QString &text, const char *role)
{
    if (text.isEmpty())
        return;
    if (m_used == m_labels.size()) {
        QLabel *label = makeLabel(role, this);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_layout->addWidget(label);
        m_labels.push_back(label);
    }
    QLabel *label = m_labels[m_used++];
    setStyleProperty(label, "role", QString::fromLatin1(role));
    label->setText(text);
    label->show();
}

void TextLines::addFailures(const std::vector<storage::FailureGroup> &failures)
{
    for (const storage::FailureGroup &group : failures) {
        add(failureText(group), "error");
        add(words::failureCause(group).advice, "dim");
    }
}

} // namespace tokamark::ui
