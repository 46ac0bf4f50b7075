// tokamark-sim as a program: its options, its one line on standard output, and how it ends.

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;

/// A running tokamark-sim with pipes to its three streams. Kills what is left of it at the end.
class SimProgram {
public:
    explicit SimProgram(const std::vector<std::string> &arguments)
    {
        std::array<int, 2> in{};
        std::array<int, 2> out{};
        EXPECT_EQ(pipe2(in.data(), O_CLOEXEC), 0);
        EXPECT_EQ(pipe2(out.data(), O_CLOEXEC), 0);
        m_pid = fork();
        if (m_pid == 0) {
            dup2(in[0], STDIN_FILENO);
            dup2(out[1], STDOUT_FILENO);
            dup2(out[1], STDERR_FILENO);
            std::string program = TOKAMARK_BIN_DIR "/tokamark-sim";
            std::vector<std::string> texts(arguments);
            std::vector<char *> pointers{program.data()};
            for (std::string &text : texts)
                pointers.push_back(text.data());
            pointers.push_back(nullptr);
            execv(program.c_str(), pointers.data());
            _exit(127);
        }
        close(in[0]);
        close(out[1]);
        m_input = in[1];
        m_output = out[0];
    }
    ~SimProgram()
    {
        closeInput();
        close(m_output);
        if (m_pid > 0) {
            kill(m_pid, SIGKILL);
            waitpid(m_pid, nullptr, 0);
        }
    }
    SimProgram(const SimProgram &) = delete;
    SimProgram &operator=(const SimProgram &) = delete;

    void closeInput()
    {
        if (m_input >= 0)
            close(m_input);
        m_input = -1;
    }

    void signal(int number) const { kill(m_pid, number); }

