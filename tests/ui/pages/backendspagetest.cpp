#include "pages/backendspage.h"

#include "models/backendsmodel.h"
#include "models/tableroles.h"
#include "bridge/backendhealth.h"
#include "dialogs/clouddialog.h"
#include "plan/presets.h"
#include "simulator/simulatorserver.h"
#include "ui/uifixture.h"
#include "widgets/noticecard.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace tokamark::ui {

namespace {

struct BackendsPageFixture : UiFixture {
    BackendsPageFixture()
        : page(context())
    {
        page.resize(1268, 856);
        page.show();
    }

    [[nodiscard]] QPushButton *button(const char *text) const
    {
        for (auto *candidate : page.findChildren<QPushButton *>()) {
            if (candidate->text() == QString::fromUtf8(text) && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }

    void add(const QString &url)
    {
        page.findChild<QLineEdit *>()->setText(url);
        button("Detect and add")->click();
    }

    BackendsPage page;
};

} // namespace

TEST(BackendsPage, DetectsAServerAndKeepsIt)
{
    const auto server = simulator::SimulatorServer::start({.presets = {"vllm-llama3-8b-a100"}});
    ASSERT_TRUE(server);
    BackendsPageFixture fixture;
    fixture.add(QString::fromStdString((*server)->url()));
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    const storage::SavedBackend &backend = fixture.backends.backends().front();
    EXPECT_EQ(backend.target.kind, "vllm");
    EXPECT_EQ(backend.target.name, "vLLM");
    EXPECT_FALSE(backend.target.model.empty());
    EXPECT_FALSE(backend.detection.isEmpty());
}

TEST(BackendsPage, HasThePlanMeasureWhatIsAdded)
{
    const auto server = simulator::SimulatorServer::start({.presets = {"vllm-llama3-8b-a100"}});
    ASSERT_TRUE(server);
    BackendsPageFixture fixture;
    fixture.plan.replace(*plan::makePreset("demo", {.simulated = true}));
    const plan::Plan before = fixture.plan.plan();
    fixture.add(QString::fromStdString((*server)->url()));
    ASSERT_TRUE(waitFor([&] { return fixture.plan.plan() != before; }));
    ASSERT_EQ(fixture.plan.plan().targets.size(), 1U) << "simulated ones go: nobody measures both at once";
    EXPECT_EQ(fixture.plan.plan().targets.front(), fixture.backends.backends().front().target);
    EXPECT_NE(fixture.button("Open the plan"), nullptr);
    fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan(), before);
    fixture.plan.undoStack().redo();

    fixture.add(QString::fromStdString((*server)->url()));
    ASSERT_TRUE(waitFor([&] { return fixture.plan.plan().targets.size() == 2; })) << "a second stands beside it";
    const plan::Plan withTwo = fixture.plan.plan();
    plan::Target own;
    own.name = "of a new database";
    own.url = "sim:instant";
    fixture.backends.begin({own});
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 3; }));
    EXPECT_EQ(fixture.plan.plan(), withTwo) << "nobody has added it";
    fixture.backends.remove(fixture.backends.backends().back().id);
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 2; }));
    const BackendId second = fixture.backends.backends().back().id;
    fixture.backends.remove(second);
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    const plan::Plan both = fixture.plan.plan();
    fixture.backends.restore(second);
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 2; }));
    EXPECT_EQ(fixture.plan.plan(), both) << "what comes back was not added";
}

TEST(BackendsPage, AddsAServerOnceHoweverOftenReturnIsPressed)
{
    const auto server = simulator::SimulatorServer::start({.presets = {"vllm-llama3-8b-a100"}});
    ASSERT_TRUE(server);
    BackendsPageFixture fixture;
    auto *url = fixture.page.findChild<QLineEdit *>();
    url->setText(QString::fromStdString((*server)->url()));
    for (int i = 0; i < 5; ++i)
        Q_EMIT url->returnPressed();
    ASSERT_TRUE(waitFor([&] { return !fixture.backends.backends().empty() && url->text().isEmpty(); }));
    // What was asked for before comes before this one.
    url->setText(QString::fromStdString((*server)->url()));
    Q_EMIT url->returnPressed();
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() >= 2 && url->text().isEmpty(); }));
    EXPECT_EQ(fixture.backends.backends().size(), 2U);
}

TEST(BackendsPage, AsksADeploymentOfTheCloudWhatItIs)
{
    simulator::ServerOptions options;
    options.presets = {"instant@vllm"};
    options.cloudToken = "bento-do-not-tell";
    const auto server = simulator::SimulatorServer::start(options);
    ASSERT_TRUE(server);
    BackendsPageFixture fixture;
    fixture.button("BentoCloud…")->click();
    auto *dialog = fixture.page.findChild<CloudDialog *>();
    ASSERT_NE(dialog, nullptr);
    plan::Target deployed;
    deployed.name = "steady";
    deployed.url = (*server)->url();
    deployed.kind = "bentoml";
    Q_EMIT dialog->backendWanted(deployed);
    deployed.name = "gone";
    deployed.url = "http://127.0.0.1:1";
    Q_EMIT dialog->backendWanted(deployed);
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 2; }));
    for (const storage::SavedBackend &backend : fixture.backends.backends()) {
        const bool answers = backend.target.name == "steady";
        EXPECT_EQ(backend.target.kind, answers ? "vllm" : "bentoml") << backend.target.name;
        EXPECT_EQ(backend.detection.isEmpty(), !answers);
    }
}

