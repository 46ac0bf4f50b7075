#pragma once

#include "plan/plan.h"
#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QString>

namespace tokamark::ui {

/// Two backends, two levels, seconds of virtual load.
[[nodiscard]] plan::Plan smallPlan();
/// Runs one statement on a database behind everybody's back.
void change(const QString &databasePath, const char *sql);
/// Makes a file of it that no program can read.
void spoil(const QString &databasePath);
/// As if the program had been ended while the last cell of the run was measured.
void breakOff(const QString &databasePath);

/// What the pages Results and Report are tested with: a database of its own for runs in virtual time.
class ResultsPageTest : public testing::Test {
protected:
    [[nodiscard]] RunId store();

    UiFixture m_fixture;
};

} // namespace tokamark::ui
