#include "ui/pages/resultspagefixture.h"

#include "plan/presets.h"
#include "virtualrun.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

namespace tokamark::ui {

using namespace std::chrono_literals;

plan::Plan smallPlan()
{
    plan::PresetOptions options;
    options.simulated = true;
    options.duration = 6s;
    options.ramp = 1s;
    plan::Plan plan = plan::makePreset("quick-look", options).value();
    plan.name = "small";
    plan.targets.resize(2);
    plan.load.levels = {2, 8};
    plan.repetitions = 1;
    return plan;
}

void change(const QString &databasePath, const char *sql)
{
    const QString name = QStringLiteral("change");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(databasePath);
        ASSERT_TRUE(database.open());
        EXPECT_TRUE(QSqlQuery(database).exec(QString::fromLatin1(sql)));
    }
    QSqlDatabase::removeDatabase(name);
}

void spoil(const QString &databasePath)
{
    QFile file(databasePath);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("this is no database");
}

void breakOff(const QString &databasePath)
{
    change(databasePath, "UPDATE run SET state = 0, writer = 'gone'");
    change(databasePath, "UPDATE cell SET state = 0 WHERE id = (SELECT max(id) FROM cell)");
}

RunId ResultsPageTest::store()
{
    return storeVirtualRun(smallPlan(), m_fixture.database.path()).value();
}

} // namespace tokamark::ui