TEST(BackendsPage, SaysWhyNothingWasFoundAndOffersToAddAnyway)
{
    BackendsPageFixture fixture;
    fixture.add(QStringLiteral("http://127.0.0.1:1"));
    ASSERT_TRUE(waitFor([&] { return fixture.button("Add anyway") != nullptr; }));
    EXPECT_TRUE(fixture.backends.backends().empty());
    fixture.button("Add anyway")->click();
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    EXPECT_EQ(fixture.backends.backends().front().target.url, "http://127.0.0.1:1");
    EXPECT_EQ(fixture.backends.backends().front().target.name, "127.0.0.1:1") << "one host has many servers";
}

TEST(BackendsPage, RefusesWhatIsNoUrl)
{
    BackendsPageFixture fixture;
    fixture.add(QStringLiteral("ftp://host"));
    EXPECT_TRUE(waitFor([&] { return fixture.button("Try again") != nullptr; }));
    EXPECT_EQ(fixture.button("Add anyway"), nullptr);
}

TEST(BackendsPage, RemovesWithAWayBack)
{
    BackendsPageFixture fixture;
    fixture.add(QStringLiteral("sim:vllm-llama3-8b-a100"));
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    fixture.button("Remove")->click();
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().empty(); }));
    fixture.button("Undo")->click();
    EXPECT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
}

TEST(BackendsPage, SelectsWhatWasAddedAndTheNeighbourOfWhatWasRemoved)
{
    BackendsPageFixture fixture;
    auto *table = fixture.page.findChild<QTableView *>();
    const auto row = [table] { return table->currentIndex().row(); };
    for (std::size_t count = 1; count <= 3; ++count) {
        fixture.add(QStringLiteral("sim:vllm-llama3-8b-a100"));
        ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == count; }));
        EXPECT_EQ(row(), static_cast<int>(count) - 1);
    }
    table->selectRow(1);
    const BackendId after = fixture.backends.backends().at(2).id;
    fixture.button("Remove")->click();
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 2; }));
    EXPECT_EQ(row(), 1);
    EXPECT_EQ(fixture.backends.backends().at(1).id, after);
    fixture.button("Remove")->click();
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().size() == 1; }));
    EXPECT_EQ(row(), 0);
}

TEST(BackendsModel, IsNotReadyWhereTheServerDoesNotHaveTheModel)
{
    const auto server = simulator::SimulatorServer::start({.presets = {"vllm-llama3-8b-a100"}});
    ASSERT_TRUE(server);
    UiFixture fixture;
    BackendHealth health(fixture.secretStore);
    BackendsModel model(fixture.backends, health);
    plan::Target target;
    target.name = "a";
    target.url = (*server)->url();
    target.kind = "vllm";
    target.model = "no-such-model";
    fixture.backends.add({target});
    ASSERT_TRUE(waitFor([&] { return model.rowCount() == 1; }));
    const BackendId id = fixture.backends.backends().front().id;
    health.check(id, target);
    ASSERT_TRUE(waitFor([&] { return health.answerOf(id).state == BackendHealth::State::Ready; }));
    const QModelIndex cell = model.index(0, BackendsModel::HealthColumn);
    EXPECT_EQ(cell.data().toString(), QStringLiteral("● model not there"));
    EXPECT_EQ(cell.data(tablerole::Badge).toInt(), static_cast<int>(Tone::Warning));
    const QString tip = cell.data(Qt::ToolTipRole).toString();
    const std::string offered = health.answerOf(id).detection->models.front().id;
    EXPECT_TRUE(tip.contains(QString::fromStdString(offered))) << tip.toStdString();
    EXPECT_EQ(model.readyCount(), 0);
    storage::SavedBackend right = fixture.backends.backends().front();
    right.target.model = offered;
    fixture.backends.update(right);
    ASSERT_TRUE(waitFor([&] { return fixture.backends.backends().front().target.model == offered; }));
    EXPECT_EQ(model.index(0, BackendsModel::HealthColumn).data().toString(), QStringLiteral("● ready"));
    EXPECT_EQ(model.readyCount(), 1);
}

TEST(BackendsModel, IsAValidModelWhileBackendsComeAndGo)
{
    UiFixture fixture;
    BackendHealth health(fixture.secretStore);
    BackendsModel model(fixture.backends, health);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    plan::Target target;
    target.name = "a";
    target.url = "http://127.0.0.1:1";
    fixture.backends.add({target});
    ASSERT_TRUE(waitFor([&] { return model.rowCount() == 1; }));
    health.check(fixture.backends.backends().front().id, target);
    ASSERT_TRUE(waitFor(
        [&] { return health.answerOf(fixture.backends.backends().front().id).state == BackendHealth::State::Failed; }));
    EXPECT_EQ(model.readyCount(), 0);
    fixture.backends.remove(fixture.backends.backends().front().id);
    EXPECT_TRUE(waitFor([&] { return model.rowCount() == 0; }));
}

} // namespace tokamark::ui
