#include "pages/comparisoncard.h"

#include "format/tiptext.h"
#include "models/comparisonmodel.h"
#include "models/failedcelltext.h"
#include "models/rundifferencetext.h"
#include "widgets/card.h"
#include "widgets/fittingcombo.h"
#include "widgets/fittingtable.h"
#include "widgets/flowlayout.h"
#include "widgets/tabledelegate.h"
#include "widgets/textlines.h"
#include "widgets/theme.h"
#include "words/levelwords.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tokamark::ui {

namespace {

constexpr qsizetype ReasonsShown = 3;
constexpr qsizetype FailedShown = 6; ///< reasons of points that failed as a whole
constexpr std::size_t CausesShown = 4; ///< of each backend
constexpr int RowHeight = 30;

/// As high as its rows, and its scroll bar where the columns do not fit.
class FlatTable final : public FittingTable {
public:
    using FittingTable::FittingTable;

    void fitHeight()
    {
        const int rows = std::max(model()->rowCount(), 1);
        const bool scrolled = horizontalScrollBar()->maximum() > horizontalScrollBar()->minimum();
        const int height = horizontalHeader()->sizeHint().height() + rows * RowHeight
            + (scrolled ? horizontalScrollBar()->sizeHint().height() : 0);
        if (height != maximumHeight() || height != minimumHeight())
            setFixedHeight(height);
    }

protected:
    void updateGeometries() override
    {
        FittingTable::updateGeometries();
        if (model() != nullptr)
            fitHeight();
    }
};

/// A choice that stays beside its name where the line is broken.
QWidget *pairOf(QLabel *label, QComboBox *combo)
{
    auto *pair = new QWidget(combo->parentWidget());
    auto *row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, spacing::Small, 0);
    row->setSpacing(spacing::Small);
    row->addWidget(label);
    row->addWidget(combo, 1);
    return pair;
}

} // namespace

ComparisonCard::ComparisonCard(const ThemeProvider &theme, QWidget *parent)
    : QFrame(parent)
    , m_levelLabel(makeLabel("caption", this))
    , m_baselineLabel(makeLabel("caption", this))
    , m_level(makeFittingCombo(this))
    , m_baseline(makeFittingCombo(this))
    , m_copy(new QPushButton(this))
    , m_copyTable(new QAction(this))
    , m_copyStatements(new QAction(this))
    , m_otherTool(new QPushButton(this))
    , m_selfChecks(new QPushButton(this))
    , m_model(new ComparisonModel(this))
    , m_differences(makeLabel("body", this))
    , m_table(new FlatTable(this))
    , m_failures(new TextLines(this))
    , m_statements(makeLabel("body", this))
    , m_reasons(makeLabel("dim", this))
{
    setProperty("role", QStringLiteral("card"));
    buildTable(theme);
    for (QLabel *label : {m_differences, m_statements, m_reasons}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    auto *choices = new FlowLayout(nullptr);
    choices->setSpacing(spacing::Small);
    for (const auto &[label, combo] : {std::pair(m_levelLabel, m_level), std::pair(m_baselineLabel, m_baseline)})
        choices->addWidget(pairOf(label, combo));
    choices->addTrailing(m_selfChecks);
    choices->addTrailing(m_otherTool);
    choices->addTrailing(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::Large, spacing::Medium, spacing::Large, spacing::Medium);
    column->setSpacing(spacing::Small);
    column->addLayout(choices);
    column->addWidget(m_differences);
    column->addWidget(m_table);
    column->addWidget(m_failures);
    column->addWidget(m_statements);
    column->addWidget(m_reasons);
    connect(m_level, &QComboBox::activated, this, [this] {
        m_levelChosen = true;
        showLevel();
        Q_EMIT levelChanged();
    });
    connect(m_baseline, &QComboBox::activated, this, [this] {
        m_model->setBaseline(m_baseline->currentData().toInt());
        showStatements();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ComparisonCard::seriesChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ComparisonCard::showStatements);
    connect(m_otherTool, &QPushButton::clicked, this, &ComparisonCard::otherToolRequested);
    connect(m_selfChecks, &QPushButton::clicked, this, &ComparisonCard::selfChecksRequested);
    // One button for both: the words for two do not fit beside the choices in every language.
    auto *copies = new QMenu(m_copy);
    copies->addActions({m_copyTable, m_copyStatements});
    m_copy->setMenu(copies);
    m_copy->setProperty("menu", true);
    connect(m_copyStatements, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_model->allStatements().join(QLatin1Char('\n'))); });
    connect(m_copyTable, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_model->asText()); });
    retranslate();
}