    /// Reads until `part` came or the output ended.
    std::string readUntil(const std::string &part)
    {
        std::array<char, 4096> buffer{};
        while (m_text.find(part) == std::string::npos) {
            pollfd source{m_output, POLLIN, 0};
            if (poll(&source, 1, 10'000) <= 0)
                break;
            const auto size = read(m_output, buffer.data(), buffer.size());
            if (size <= 0)
                break;
            m_text.append(buffer.data(), static_cast<std::size_t>(size));
        }
        return m_text;
    }

    std::string readAll() { return readUntil("\x01 never printed"); }

    /// The exit status, or -1 if it had not ended in time or was killed.
    int wait()
    {
        for (int i = 0; i < 1000; ++i) {
            int status = 0;
            if (waitpid(m_pid, &status, WNOHANG) == m_pid) {
                m_pid = -1;
                return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            }
            std::this_thread::sleep_for(10ms);
        }
        return -1;
    }

private:
    pid_t m_pid = -1;
    int m_input = -1;
    int m_output = -1;
    std::string m_text;
};

std::uint16_t portOf(const std::string &ready)
{
    return static_cast<std::uint16_t>(std::stoi(ready.substr(ready.rfind(':') + 1)));
}

bool connects(std::uint16_t port)
{
    const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool connected = connect(client, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    close(client);
    return connected;
}

TEST(SimProgram, SaysWhereItListensAndEndsOnASignal)
{
    SimProgram sim({"--port", "0", "--preset", "instant", "--preset", "vllm-llama3-8b-a100"});
    const auto ready = sim.readUntil("\n");
    ASSERT_TRUE(ready.starts_with("READY http://127.0.0.1:")) << ready;
    EXPECT_EQ(ready.find('\n'), ready.size() - 1);
    EXPECT_TRUE(connects(portOf(ready)));
    sim.signal(SIGTERM);
    EXPECT_EQ(sim.wait(), 0);
    EXPECT_FALSE(connects(portOf(ready)));
}

TEST(SimProgram, EndsWithStandardInputWhenAskedTo)
{
    SimProgram sim({"--die-with-parent"});
    ASSERT_TRUE(sim.readUntil("\n").starts_with("READY"));
    sim.closeInput();
    EXPECT_EQ(sim.wait(), 0);
}

TEST(SimProgram, OutlivesStandardInputOtherwise)
{
    SimProgram sim({});
    const auto ready = sim.readUntil("\n");
    ASSERT_TRUE(ready.starts_with("READY"));
    sim.closeInput();
    std::this_thread::sleep_for(50ms);
    EXPECT_TRUE(connects(portOf(ready)));
    sim.signal(SIGINT);
    EXPECT_EQ(sim.wait(), 0);
}

TEST(SimProgram, ListsPresetsAndQuirks)
{
    SimProgram presets({"--list"});
    const auto list = presets.readAll();
    EXPECT_EQ(presets.wait(), 0);
    for (const char *part : {"instant", "vllm-llama3-8b-a100", "tgi-llama3-70b-awq-a100", "guess", "fitted"})
        EXPECT_NE(list.find(part), std::string::npos) << part;
    SimProgram quirks({"--list-quirks"});
    EXPECT_NE(quirks.readAll().find("error-frame[=SHAPE]"), std::string::npos);
    EXPECT_EQ(quirks.wait(), 0);
}

TEST(SimProgram, ListsDialectsWithTheirPaths)
{
    SimProgram dialects({"--list-dialects"});
    const auto list = dialects.readAll();
    EXPECT_EQ(dialects.wait(), 0);
    for (const char *part : {"sglang", "llama.cpp", "trtllm-serve", "/v2/models/ensemble/generate_stream", "/api/chat"})
        EXPECT_NE(list.find(part), std::string::npos) << part;
}

TEST(SimProgram, TakesLimitsAndSecretsForEveryPresetInEveryDialect)
{
    ASSERT_EQ(setenv("TOKAMARK_SIM_TEST_KEY", "secret", 1), 0);
    SimProgram sim({"--dialect",
                    "sglang",
                    "--dialect",
                    "ollama",
                    "--preset",
                    "instant",
                    "--preset",
                    "instant@tgi",
                    "--parallel",
                    "2",
                    "--max-concurrent",
                    "8",
                    "--max-queue",
                    "4",
                    "--first-byte-timeout",
                    "3s",
                    "--cold-start",
                    "10ms",
                    "--api-key-env",
                    "TOKAMARK_SIM_TEST_KEY",
                    "--bentocloud-token-env",
                    "TOKAMARK_SIM_TEST_KEY"});
    const auto ready = sim.readUntil("\n");
    ASSERT_TRUE(ready.starts_with("READY http://127.0.0.1:")) << ready;
    sim.signal(SIGTERM);
    EXPECT_EQ(sim.wait(), 0);
}

TEST(SimProgram, RefusesWrongOptionsWithStatusTwo)
{
    using Arguments = std::vector<std::string>;
    for (const Arguments &arguments :
         {Arguments{"--preset", "nobody"}, Arguments{"--quirk", "nonsense"}, Arguments{"--ttft", "soon"},
          Arguments{"--dialect", "nobody"}, Arguments{"--preset", "instant@nobody"}, Arguments{"--parallel", "0"},
          Arguments{"--api-key-env", "TOKAMARK_NEVER_SET"}, Arguments{"--bentocloud-token-env", "TOKAMARK_NEVER_SET"},
          Arguments{"--cold-start", "soon"}, Arguments{"--port", "70000"}, Arguments{"--unknown"},
          Arguments{"--fault-rate", "2"}, Arguments{"--preset", "vllm-llama3-8b-a100", "--ttft", "5ms"}}) {
        SimProgram sim(arguments);
        const auto text = sim.readAll();
        EXPECT_EQ(sim.wait(), 2) << text;
        EXPECT_FALSE(text.empty());
        EXPECT_EQ(text.find("READY"), std::string::npos);
    }
}

TEST(SimProgram, SaysWhenTheTruthLogCannotBeWritten)
{
    SimProgram sim({"--truth-log", "/nonexistent/truth.csv"});
    EXPECT_NE(sim.readAll().find("/nonexistent/truth.csv"), std::string::npos);
    EXPECT_EQ(sim.wait(), 5);
}

} // namespace
