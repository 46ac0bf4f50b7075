# One interface target carries the language level, the warnings and the sanitizers; every target of ours links it.
add_library(tokamark_options INTERFACE)
add_library(tokamark::options ALIAS tokamark_options)

target_compile_features(tokamark_options INTERFACE cxx_std_20)
target_compile_options(tokamark_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Woverloaded-virtual -Wnon-virtual-dtor
    $<$<BOOL:${TOKAMARK_WERROR}>:-Werror>)
# Two warnings of GCC 12 that are wrong once it optimises: overlapping copies in std::string's operator+ (GCC bug 105651),
# and members of a braced value (`Plan{}`, an empty std::optional) that it takes for never written on the way to their
# destructor (like GCC bug 80635).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(tokamark_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()

set(TOKAMARK_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")
if(TOKAMARK_SANITIZE)
    target_compile_options(tokamark_options INTERFACE
        -fsanitize=${TOKAMARK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(tokamark_options INTERFACE -fsanitize=${TOKAMARK_SANITIZE})
    # GCC warns that the thread sanitizer does not model fences. Asio has them beside its locks, which it does model.
    if(TOKAMARK_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(tokamark_options INTERFACE -Wno-tsan)
    endif()
endif()

option(TOKAMARK_COVERAGE "Instrument for coverage" OFF)
if(TOKAMARK_COVERAGE)
    target_compile_options(tokamark_options INTERFACE --coverage)
    target_link_options(tokamark_options INTERFACE --coverage)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

# What Qt lets us switch off, so that the compiler finds implicit conversions and old habits.
add_library(tokamark_qt_options INTERFACE)
target_compile_definitions(tokamark_qt_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)
