#include "dialogs/othertooldialog.h"

#include "bridge/background.h"
#include "dialogs/dialogsize.h"
#include "models/othertoolmodel.h"
#include "storage/runrepository.h"
#include "widgets/card.h"
#include "widgets/noticecard.h"
#include "widgets/theme.h"
#include "words/errorwords.h"
#include "words/levelwords.h"
#include "words/othertoolwords.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace tokamark::ui {

namespace {

constexpr QSize DialogSize{1020, 640};
constexpr int RowHeight = 26;

} // namespace

OtherToolDialog::OtherToolDialog(Subject subject, QWidget *parent)
    : QDialog(parent)
    , m_subject(std::move(subject))
    , m_tool(new QComboBox(this))
    , m_repetition(new QComboBox(this))
    , m_title(makeLabel("heading", this))
    , m_notice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_model(new OtherToolModel(this))
    , m_table(new QTableView(this))
{
    setWindowTitle(tr("As measured by another benchmark"));
    resizeOver(*this, DialogSize);
    m_title->setText(
        tr("%1 at %2").arg(m_subject.results->series().at(m_subject.series).name, words::levelText(m_subject.level)));
    for (const metrics::OtherTool tool : metrics::AllOtherTools)
        m_tool->addItem(words::label(tool));
    for (const storage::StoredCell *one : point().cells)
        m_repetition->addItem(tr("Repetition %1").arg(one->key.repetition + 1));
    m_repetition->setVisible(m_repetition->count() > 1);
    m_tool->setAccessibleName(tr("Benchmark"));
    m_repetition->setAccessibleName(tr("Repetition"));
    buildTable();
    m_notice->hide();
    auto *hint = makeLabel("caption", this);
    hint->setWordWrap(true);
    hint->setText(
        tr("Computed from the stored instants of every request, warm-up and drain included, for none of these "
           "tools has a window. What their own event loops add is in none of it."));
    auto *buttons = new QDialogButtonBox(this);
    m_copy = buttons->addButton(tr("Copy as text"), QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto *head = new QHBoxLayout;
    head->setSpacing(spacing::Medium);
    head->addWidget(m_title, 1);
    head->addWidget(m_tool);
    head->addWidget(m_repetition);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::Large, spacing::Large, spacing::Large, spacing::Large);
    column->setSpacing(spacing::Medium);
    column->addLayout(head);
    column->addWidget(m_notice);
    column->addWidget(m_table, 1);
    column->addWidget(hint);
    column->addWidget(buttons);
    connect(m_tool, &QComboBox::currentIndexChanged, this, &OtherToolDialog::showFigures);
    connect(m_repetition, &QComboBox::currentIndexChanged, this, &OtherToolDialog::read);
    connect(m_copy, &QPushButton::clicked, this, &OtherToolDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    read();
}

void OtherToolDialog::buildTable()
{
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    // What the style adds to its own margin, so that figures stand below their headings.
    m_table->setStyleSheet(QStringLiteral("QTableView::item { padding: 0 3px; }"));
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(RowHeight);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(OtherToolModel::WhyColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setAccessibleName(tr("Figures of both"));
}

void OtherToolDialog::chooseTool(metrics::OtherTool tool)
{
    m_tool->setCurrentIndex(static_cast<int>(tool));
}

const ResultPoint &OtherToolDialog::point() const
{
    return *m_subject.results->series().at(m_subject.series).at(m_subject.level);
}

const storage::StoredCell &OtherToolDialog::cell() const
{
    return *point().cells.at(static_cast<std::size_t>(m_repetition->currentIndex()));
}

void OtherToolDialog::read()
{
    // Those of another repetition must not stand beside ours of this one.
    m_figures.reset();
    showFigures();
    inBackground(
        this,
        [path = m_subject.databasePath, id = cell().id]() -> Expected<AllFigures> {
            auto repository = storage::RunRepository::open(path);
            if (!repository)
                return tl::unexpected(repository.error());
            const auto records = (*repository)->requests(id);
            if (!records)
                return tl::unexpected(records.error());
            AllFigures figures;
            for (const metrics::OtherTool tool : metrics::AllOtherTools)
                figures.at(static_cast<std::size_t>(tool)) = metrics::asMeasuredBy(tool, *records);
            return figures;
        },
        [this, generation = ++m_generation](const Expected<AllFigures> &figures) {
            if (generation != m_generation)
                return;
            if (!figures)
                return showError(figures.error());
            m_figures = *figures;
            m_notice->hide();
            showFigures();
        });
}

void OtherToolDialog::showFigures()
{
    const auto place = static_cast<std::size_t>(m_tool->currentIndex());
    const metrics::OtherTool tool = metrics::AllOtherTools.at(place);
    m_copy->setEnabled(m_figures.has_value());
    if (!m_figures)
        return m_model->setRows(tool, {});
    m_model->setRows(tool, report::otherToolRows(*cell().figures, m_figures->at(place)));
    Q_EMIT shown();
}

void OtherToolDialog::showError(const Error &error)
{
    m_notice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_notice->show();
}

void OtherToolDialog::copy() const
{
    const QString head = tr("%1, repetition %2").arg(m_title->text(), QString::number(cell().key.repetition + 1));
    QGuiApplication::clipboard()->setText(head + QLatin1Char('\n') + m_model->asText());
}

} // namespace tokamark::ui
