#pragma once

#include "base/clock.h"
#include "simulator/quirks.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tokamark::simulator {

class ServedTarget;

// A dialect is a table: the texts a server puts on the wire, as they were seen, with `$name` where they vary
// (wiretemplate.h), and the few rules that no text can tell. One file per server in this folder fills one in.

enum class Framing : std::uint8_t {
    Sse, ///< "data: " before and an empty line behind each event
    Lines, ///< one event a line
    Raw, ///< nothing at all
};

/// When the head of a stream leaves.
enum class HeadAt : std::uint8_t { Once, Started, FirstToken };

/// What becomes of the token that ends an answer by itself.
enum class Eos : std::uint8_t { Text, Empty, NoEvent };

/// Something a request can ask for with a flag, and what that puts in the place of `$x` or `$y`.
struct Extra {
    std::string_view key = {};
    std::string_view on = {};
    std::string_view off = {};
};

/// The events of one endpoint.
struct StreamFormat {
    std::string_view contentType = "text/event-stream; charset=utf-8";
    Framing framing = Framing::Sse;
    HeadAt head = HeadAt::Once;
    std::string_view idPrefix = {};
    // events; empty: there is none of that kind
    std::string_view common = {}; ///< `$head`
    RoleMode role = RoleMode::None;
    std::string_view roleText = R"("role":"assistant",)"; ///< `$role`
    std::string_view roleEvent = {};
    std::string_view token = {};
    std::string_view reasoning = {}; ///< of a reasoning token, where another name for its field is not enough
    std::string_view last = {}; ///< of the last token, where that differs
    std::string_view finish = {}; ///< behind the last token
    std::string_view usageEvent = {}; ///< if asked for
    std::string_view end = {}; ///< the end mark
    // parts of events
    std::string_view counts = {};
    std::string_view runningCounts = {}; ///< in events before the last, where those differ
    std::string_view timings = {};
    std::string_view closing = {};
    std::array<Extra, 2> extras = {}; ///< `$x` and `$y`
    UsageMode usage = UsageMode::Absent; ///< in events of tokens, unless running counts were asked for
    std::string_view nullUsage = R"(,"usage":null)";
    bool usageOnlyIfAsked = false; ///< ... and the request asked for the counts at all
    Eos eos = Eos::Empty;
    bool usageWithoutEos = false; ///< the counts leave the token out that ended the answer
    bool dropsTextless = false; ///< no event for tokens without text, unless `$x` is asked for
    bool emptyFinish = false; ///< `""` where others write null
    bool spaceBehindRole = false; ///< a space between the JSON and the line end of the role event
    // which events share a piece of the body
    bool joinAll = false;
    bool joinRole = false; ///< the role event with the first token
    bool joinEnd = false; ///< finish, usage and end mark with each other
    bool endAlone = false; ///< ... but the end mark not
    // errors in a stream
    std::string_view error = {}; ///< empty: the connection is cut, or the stream just ends (`silentErrors`)
    bool silentErrors = false;
    bool endAfterError = true; ///< the end mark follows
    std::string_view overload = {}; ///< instead of tokens, where a full queue is told in the stream
    std::string_view overloadMessage = "The request queue is full."; ///< `$message` of that
    std::string_view refusal = {}; ///< the same for requests that the server cannot meet
    int refusalStatus = 200;
    // the answer in one piece
    std::string_view whole = {};
    /// How the format calls an answer that ended by itself, and one that reached its length.
    std::array<std::string_view, 2> reasons = {"stop", "length"};
    bool wholeAsEvent = false; ///< that answer is the one event of a stream
    bool emptyIfIncomplete = false; ///< a request that lacks a required input gets a stream without any event
};

/// How the body of a generation request is read.
struct RequestShape {
    bool messages = false;
    std::string_view prompt = "prompt";
    std::string_view ids = {}; ///< key of a prompt given as token ids, where that has one of its own
    bool idsInPrompt = false;
    std::string_view group = {}; ///< the object that holds the settings; empty: the body itself
    std::array<std::string_view, 3> maxTokens = {"max_tokens"}; ///< the first one present counts
    std::string_view minTokens = "min_tokens";
    std::string_view ignoreEos = "ignore_eos"; ///< may lie in an object: "debug_config.ignore_eos"; empty: unknown
    std::string_view stream = "stream";
    bool streamByDefault = false;
    bool alwaysStream = false;
    std::uint32_t defaultMaxTokens = 0;
    bool negativeIsNoLimit = false;
    bool maxTokensRequired = false;
    bool messagesMayBeEmpty = false;
    bool usageUnlessDeclined = false; ///< `stream_options` alone asks for the counts
    bool runningCountsAlone = false; ///< `continuous_usage_stats` needs no `include_usage`
    std::string_view cacheSwitch = {}; ///< `false` under this key keeps the prompt out of the cache of prompts
    bool runningCounts = true; ///< knows `continuous_usage_stats`
    std::span<const std::string_view> known = {}; ///< not empty: any other key is refused
};

