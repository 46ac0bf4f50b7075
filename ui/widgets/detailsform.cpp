#include "widgets/detailsform.h"

#include "widgets/formcard.h"

#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

namespace tokamark::ui {

namespace {

const QString Description = QStringLiteral("description");
const QString Percentiles = QStringLiteral("percentiles");
const QString RequestTimeout = QStringLiteral("limits.request_timeout");
const QString StallTimeout = QStringLiteral("limits.stall_timeout");
const QString ConnectTimeout = QStringLiteral("limits.connect_timeout");
const QString Seed = QStringLiteral("seed");

/// "50, 90, 99": with a point in every language, because the comma separates.
QString percentileText(const std::vector<double> &percentiles)
{
    QStringList texts;
    for (const double percentile : percentiles)
        texts.append(QLocale::c().toString(percentile, 'g', QLocale::FloatingPointShortest));
    return texts.join(QStringLiteral(", "));
}

} // namespace

DetailsForm::DetailsForm(QWidget *parent)
    : PlanForm(parent)
    , m_description(new QLineEdit)
    , m_percentiles(new QLineEdit)
    , m_requestTimeout(new QLineEdit)
    , m_stallTimeout(new QLineEdit)
    , m_connectTimeout(new QLineEdit)
    , m_seed(new QLineEdit)
{
    card().addRow(Description, m_description);
    card().addRow(Percentiles, m_percentiles);
    addTimeout(m_requestTimeout, RequestTimeout, &plan::Limits::requestTimeout);
    addTimeout(m_stallTimeout, StallTimeout, &plan::Limits::stallTimeout);
    addTimeout(m_connectTimeout, ConnectTimeout, &plan::Limits::connectTimeout);
    card().addRow(Seed, m_seed);
    connect(m_description, &QLineEdit::editingFinished, this, [this] {
        change(Description, [this](plan::Plan &p) { p.description = m_description->text().toStdString(); });
    });
    connect(m_percentiles, &QLineEdit::editingFinished, this, &DetailsForm::commitPercentiles);
    connect(m_seed, &QLineEdit::editingFinished, this, &DetailsForm::commitSeed);
}

void DetailsForm::addTimeout(QLineEdit *field, const QString &key, Duration plan::Limits::*timeout)
{
    card().addRow(key, field);
    const Duration usual = plan::Limits().*timeout;
    connect(field, &QLineEdit::editingFinished, this, [this, field, key, timeout, usual] {
        changeDuration(field, key, usual, [timeout](plan::Plan &p, auto value) { p.limits.*timeout = *value; });
    });
}

void DetailsForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    setText(m_description, QString::fromStdString(plan.description));
    setText(m_percentiles, percentileText(plan.percentiles));
    setDuration(m_requestTimeout, plan.limits.requestTimeout);
    setDuration(m_stallTimeout, plan.limits.stallTimeout);
    setDuration(m_connectTimeout, plan.limits.connectTimeout);
    setText(m_seed, QString::number(plan.seed));
}

void DetailsForm::commitPercentiles()
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    std::vector<double> percentiles;
    for (QString part : m_percentiles->text().split(separators, Qt::SkipEmptyParts)) {
        if (part.startsWith(QLatin1Char('p'), Qt::CaseInsensitive))
            part.remove(0, 1);
        bool isNumber = false;
        const double percentile = QLocale::c().toDouble(part, &isNumber);
        if (!isNumber)
            return refuse(Percentiles, tr("“%1” is not a percentile. Write for example 50, 90, 95, 99.").arg(part));
        percentiles.push_back(percentile);
    }
    change(Percentiles, [&](plan::Plan &p) { p.percentiles = percentiles; });
}

void DetailsForm::commitSeed()
{
    bool isNumber = false;
    const qulonglong seed = m_seed->text().trimmed().toULongLong(&isNumber);
    if (!isNumber)
        return refuse(Seed, tr("“%1” is not a whole number from 0 up.").arg(m_seed->text()));
    change(Seed, [seed](plan::Plan &p) { p.seed = seed; });
}

void DetailsForm::retranslate()
{
    card().setTitle(tr("Details"));
    card().setRowText(Description, tr("Description"), tr("Kept with every run of this plan."));
    card().setRowText(Percentiles, tr("Percentiles"), tr("Shown on pages and in tables."));
    card().setRowText(RequestTimeout, tr("Request timeout"),
                      tr("A request that takes longer has failed, and percentiles count it as over this time."));
    card().setRowText(StallTimeout, tr("Stall timeout"), tr("So long without a byte, and the request has failed."));
    card().setRowText(ConnectTimeout, tr("Connect timeout"), tr("For a new connection, TLS included."));
    card().setRowText(Seed, tr("Seed"), tr("The same seed draws the same prompts and lengths again."));
}

} // namespace tokamark::ui
