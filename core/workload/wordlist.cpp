#include "workload/wordlist.h"

#include <array>

namespace tokamark::workload {
namespace {

using namespace std::string_view_literals;

// Short everyday words. With the space behind them they are 5.5 characters long on average; tokenizers of current
// models take most of them as one token, rarer forms as two.
constexpr auto Words = std::to_array<std::string_view>({
    "able",     "about",    "above",   "across",   "act",     "add",     "after",   "again",   "age",     "ago",
    "agree",    "air",      "all",     "allow",    "almost",  "alone",   "along",   "also",    "always",  "among",
    "amount",   "and",      "animal",  "answer",   "any",     "apple",   "area",    "arm",     "around",  "arrive",
    "art",      "ask",      "autumn",  "away",     "baby",    "back",    "bad",     "bag",     "ball",    "bank",
    "base",     "basket",   "bath",    "be",       "bear",    "beat",    "because", "become",  "bed",     "before",
    "begin",    "behind",   "believe", "bell",     "below",   "best",    "better",  "between", "big",     "bird",
    "bit",      "black",    "block",   "blood",    "blow",    "blue",    "board",   "boat",    "body",    "bone",
    "book",     "both",     "bottle",  "bottom",   "box",     "boy",     "branch",  "bread",   "break",   "bridge",
    "bright",   "bring",    "broad",   "brother",  "brown",   "build",   "burn",    "bus",     "busy",    "but",
    "butter",   "buy",      "cake",    "call",     "calm",    "camp",    "car",     "card",    "care",    "carry",
    "case",     "cat",      "catch",   "cause",    "center",  "chair",   "chance",  "change",  "cheap",   "check",
    "child",    "choose",   "city",    "class",    "clean",   "clear",   "clock",   "close",   "cloth",   "cloud",
    "coat",     "coffee",   "cold",    "color",    "come",    "common",  "cook",    "cool",    "copper",  "corn",
    "corner",   "cost",     "count",   "country",  "course",  "cover",   "cow",     "cross",   "cry",     "cup",
    "cut",      "dance",    "dark",    "daughter", "day",     "dead",    "deal",    "dear",    "deep",    "desk",
    "dinner",   "direct",   "dish",    "do",       "doctor",  "dog",     "door",    "double",  "down",    "draw",
    "dream",    "dress",    "drink",   "drive",    "drop",    "dry",     "during",  "dust",    "each",    "ear",
    "early",    "earth",    "east",    "easy",     "eat",     "edge",    "egg",     "eight",   "end",     "engine",
    "enough",   "enter",    "even",    "evening",  "ever",    "every",   "eye",     "face",    "fact",    "fall",
    "family",   "far",      "farm",    "fast",     "father",  "feel",    "fence",   "few",     "field",   "fight",
    "fill",     "find",     "fine",    "finger",   "finish",  "fire",    "first",   "fish",    "five",    "flat",
    "floor",    "flower",   "fly",     "follow",   "food",    "foot",    "for",     "forest",  "form",    "forward",
    "four",     "free",     "fresh",   "friend",   "from",    "front",   "fruit",   "full",    "game",    "garden",
    "gate",     "gave",     "gentle",  "get",      "gift",    "girl",    "give",    "glad",    "glass",   "go",
    "gold",     "good",     "grain",   "grand",    "grass",   "gray",    "great",   "green",   "ground",  "group",
    "grow",     "guess",    "hair",    "half",     "hall",    "hand",    "happy",   "hard",    "hat",     "have",
    "he",       "head",     "hear",    "heart",    "heat",    "heavy",   "help",    "her",     "here",    "high",
    "hill",     "his",      "hold",    "hole",     "home",    "honest",  "hope",    "horse",   "hot",     "hour",
    "house",    "how",      "huge",    "hundred",  "hurry",   "ice",     "idea",    "if",      "in",      "inside",
    "iron",     "island",   "it",      "join",     "joy",     "jump",    "just",    "keep",    "key",     "kind",
    "king",     "kitchen",  "knee",    "knife",    "know",    "lady",    "lake",    "lamp",    "land",    "large",
    "last",     "late",     "laugh",   "lay",      "lead",    "leaf",    "learn",   "least",   "leave",   "left",
    "leg",      "lemon",    "let",     "letter",   "level",   "lift",    "light",   "like",    "line",    "lion",
    "list",     "listen",   "little",  "live",     "long",    "look",    "lose",    "loud",    "love",    "low",
    "lunch",    "machine",  "mail",    "main",     "make",    "man",     "many",    "map",     "mark",    "market",
    "matter",   "may",      "meal",    "mean",     "meat",    "meet",    "middle",  "milk",    "mind",    "minute",
    "mirror",   "miss",     "money",   "month",    "moon",    "more",    "morning", "most",    "mother",  "mountain",
    "mouth",    "move",     "much",    "music",    "must",    "name",    "narrow",  "near",    "neck",    "need",
    "never",    "new",      "next",    "nice",     "night",   "nine",    "noise",   "none",    "noon",    "north",
    "nose",     "note",     "nothing", "now",      "number",  "ocean",   "of",      "off",     "offer",   "office",
    "often",    "oil",      "old",     "on",       "once",    "one",     "only",    "open",    "orange",  "order",
    "other",    "our",      "out",     "over",     "own",     "page",    "pain",    "paint",   "pair",    "paper",
    "part",     "party",    "pass",    "past",     "path",    "pay",     "pen",     "people",  "perhaps", "piece",
    "place",    "plain",    "plan",    "plant",    "plate",   "play",    "please",  "plenty",  "pocket",  "point",
    "poor",     "possible", "pot",     "power",    "present", "press",   "price",   "pull",    "push",    "put",
    "queen",    "quick",    "quiet",   "quite",    "rain",    "raise",   "reach",   "read",    "ready",   "real",
    "reason",   "red",      "rest",    "rice",     "rich",    "ride",    "right",   "ring",    "rise",    "river",
    "road",     "rock",     "roll",    "roof",     "room",    "root",    "rope",    "rose",    "round",   "row",
    "run",      "safe",     "sail",    "salt",     "same",    "sand",    "save",    "say",     "school",  "sea",
    "seat",     "second",   "see",     "seed",     "seem",    "sell",    "send",    "seven",   "shape",   "share",
    "sharp",    "sheep",    "sheet",   "shine",    "ship",    "shirt",   "shoe",    "shop",    "short",   "should",
    "shout",    "show",     "side",    "silver",   "simple",  "since",   "sing",    "sister",  "sit",     "six",
    "size",     "skin",     "sky",     "sleep",    "slow",    "small",   "smell",   "smile",   "smoke",   "snow",
    "so",       "soft",     "some",    "son",      "song",    "soon",    "sound",   "soup",    "south",   "space",
    "speak",    "spoon",    "spring",  "square",   "stand",   "star",    "start",   "stay",    "step",    "stick",
    "still",    "stone",    "stop",    "store",    "storm",   "story",   "strange", "street",  "strong",  "study",
    "such",     "sugar",    "summer",  "sun",      "sure",    "sweet",   "swim",    "table",   "tail",    "take",
    "talk",     "tall",     "taste",   "teach",    "team",    "tell",    "ten",     "test",    "than",    "thank",
    "that",     "the",      "their",   "then",     "there",   "these",   "they",    "thick",   "thin",    "thing",
    "think",    "third",    "this",    "those",    "three",   "through", "time",    "to",      "today",   "together",
    "tomorrow", "too",      "top",     "touch",    "toward",  "town",    "train",   "travel",  "tree",    "true",
    "try",      "turn",     "twelve",  "two",      "under",   "until",   "up",      "upon",    "use",     "valley",
    "very",     "village",  "visit",   "voice",    "wait",    "walk",    "wall",    "want",    "warm",    "wash",
    "watch",    "water",    "wave",    "way",      "we",      "weak",    "wear",    "week",    "weight",  "well",
    "west",     "wet",      "what",    "wheel",    "when",    "where",   "which",   "while",   "white",   "who",
    "whole",    "why",      "wide",    "wife",     "wild",    "will",    "wind",    "window",  "winter",  "wish",
    "with",     "woman",    "wonder",  "wood",     "word",    "work",    "world",   "would",   "write",   "year",
    "yellow",   "yes",      "yet",     "young",    "your",
});

} // namespace

std::span<const std::string_view> wordList() noexcept
{
    return Words;
}

} // namespace tokamark::workload
