#include "widgets/runcelldelegate.h"

#include "metrics/verdict.h"
#include "models/runmatrixmodel.h"
#include "session/runsnapshot.h"
#include "widgets/themeprovider.h"

#include <gtest/gtest.h>

#include <QImage>
#include <QPainter>
#include <QStandardItemModel>

namespace tokamark::ui {
namespace {

/// A measured cell as it is painted.
QImage painted(int width, const QString &value, const QString &unit, const QString &verdict, const QString &detail = {},
               int remarks = 0, const QString &failures = {})
{
    QStandardItemModel model(1, 1);
    const QModelIndex index = model.index(0, 0);
    model.setData(index, static_cast<int>(session::CellState::Done), RunMatrixModel::StateRole);
    model.setData(index, value, RunMatrixModel::ValueRole);
    model.setData(index, unit, RunMatrixModel::UnitRole);
    model.setData(index, verdict, RunMatrixModel::VerdictRole);
    model.setData(index, detail, RunMatrixModel::DetailRole);
    model.setData(index, failures, RunMatrixModel::FailuresRole);
    model.setData(index, remarks, RunMatrixModel::RemarksRole);
    model.setData(index, static_cast<int>(metrics::Severity::Warning), RunMatrixModel::SeverityRole);
    const ThemeProvider theme;
    const RunCellDelegate delegate(theme);
    QImage image(width, 52, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.theme().card);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    delegate.paint(&painter, option, index);
    return image;
}

const QString Value = QStringLiteral("2 963");
const QString Verdict = QStringLiteral("TOO-FEW-SAMPLES");

TEST(RunCellDelegate, TheBadgeLiesOverNeitherFigureNorUnit)
{
    // Where there is no room beside the badge, the unit is left out and not half hidden.
    EXPECT_EQ(painted(170, Value, QStringLiteral("tok/s"), Verdict), painted(170, Value, QStringLiteral("t"), Verdict));
    EXPECT_NE(painted(320, Value, QStringLiteral("tok/s"), Verdict), painted(320, Value, QStringLiteral("t"), Verdict));
    // However narrow the column is, the figure is whole: its part of the picture has nothing of the badge.
    const QRect figure(12, 8, 38, 16);
    EXPECT_EQ(painted(110, Value, QStringLiteral("t"), Verdict).copy(figure),
              painted(320, Value, QStringLiteral("t"), Verdict).copy(figure));
}

TEST(RunCellDelegate, TheMarkOfRemarksLiesOverNothing)
{
    const QString detail(200, QLatin1Char('m'));
    const QImage without = painted(170, Value, QStringLiteral("t"), Verdict, detail);
    const QImage with = painted(170, Value, QStringLiteral("t"), Verdict, detail, 1);
    EXPECT_NE(without, with);
    const QRect upper(0, 0, 170, 26);
    EXPECT_EQ(without.copy(upper), with.copy(upper)) << "figure and badge stay where they are";
    const QRect mark(147, 28, 14, 20);
    EXPECT_EQ(painted(170, Value, QStringLiteral("t"), Verdict, {}, 1).copy(mark), with.copy(mark))
        << "no letter of the line below it";
}

TEST(RunCellDelegate, FailuresComeFirstInTheColourOfAFault)
{
    const auto reddish = [](const QImage &image) {
        int count = 0;
        for (int y = 28; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor color = image.pixelColor(x, y);
                count += color.red() > color.green() + 60 && color.red() > color.blue() + 60 ? 1 : 0;
            }
        }
        return count;
    };
    const QString detail(200, QLatin1Char('m'));
    EXPECT_EQ(reddish(painted(170, Value, QStringLiteral("t"), Verdict, detail)), 0);
    EXPECT_GT(reddish(painted(170, Value, QStringLiteral("t"), Verdict, detail, 0, QStringLiteral("12 failed"))), 10);
}

} // namespace
} // namespace tokamark::ui
