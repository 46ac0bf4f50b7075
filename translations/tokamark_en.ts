<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ReportContent</name>
    <message numerus="yes">
        <source>%n repetition(s): differences belong to this run, and none of them says which backend is faster.</source>
        <translation>
            <numerusform>%n repetition: differences belong to this run, and none of them says which backend is faster.</numerusform>
            <numerusform>%n repetitions: differences belong to this run, and none of them says which backend is faster.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Measured %1 % above %2 at its best, %3; %n repetition(s) do not show that this is more than chance.</source>
        <translation>
            <numerusform>Measured %1 % above %2 at its best, %3; %n repetition does not show that this is more than chance.</numerusform>
            <numerusform>Measured %1 % above %2 at its best, %3; %n repetitions do not show that this is more than chance.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n point(s) carry a warning or worse.</source>
        <translation>
            <numerusform>%1 of %n point carries a warning or worse.</numerusform>
            <numerusform>%1 of %n points carry a warning or worse.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestCharts</name>
    <message numerus="yes">
        <source>first %n users, a row each</source>
        <translation>
            <numerusform>first user</numerusform>
            <numerusform>first %n users, a row each</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>first %n connections, a row each</source>
        <translation>
            <numerusform>first connection</numerusform>
            <numerusform>first %n connections, a row each</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultCharts</name>
    <message numerus="yes">
        <source>%n point(s) without %1: too few requests</source>
        <translation>
            <numerusform>%n point without %1: too few requests</numerusform>
            <numerusform>%n points without %1: too few requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bar(s) without %1: too few requests</source>
        <translation>
            <numerusform>%n bar without %1: too few requests</numerusform>
            <numerusform>%n bars without %1: too few requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScenarioText</name>
    <message numerus="yes">
        <source>%n workload(s)</source>
        <translation>
            <numerusform>%n workload</numerusform>
            <numerusform>%n workloads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n model</numerusform>
            <numerusform>%n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::BackendsPage</name>
    <message numerus="yes">
        <source>%n backend(s), %1 ready</source>
        <translation>
            <numerusform>%n backend, %1 ready</numerusform>
            <numerusform>%n backends, %1 ready</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::CellDetailsCard</name>
</context>
<context>
    <name>tokamark::ui::ComparisonCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ComparisonModel</name>
</context>
<context>
    <name>tokamark::ui::HistoryModel</name>
    <message numerus="yes">
        <source>%n backend(s)</source>
        <translation>
            <numerusform>%n backend</numerusform>
            <numerusform>%n backends</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s)</source>
        <translation>
            <numerusform>%n cell</numerusform>
            <numerusform>%n cells</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n cell(s)</source>
        <translation>
            <numerusform>%1 of %n cell</numerusform>
            <numerusform>%1 of %n cells</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::HistoryPanel</name>
    <message numerus="yes">
        <source>%n run(s) deleted</source>
        <translation>
            <numerusform>%n run deleted</numerusform>
            <numerusform>%n runs deleted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::MainWindow</name>
    <message numerus="yes">
        <source>SQLite · %n run(s)</source>
        <translation>
            <numerusform>SQLite · %n run</numerusform>
            <numerusform>SQLite · %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanForecastCard</name>
    <message numerus="yes">
        <source>%n cell(s)</source>
        <translation>
            <numerusform>%n cell</numerusform>
            <numerusform>%n cells</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 to %n cell(s)</source>
        <translation>
            <numerusform>%1 to %n cell</numerusform>
            <numerusform>%1 to %n cells</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::PlanMatrixModel</name>
</context>
<context>
    <name>tokamark::ui::ResultsPage</name>
    <message numerus="yes">
        <source>%1 of %n cell(s) measured</source>
        <translation>
            <numerusform>%1 of %n cell measured</numerusform>
            <numerusform>%1 of %n cells measured</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs on the same axes</source>
        <translation>
            <numerusform>%n run on the same axes</numerusform>
            <numerusform>%n runs on the same axes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1</source>
        <translation>
            <numerusform>%n file written to %1</numerusform>
            <numerusform>%n files written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::RunMatrixModel</name>
</context>
<context>
    <name>tokamark::ui::RunProgressCard</name>
</context>
<context>
    <name>LevelWords</name>
    <message numerus="yes">
        <source>%n user(s)</source>
        <translation>
            <numerusform>%n user</numerusform>
            <numerusform>%n users</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DifferenceWords</name>
    <message numerus="yes">
        <source>%n repetition(s) carry no statement; within the runs the difference is %1 to %2 %.</source>
        <translation>
            <numerusform>%n repetition carries no statement; within the runs the difference is %1 to %2 %.</numerusform>
            <numerusform>%n repetitions carry no statement; within the runs the difference is %1 to %2 %.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repetition(s) carry no statement; within the runs it is %1 to %2 times as much.</source>
        <translation>
            <numerusform>%n repetition carries no statement; within the runs it is %1 to %2 times as much.</numerusform>
            <numerusform>%n repetitions carry no statement; within the runs it is %1 to %2 times as much.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>no difference that %n repetition(s) can show (%1 to %2 %).</source>
        <translation>
            <numerusform>no difference that %n repetition can show (%1 to %2 %).</numerusform>
            <numerusform>no difference that %n repetitions can show (%1 to %2 %).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>no difference that holds among the %n figure(s) compared together; taken alone %1 to %2 %.</source>
        <translation>
            <numerusform>no difference that holds among the %n figure compared together; taken alone %1 to %2 %.</numerusform>
            <numerusform>no difference that holds among the %n figures compared together; taken alone %1 to %2 %.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::TrialDialog</name>
    <message numerus="yes">
        <source>%n read(s)</source>
        <translation>
            <numerusform>%n read</numerusform>
            <numerusform>%n reads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::ThresholdsForm</name>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::CeilingDialog</name>
    <message numerus="yes">
        <source>Measured on %1, with %n thread(s) that send and read, on %2.</source>
        <translation>
            <numerusform>Measured on %1, with %n thread that sends and reads, on %2.</numerusform>
            <numerusform>Measured on %1, with %n threads that send and read, on %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokamark::ui::SelfCheckModel</name>
    <message numerus="yes">
        <source>%n agree(s)</source>
        <translation>
            <numerusform>%n agrees</numerusform>
            <numerusform>%n agree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n differ(s)</source>
        <translation>
            <numerusform>%n differs</numerusform>
            <numerusform>%n differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot tell</source>
        <translation>
            <numerusform>%n cannot tell</numerusform>
            <numerusform>%n cannot tell</numerusform>
        </translation>
    </message>
</context>
</TS>