struct Endpoint {
    std::string_view path;
    RequestShape request;
    StreamFormat stream;
};

/// What a page can see.
struct PageView {
    ServedTarget &target;
    std::string_view body; ///< of the request
};

/// Something a server tells at once.
struct Page {
    std::string_view method = "GET";
    std::string_view path = {};
    std::string_view contentType = "application/json";
    std::string_view text = {}; ///< with the `$name`s of `expandPage`
    std::string (*write)(const PageView &) = nullptr; ///< in place of a text
    Duration delay = {};
    int status = 200;
    bool open = false; ///< needs no key
};

enum class Complaint : std::uint8_t {
    Invalid,
    BadJson,
    UnknownModel,
    TooLong,
    Unauthorized,
    NotFound,
    WrongMethod,
    Overloaded,
    Failed,
};

/// A refusal: its status and its body with `$message` (`$inner` inside a JSON text that holds JSON), `$type`, `$asked`,
/// `$prompt`, `$max`, `$context` and `$code`.
struct Refusal {
    int status = 0; ///< 0: this server does not complain about that
    std::string_view body = {};
    std::string_view contentType = "application/json";
};

struct Refusals {
    Refusal invalid;
    Refusal badJson = {}; ///< status 0: as `invalid`
    Refusal unknownModel = {};
    Refusal tooLong = {};
    Refusal unauthorized = {};
    Refusal notFound = {};
    Refusal wrongMethod = {};
    Refusal overloaded = {};
    Refusal failed = {};

    [[nodiscard]] const Refusal &of(Complaint complaint) const noexcept;
};

/// What a server does with more tokens than its context takes.
enum class Overlong : std::uint8_t {
    Refuse, ///< prompt and answer have to fit
    ClipAnswer, ///< the prompt has to fit
    CutPrompt, ///< says nothing
};

/// Small defaults that a load runs into.
struct Limits {
    std::uint32_t parallel = 0; ///< requests in the batch; 0: what the preset says
    std::uint32_t inFlight = 0; ///< more are refused; 0: no limit
    std::uint32_t queue = 0; ///< more waiting ones are refused; 0: no limit
    bool queueOnlyWhileCold = false;
    Duration firstByte = {}; ///< 504 in place of a head that takes longer; 0: no limit

    bool operator==(const Limits &) const = default;
};

/// One kind of server on the wire. Immutable; lives as long as the program.
struct Dialect {
    std::string_view name;
    std::string_view shown; ///< one line for `--list-dialects`
    std::string_view version;
    std::string_view engineVersion = {}; ///< of what it has inside, where that is told; empty: `version`
    std::string_view headers = {}; ///< header lines of every answer, each with its line end
    std::string_view streamHeaders = {}; ///< further ones of a stream
    std::span<const Endpoint> endpoints;
    std::span<const Page> pages;
    Refusals refusals;
    Refusals openAiRefusals = {.invalid = {}}; ///< under /v1, where those differ; status 0: as elsewhere
    std::string_view tooLongMessage = "prompt and max_tokens exceed the context of $context tokens";
    Overlong overlong = Overlong::Refuse;
    Limits limits = {};
    Duration idleClose = {}; ///< 0: never
    std::uint32_t requestsPerConnection = 0; ///< 0: no limit
    Duration gaugesEvery = {}; ///< its gauges stand still in between
    std::string_view guarded = "/"; ///< paths below this one want the key, where there is one
    bool dated = false; ///< a Date header
    bool keepAliveHeader = false; ///< tells its habits in a Keep-Alive header
    bool sizesUpperCase = false; ///< of the pieces of a body
    bool localHostOnly = false; ///< a Host header that is neither an address nor localhost is refused with 403
    bool modelInPath = false;
    bool metricsApart = false; ///< its metrics have a port of their own
    bool runsOnWithoutClient = false; ///< a client that leaves does not stop its answer
    bool answersWithAsked = false; ///< `$model` repeats the name asked for
};

} // namespace tokamark::simulator
