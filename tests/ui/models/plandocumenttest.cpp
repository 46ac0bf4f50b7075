#include "models/plandocument.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

namespace tokamark::ui {

namespace {

plan::Plan validPlan()
{
    plan::Plan plan;
    plan.name = "trial";
    plan.targets.push_back({});
    plan.targets.back().name = "a";
    plan.targets.back().url = "http://localhost:8000";
    return plan;
}

plan::Plan withRepetitions(plan::Plan plan, std::uint32_t repetitions)
{
    plan.repetitions = repetitions;
    return plan;
}

} // namespace

TEST(PlanDocument, SavesAndOpensAnEqualPlan)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("trial.toml"));
    PlanDocument document;
    document.replace(withRepetitions(validPlan(), 3));
    ASSERT_TRUE(document.saveAs(path));
    PlanDocument other;
    ASSERT_TRUE(other.open(path));
    EXPECT_EQ(other.plan(), document.plan());
    EXPECT_EQ(other.path(), path);
    EXPECT_FALSE(other.isModified());
}

TEST(PlanDocument, TakesEditsBackAndForth)
{
    PlanDocument document;
    document.replace(validPlan());
    document.edit(QStringLiteral("repetitions"), withRepetitions(document.plan(), 3));
    EXPECT_TRUE(document.isModified());
    document.undoStack().undo();
    EXPECT_EQ(document.plan(), validPlan());
    EXPECT_FALSE(document.isModified());
    document.undoStack().redo();
    EXPECT_EQ(document.plan().repetitions, 3U);
}

TEST(PlanDocument, TypingInOneFieldIsOneStep)
{
    PlanDocument document;
    document.replace(validPlan());
    document.edit(QStringLiteral("r"), withRepetitions(document.plan(), 3), QStringLiteral("repetitions"));
    document.edit(QStringLiteral("r"), withRepetitions(document.plan(), 31), QStringLiteral("repetitions"));
    EXPECT_EQ(document.undoStack().count(), 1);
    document.undoStack().undo();
    EXPECT_EQ(document.plan().repetitions, 1U);
}

TEST(PlanDocument, AnEditThatChangesNothingIsNone)
{
    PlanDocument document;
    document.replace(validPlan());
    document.edit(QStringLiteral("nothing"), document.plan());
    EXPECT_EQ(document.undoStack().count(), 0);
}

TEST(PlanDocument, TakesABackendInWhereThatIsMeant)
{
    plan::Target server;
    server.name = "mine";
    server.url = "http://h:8000";
    plan::Target simulated = server;
    simulated.url = "sim:instant";
    plan::Plan plan = validPlan();
    plan.targets = {simulated};
    PlanDocument document;
    document.replace(plan);
    EXPECT_EQ(document.include(simulated), PlanDocument::Inclusion::Already);
    EXPECT_EQ(document.include(server), PlanDocument::Inclusion::InPlaceOfSimulated);
    EXPECT_EQ(document.plan().targets, std::vector{server});
    plan::Target other = server;
    other.url = "http://h:9000";
    EXPECT_EQ(document.include(other), PlanDocument::Inclusion::NameTaken) << "such a plan could not run";
    EXPECT_EQ(document.plan().targets.size(), 1U);
    other.name = "other";
    EXPECT_EQ(document.include(other), PlanDocument::Inclusion::Beside);
    EXPECT_EQ(document.plan().targets.size(), 2U);

    document.replace(plan, QStringLiteral("/home/me/simulated.toml"));
    EXPECT_EQ(document.include(other), PlanDocument::Inclusion::Beside) << "somebody wrote that file on purpose";
}

TEST(PlanDocument, KeepsThePlanWhenAFileCannotBeReadOrWritten)
{
    PlanDocument document;
    document.replace(validPlan());
    EXPECT_EQ(document.open(QStringLiteral("/nonexistent/plan.toml")).error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(document.saveAs(QStringLiteral("/nonexistent/plan.toml")).error().code, ErrorCode::FileUnwritable);
    EXPECT_EQ(document.plan(), validPlan());
}

} // namespace tokamark::ui
