# Everything comes from the distribution; `./dev deps` installs it.
set(Boost_NO_WARN_NEW_VERSIONS ON)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(simdjson REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network Sql)
find_package(Qt6Keychain REQUIRED)
if(TOKAMARK_GUI)
    # QCustomPlot's package needs Qt PrintSupport found before it.
    find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets DBus PrintSupport Charts Svg)
    find_package(QCustomPlotQt6 REQUIRED)
endif()
find_package(Qt6 6.4 REQUIRED COMPONENTS LinguistTools)