void ComparisonCard::buildTable(const ThemeProvider &theme)
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new TableDelegate(theme, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    // What a point is worth, and what failed, stands beside its name, where it is seen however narrow the window is.
    m_table->horizontalHeader()->moveSection(ComparisonModel::VerdictColumn, ComparisonModel::BackendColumn + 1);
    const int errors = m_table->horizontalHeader()->visualIndex(ComparisonModel::ErrorsColumn);
    m_table->horizontalHeader()->moveSection(errors, ComparisonModel::BackendColumn + 2);
    // The level stands above the table and the statement below; the columns are for what is copied.
    m_table->setColumnHidden(ComparisonModel::LevelColumn, true);
    m_table->setColumnHidden(ComparisonModel::StatementColumn, true);
}

void ComparisonCard::setResults(std::shared_ptr<const ResultSet> results, Statistic statistic, bool sameRuns)
{
    const plan::Level before = level();
    m_results = std::move(results);
    m_statistic = statistic;
    const QStringList differences = runDifferenceLines(*m_results);
    m_differences->setText(differences.join(QLatin1Char('\n')));
    m_differences->setVisible(!differences.isEmpty());
    fillLevels(before, sameRuns);
    fillBaselines();
    showLevel();
}

void ComparisonCard::setStatistic(Statistic statistic)
{
    m_statistic = statistic;
    showLevel();
}

void ComparisonCard::fillLevels(const plan::Level &before, bool sameRuns)
{
    m_level->clear();
    const std::vector<plan::Level> &levels = m_results->levels();
    for (const plan::Level &one : levels)
        m_level->addItem(words::levelText(one));
    const bool measured = std::ranges::any_of(
        m_results->series(), [&before](const ResultSeries &series) { return series.at(before) != nullptr; });
    m_levelChosen = m_levelChosen && (sameRuns || measured);
    const auto shown = std::ranges::find(levels, m_levelChosen ? before : m_results->mostMeasuredLevel());
    m_level->setCurrentIndex(shown == levels.end() ? -1 : static_cast<int>(shown - levels.begin()));
}

void ComparisonCard::fillBaselines()
{
    const int before = m_model->baseline();
    const bool noneChosen = m_baseline->count() > 2 && before < 0; // there were two to compare
    m_baseline->clear();
    m_baseline->addItem(tr("none"), -1);
    const auto &series = m_results->series();
    for (std::size_t i = 0; i < series.size(); ++i)
        m_baseline->addItem(series[i].name, static_cast<int>(i));
    const bool fits = before >= 0 && before < static_cast<int>(series.size());
    // With two or more there is something to compare; the slot of the first is as good as any.
    m_baseline->setCurrentIndex(fits ? before + 1 : (series.size() > 1 && !noneChosen ? 1 : 0));
    m_model->setBaseline(m_baseline->currentData().toInt());
}

