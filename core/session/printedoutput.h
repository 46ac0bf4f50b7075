#pragma once

#include "http/secretmask.h"

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>

#include <sys/types.h>

namespace tokamark::session {

/// What a command and what it leaves running print: a file without a name, of which no more than its beginning and its
/// end stay on the disk, however much a server says while it is measured. A thread of its own sees to that.
/// Owned and asked by the run's thread; processes may write into it at any time.
class PrintedOutput final {
public:
    static constexpr std::size_t KeptHead = std::size_t{16} * 1024;
    static constexpr std::size_t KeptTail = std::size_t{48} * 1024;
    /// So much may lie between them before it is given free.
    static constexpr off_t MostBetween = off_t{8} * 1024 * 1024;

    /// Null where the system gives no such file; `errno` says why.
    [[nodiscard]] static std::unique_ptr<PrintedOutput> make();
    ~PrintedOutput() = default;
    PrintedOutput(const PrintedOutput &) = delete;
    PrintedOutput &operator=(const PrintedOutput &) = delete;

    /// To be given to processes, which all write behind what is there.
    [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }
    /// Beginning and end, with a line between them that says how much is left out; without what `secrets` knows.
    [[nodiscard]] std::string text(const http::SecretMask &secrets) const;
    /// Forgets what was printed.
    void drop();

private:
    using File = std::unique_ptr<std::FILE, int (*)(std::FILE *)>;

    explicit PrintedOutput(File file);
    void freeMiddle(off_t &freed) const;

    File m_file;
    int m_descriptor;
    std::jthread m_keeper; ///< the last member: it ends before the file is closed
};

} // namespace tokamark::session
