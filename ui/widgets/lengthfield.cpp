#include "widgets/lengthfield.h"

#include "widgets/card.h"
#include "widgets/fittingcombo.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <array>
#include <utility>

namespace tokamark::ui {

namespace {

constexpr int MostTokens = 1 << 20;
constexpr int NumberWidth = 72;

/// Keeps the limits of a length where a new middle and spread fit into them, and widens them where they do not.
void widen(plan::LengthSpec &length)
{
    if (length.shape == plan::LengthSpec::Shape::Fixed)
        length.spread = 0;
    if (length.shape == plan::LengthSpec::Shape::Uniform && length.mean > 0)
        length.spread = std::min(length.spread, length.mean - 1);
    length.min = std::min(length.min, std::max<std::uint32_t>(1, length.mean - std::min(length.mean, length.spread)));
    length.max = std::max(length.max, length.mean + length.spread);
}

} // namespace

LengthField::LengthField(QWidget *parent)
    : QWidget(parent)
    , m_shape(makeFittingCombo(this))
    , m_mean(new QSpinBox(this))
    , m_spread(new QSpinBox(this))
    , m_limits(makeLabel("dim", this))
    , m_min(new QSpinBox(this))
    , m_max(new QSpinBox(this))
{
    m_shape->addItems({QString(), QString(), QString()});
    for (QSpinBox *box : {m_mean, m_min, m_max})
        box->setRange(1, MostTokens);
    m_spread->setRange(0, MostTokens);
    // As wide as lengths are, and not as the largest of them.
    for (QSpinBox *box : {m_mean, m_spread, m_min, m_max})
        box->setMinimumWidth(NumberWidth);
    m_spread->setPrefix(QStringLiteral("± "));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spacing::Small);
    grid->setVerticalSpacing(spacing::Tight);
    grid->addWidget(m_shape, 0, 0);
    grid->addWidget(m_mean, 0, 1);
    grid->addWidget(m_spread, 0, 2);
    grid->addWidget(m_limits, 1, 0, Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(m_min, 1, 1);
    grid->addWidget(m_max, 1, 2);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 2);
    setFocusProxy(m_shape);
    connect(m_shape, &QComboBox::activated, this, &LengthField::chooseShape);
    connectNumber(m_mean, &plan::LengthSpec::mean);
    connectNumber(m_spread, &plan::LengthSpec::spread);
    connectNumber(m_min, &plan::LengthSpec::min);
    connectNumber(m_max, &plan::LengthSpec::max);
}

void LengthField::chooseShape(int shape)
{
    plan::LengthSpec next = m_length;
    next.shape = static_cast<plan::LengthSpec::Shape>(shape);
    if (next.shape != plan::LengthSpec::Shape::Fixed && next.spread == 0)
        next.spread = next.mean / 2;
    widen(next);
    Q_EMIT edited(next);
}

void LengthField::connectNumber(QSpinBox *box, std::uint32_t plan::LengthSpec::*part)
{
    connect(box, &QSpinBox::valueChanged, this, [this, part](int value) {
        plan::LengthSpec next = m_length;
        next.*part = static_cast<std::uint32_t>(value);
        if (part == &plan::LengthSpec::mean || part == &plan::LengthSpec::spread)
            widen(next);
        Q_EMIT edited(next);
    });
}

void LengthField::setLength(const plan::LengthSpec &length)
{
    m_length = length;
    const QSignalBlocker shape(m_shape);
    m_shape->setCurrentIndex(static_cast<int>(length.shape));
    const std::array numbers = {std::pair{m_mean, length.mean}, std::pair{m_spread, length.spread},
                                std::pair{m_min, length.min}, std::pair{m_max, length.max}};
    for (const auto &[box, value] : numbers) {
        const QSignalBlocker blocker(box);
        box->setValue(static_cast<int>(value));
    }
    const bool drawn = length.shape != plan::LengthSpec::Shape::Fixed;
    for (QWidget *widget : {static_cast<QWidget *>(m_spread), static_cast<QWidget *>(m_limits),
                            static_cast<QWidget *>(m_min), static_cast<QWidget *>(m_max)})
        widget->setVisible(drawn);
}

void LengthField::retranslate()
{
    m_shape->setItemText(0, tr("fixed"));
    m_shape->setItemText(1, tr("uniform"));
    m_shape->setItemText(2, tr("normal"));
    m_mean->setAccessibleName(tr("Tokens"));
    m_spread->setAccessibleName(tr("Spread"));
    m_limits->setText(tr("cut to"));
    m_min->setAccessibleName(tr("At least"));
    m_max->setAccessibleName(tr("At most"));
    m_min->setToolTip(tr("A number drawn below becomes this one."));
    m_max->setToolTip(tr("A number drawn above becomes this one."));
}

} // namespace tokamark::ui
