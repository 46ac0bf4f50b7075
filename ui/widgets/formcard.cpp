#include "widgets/formcard.h"

#include "widgets/card.h"
#include "widgets/theme.h"
#include "widgets/wheelguard.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <QVariant>

#include <algorithm>

namespace tokamark::ui {

namespace {
constexpr int LabelColumnWidth = 132;
} // namespace

QWidget *sideBySide(QWidget *left, QWidget *right)
{
    auto *both = new QWidget;
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::Small);
    row->addWidget(left, 1);
    row->addWidget(right, 1);
    both->setFocusProxy(left);
    return both;
}

FormCard::FormCard(QWidget *parent)
    : QFrame(parent)
    , m_title(makeLabel("heading", this))
    , m_grid(new QGridLayout)
    , m_wheel(new WheelGuard(this))
{
    setProperty("role", QStringLiteral("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, spacing::Medium, 14, spacing::Medium);
    layout->setSpacing(spacing::Small);
    layout->addWidget(m_title);
    layout->addLayout(m_grid);
    m_title->hide();
    m_grid->setHorizontalSpacing(spacing::Medium);
    m_grid->setVerticalSpacing(spacing::Tight);
    m_grid->setColumnMinimumWidth(0, LabelColumnWidth);
    m_grid->setColumnStretch(1, 1);
}

void FormCard::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void FormCard::addRow(const QString &key, QWidget *field)
{
    Row row{key, makeLabel("dim", this), field, makeLabel("error", this)};
    const int line = 2 * static_cast<int>(m_rows.size());
    row.label->setBuddy(field);
    m_wheel->watch(*field);
    row.error->setWordWrap(true);
    row.error->hide();
    m_grid->addWidget(row.label, line, 0);
    m_grid->addWidget(field, line, 1);
    m_grid->addWidget(row.error, line + 1, 1);
    m_rows.push_back(row);
}

void FormCard::setRowText(const QString &key, const QString &label, const QString &help)
{
    if (Row *row = find(key)) {
        row->label->setText(label);
        row->field->setAccessibleName(label);
        row->field->setToolTip(help);
        row->field->setAccessibleDescription(help);
        row->label->setToolTip(help);
    }
}

void FormCard::setRowVisible(const QString &key, bool visible)
{
    if (Row *row = find(key)) {
        row->label->setVisible(visible);
        row->field->setVisible(visible);
        row->error->setVisible(visible && !row->error->text().isEmpty());
    }
}

bool FormCard::setError(const QString &key, const QString &text)
{
    Row *row = find(key);
    if (row == nullptr)
        return false;
    row->error->setText(text);
    row->error->setVisible(!text.isEmpty());
    // Where a row has several fields, they are what is framed.
    QWidgetList fields{row->field};
    if (row->field->layout() != nullptr)
        fields = row->field->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *field : fields)
        setStyleProperty(field, "invalid", !text.isEmpty());
    return true;
}

void FormCard::clearErrors()
{
    for (const Row &row : m_rows)
        setError(row.key, {});
}

QWidget *FormCard::firstFaulty() const
{
    const auto found = std::ranges::find_if(m_rows, [](const Row &row) { return !row.error->isHidden(); });
    return found == m_rows.end() ? nullptr : found->field;
}

FormCard::Row *FormCard::find(const QString &key)
{
    const auto found = std::ranges::find(m_rows, key, &Row::key);
    return found == m_rows.end() ? nullptr : &*found;
}

} // namespace tokamark::ui
