#include "dialogs/ceilingdialog.h"

#include "bridge/ceilingprobe.h"
#include "dialogs/dialogsize.h"
#include "format/numberformat.h"
#include "session/clientceiling.h"
#include "widgets/card.h"
#include "widgets/noticecard.h"
#include "widgets/theme.h"
#include "words/ceilingwords.h"
#include "words/errorwords.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>

namespace tokamark::ui {

namespace {

constexpr QSize DialogSize{680, 520};

enum Column { StreamsColumn, RateColumn, ErrorColumn, CpuColumn, OutcomeColumn, ColumnCount };

int stepCount()
{
    return static_cast<int>(calibration::CeilingSpec().streams.size());
}

} // namespace

CeilingDialog::CeilingDialog(const QString &program, QWidget *parent)
    : QDialog(parent)
    , m_probe(new CeilingProbe(program.isEmpty() ? CeilingProbe::defaultProgram() : program, this))
    , m_sentence(makeLabel("heading", this))
    , m_when(makeLabel("dim", this))
    , m_steps(new QTableWidget(0, ColumnCount, this))
    , m_progress(new QProgressBar(this))
    , m_notice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_measure(nullptr)
    , m_copy(nullptr)
{
    setWindowTitle(tr("What can this machine drive?"));
    resizeOver(*this, DialogSize);
    build();
    connect(m_probe, &CeilingProbe::stepDone, this, &CeilingDialog::addStep);
    connect(m_probe, &CeilingProbe::finished, this, &CeilingDialog::showCeiling);
    connect(m_probe, &CeilingProbe::failed, this, &CeilingDialog::showError);
    connect(m_probe, &CeilingProbe::stopped, this, [this] {
        showStored();
        showRunning(false);
    });
    showStored();
    showRunning(false);
}

void CeilingDialog::build()
{
    auto *hint = makeLabel("dim", this);
    for (QLabel *label : {m_sentence, m_when, hint}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    hint->setText(
        tr("The client is driven against a server with known truth on this machine, with more streams at each "
           "step, until its figures are off. That takes about a minute, in which the machine should do nothing "
           "else. What is found is kept, and every point that is measured later is held against it."));
    m_steps->setHorizontalHeaderLabels(
        {tr("Streams"), tr("Tokens/s"), tr("TTFT off by"), tr("Busiest thread"), tr("Outcome")});
    m_steps->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_steps->setSelectionMode(QAbstractItemView::NoSelection);
    m_steps->setShowGrid(false);
    m_steps->setTabKeyNavigation(false);
    m_steps->verticalHeader()->hide();
    m_steps->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_steps->horizontalHeader()->setStretchLastSection(true);
    m_steps->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_steps->setAccessibleName(tr("Steps of the measurement"));
    m_progress->setRange(0, stepCount());
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Steps done"));
    m_notice->hide();
    auto *buttons = new QDialogButtonBox(this);
    m_measure = buttons->addButton(tr("Measure"), QDialogButtonBox::ActionRole);
    setStyleProperty(m_measure, "primary", true);
    m_copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::Large, spacing::Large, spacing::Large, spacing::Large);
    column->setSpacing(spacing::Medium);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_sentence), static_cast<QWidget *>(m_when), static_cast<QWidget *>(hint),
          static_cast<QWidget *>(m_notice), static_cast<QWidget *>(m_progress)})
        column->addWidget(widget);
    column->addWidget(m_steps, 1);
    column->addStretch();
    column->addWidget(buttons);
    connect(m_measure, &QPushButton::clicked, this, &CeilingDialog::toggle);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(sentence()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString CeilingDialog::sentence() const
{
    return m_sentence->text();
}

void CeilingDialog::showStored()
{
    const auto kept = session::loadCeiling();
    m_copy->setEnabled(kept.has_value());
    if (!kept) {
        m_sentence->setText(tr("Not measured on this machine yet."));
        m_when->clear();
    } else {
        m_sentence->setText(words::sentence(
            {kept->streams, kept->tokensPerSecond, kept->mayBeMore, calibration::CeilingSpec().mostTtftErrorMs}));
        m_when->setText(
            tr("Measured on %1, with %n thread(s) that send and read, on %2.", nullptr, static_cast<int>(kept->workers))
                .arg(QLocale().toString(kept->measured.toLocalTime().date(), QLocale::LongFormat), kept->processor));
    }
    m_when->setVisible(!m_when->text().isEmpty());
}

void CeilingDialog::toggle()
{
    if (m_probe->isRunning()) {
        m_measure->setEnabled(false);
        m_probe->stop();
        return;
    }
    m_notice->hide();
    m_steps->setRowCount(0);
    m_progress->setValue(0);
    m_probe->start();
    showRunning(true);
}

void CeilingDialog::addStep(const calibration::CeilingStep &step)
{
    const int row = m_steps->rowCount();
    m_steps->insertRow(row);
    m_progress->setValue(row + 1);
    const QString outcome = step.serverLimited ? tr("the server at the other end was late")
        : step.held                            ? tr("held")
                                               : tr("too much");
    const QStringList cells{format::count(step.streams), format::number(step.tokensPerSecond.value_or(std::nan(""))),
                            tr("%1 ms").arg(format::fixed(step.ttftErrorMs, 3)),
                            tr("%1 %").arg(format::fixed(100 * step.cpuShare, 0)), outcome};
    for (int column = 0; column < ColumnCount; ++column)
        m_steps->setItem(row, column, new QTableWidgetItem(cells[column]));
    m_steps->scrollToBottom();
}

void CeilingDialog::showCeiling(const calibration::Ceiling &ceiling)
{
    showStored();
    // What did not hold at all is not kept, and the sentence of an earlier day must not stand for it.
    if (ceiling.streams == 0) {
        m_sentence->setText(words::sentence(words::CeilingFacts{}));
        m_when->hide();
    }
    m_progress->setValue(m_progress->maximum());
    showRunning(false);
    Q_EMIT ended();
}

void CeilingDialog::showError(const Error &error)
{
    m_notice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_notice->show();
    showRunning(false);
    Q_EMIT ended();
}

void CeilingDialog::showRunning(bool running)
{
    m_measure->setEnabled(true);
    m_measure->setText(running ? tr("Stop") : m_steps->rowCount() > 0 ? tr("Measure again") : tr("Measure"));
    m_progress->setVisible(running);
    m_steps->setVisible(running || m_steps->rowCount() > 0); // headings alone would say nothing
    if (running) {
        m_sentence->setText(tr("Measuring: the machine should do nothing else…"));
        m_when->hide();
        m_copy->setEnabled(false);
    }
}

} // namespace tokamark::ui
