#pragma once

#include "metrics/requestrecord.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokamark::endtoend {

/// What a program that has ended said.
struct Outcome {
    int status = -1; ///< -1: it did not end by itself
    std::string out;
    std::string err;
};

/// What a started program may not do.
struct Restrictions {
    bool ordinaryUser = false; ///< permissions of files hold even for the superuser
    std::optional<std::uint64_t> largestFileBytes; ///< beyond it writing fails, as on a full disk
    QString outputFile; ///< where its standard output goes; empty: to the outcome
};

/// Words of a command line; none of them may hold a blank.
[[nodiscard]] QStringList words(const char *text);

/// Runs the built programs in a folder of their own, with a home and a folder for temporary files of their own.
class ProgramFixture : public testing::Test {
protected:
    /// tokamark-cli with `arguments`.
    [[nodiscard]] Outcome cli(const QStringList &arguments) const;
    /// The same, not waited for.
    [[nodiscard]] std::unique_ptr<QProcess> startCli(const QStringList &arguments) const;
    /// Holds for every program that is started from now on.
    void restrict(const Restrictions &restrictions) { m_restrictions = restrictions; }
    /// Waits until the program has said `text` on standard error; gives all that it has said there.
    [[nodiscard]] static std::string awaitWords(QProcess &process, const char *text);
    /// The first line that a started tokamark-sim says, without "READY "; ends with the fixture.
    [[nodiscard]] QString startSimulator(const QStringList &arguments);
    /// Ends the simulator that was started last, as a crash would.
    void killSimulator();
    [[nodiscard]] static Outcome waitFor(QProcess &process);

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] std::string read(const QString &name) const;
    void write(const QString &name, const std::string &text) const;
    /// "plan.toml": a run "measured" of `url` without warm-up, four tokens for each request; `load` is TOML.
    void writePlan(const QString &url, const char *load) const;
    [[nodiscard]] nlohmann::json readJson(const QString &name) const;
    /// What "db.sqlite" holds of the first point, also while it is being measured.
    [[nodiscard]] std::vector<metrics::RequestRecord> storedRequests() const;
    /// Waits until that is something: requests are under way then.
    void awaitStoredRequests() const;
    /// A short measurement of `url` into the database "db.sqlite".
    [[nodiscard]] Outcome runShortly(const QString &url, const QStringList &more = {}) const;

private:
    [[nodiscard]] std::unique_ptr<QProcess> start(const QString &program, const QStringList &arguments) const;

    QTemporaryDir m_folder;
    Restrictions m_restrictions;
    std::vector<std::unique_ptr<QProcess>> m_simulators;
};

} // namespace tokamark::endtoend