void ComparisonCard::showLevel()
{
    if (!m_results)
        return;
    const auto chosen = series();
    m_model->setResults(m_results, level(), m_statistic);
    if (chosen && m_model->rowOf(*chosen) >= 0)
        m_table->selectRow(m_model->rowOf(*chosen));
    // The median has a column of its own.
    m_table->setColumnHidden(ComparisonModel::TtftColumn, m_statistic == Statistic::P50);
    m_table->setColumnHidden(ComparisonModel::RooflineColumn, !m_model->hasRoofline());
    showFailures();
    const QStringList reasons = m_model->reasons();
    QStringList shown = reasons.mid(0, ReasonsShown);
    if (reasons.size() > shown.size())
        shown.append(tr("and %n more", nullptr, static_cast<int>(reasons.size() - shown.size())));
    m_reasons->setVisible(!reasons.isEmpty());
    m_reasons->setText(shown.join(QLatin1Char('\n')));
    m_reasons->setToolTip(format::tip(reasons.join(QLatin1Char('\n'))));
    showStatements();
}

void ComparisonCard::showFailures()
{
    m_failures->clear();
    const QStringList failed = failedCellLines(*m_results);
    for (const QString &line : failed.mid(0, FailedShown))
        m_failures->add(line, "error");
    if (failed.size() > FailedShown)
        m_failures->add(tr("and %n more", nullptr, static_cast<int>(failed.size() - FailedShown)), "dim");
    for (int row = 0; row < m_model->rowCount(); ++row) {
        m_failures->add(m_model->failedHeading(row), "plain");
        std::vector<storage::FailureGroup> causes = m_model->point(row).failures();
        const std::size_t more = causes.size() - std::min(causes.size(), CausesShown);
        causes.resize(causes.size() - more);
        m_failures->addFailures(causes);
        if (more > 0)
            m_failures->add(tr("and %n more", nullptr, static_cast<int>(more)), "dim");
    }
    m_failures->setVisible(!m_failures->isEmpty());
}

void ComparisonCard::showStatements()
{
    const QModelIndex row = m_table->currentIndex();
    const bool any = m_model->rowCount() > 0;
    const QStringList sentences = any ? m_model->statements(row.isValid() ? row.row() : 0) : QStringList();
    m_statements->setText(sentences.join(QLatin1Char('\n')));
    m_statements->setVisible(!sentences.isEmpty());
    m_otherTool->setEnabled(any);
    m_selfChecks->setEnabled(any);
    m_copyStatements->setEnabled(!m_model->allStatements().isEmpty());
}

void ComparisonCard::choosePoint(std::size_t series, const plan::Level &level)
{
    const auto place = std::ranges::find(m_results->levels(), level);
    m_level->setCurrentIndex(static_cast<int>(place - m_results->levels().begin()));
    m_levelChosen = true;
    showLevel();
    Q_EMIT levelChanged();
    m_table->selectRow(m_model->rowOf(series));
}

/// The items of the list are the levels of the results, in their order.
plan::Level ComparisonCard::level() const
{
    const int place = m_level->currentIndex();
    return m_results && place >= 0 ? m_results->levels().at(static_cast<std::size_t>(place)) : plan::Level();
}

std::optional<std::size_t> ComparisonCard::series() const
{
    if (m_model->rowCount() == 0)
        return std::nullopt;
    const QModelIndex row = m_table->currentIndex();
    return m_model->seriesOf(row.isValid() ? row.row() : 0);
}

void ComparisonCard::retranslate()
{
    m_copy->setText(tr("Copy"));
    m_copyTable->setText(tr("The table"));
    m_selfChecks->setText(tr("Self-checks…"));
    m_selfChecks->setToolTip(
        tr("The chosen point beside server counters, hardware and arithmetic, which know it from elsewhere"));
    m_otherTool->setText(tr("As measured by…"));
    m_otherTool->setToolTip(tr("The chosen point as vLLM, SGLang, GuideLLM or AIPerf would have reported it"));
    m_copyStatements->setText(tr("What may be said of every backend beside the baseline at this load"));
    m_levelLabel->setText(tr("At"));
    m_baselineLabel->setText(tr("Baseline"));
    m_level->setAccessibleName(tr("Level shown in the table"));
    m_baseline->setAccessibleName(tr("Baseline of the differences"));
    m_table->setAccessibleName(tr("Backends at one level"));
    m_model->retranslate();
}

} // namespace tokamark::ui
