#include "tests/support/architecture.h"
#include "tests/support/source_text.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace firstcome::testing;

namespace {

/// One planted line, and the rule that it must break; none for what is fine.
struct Planted
{
    std::string file;
    std::string line;
    std::string rule;
};

std::string rulesBroken(const Planted& planted)
{
    std::string rules;
    for (const auto& violation : checkSource(planted.file, "// a file\n" + planted.line + "\n")) {
        EXPECT_EQ(violation.file, planted.file);
        EXPECT_EQ(violation.line, 2);
        rules += (rules.empty() ? "" : " ") + violation.rule;
    }
    return rules;
}

void expectEach(const std::vector<Planted>& cases)
{
    for (const auto& planted : cases)
        EXPECT_EQ(rulesBroken(planted), planted.rule) << planted.file << ": " << planted.line;
}

} // namespace

TEST(Architecture, TheTreeKeepsEveryRule)
{
    const auto report = checkTree(FIRSTCOME_SOURCE_DIR);
    EXPECT_GT(report.files, 100u) << "the scanner has lost the sources";
    for (const auto& violation : report.violations)
        ADD_FAILURE() << violation.file << ':' << violation.line << ": " << violation.rule << ": "
                      << violation.text;
}

TEST(Architecture, APlantedTreeIsSearchedToItsLeaves)
{
    const TemporaryDirectory root;
    std::filesystem::create_directories(root.path() / "backend" / "stock" / "deep");
    std::ofstream(root.path() / "backend" / "stock" / "deep" / "a.cpp") << "#include \"models/a.h\"\n";
    std::ofstream(root.path() / "backend" / "notes.txt") << "#include \"models/a.h\"\n";
    const auto report = checkTree(root.path());
    EXPECT_EQ(report.files, 1u);
    ASSERT_EQ(report.violations.size(), 1u);
    EXPECT_EQ(report.violations[0].file, "backend/stock/deep/a.cpp");
    EXPECT_EQ(report.violations[0].rule, "climbs");
}

TEST(Architecture, IncludesThatClimbALayerAreFound)
{
    expectEach({
        {"backend/stock/a.cpp", "#include \"models/event_model.h\"", "climbs"},
        {"backend/stock/a.h", "  #  include \"widgets/parts/card.h\"", "climbs"},
        {"models/a.cpp", "#include \"widgets/theme/theme.h\"", "climbs"},
        {"widgets/parts/a.cpp", "#include \"app/console/window.h\"", "climbs"},
        {"models/a.cpp", "#include \"backend/snapshot.h\"", ""},
        {"widgets/parts/a.cpp", "#include \"models/backend_model.h\"", ""},
        {"app/console/main.cpp", "#include \"widgets/theme/theme.h\"", ""},
        {"models/a.cpp", "// #include \"widgets/theme/theme.h\"", ""},
    });
}

TEST(Architecture, QtModulesOutsideTheirLayerAreFound)
{
    expectEach({
        {"backend/core/a.cpp", "#include <QWidget>", "qt_module"},
        {"backend/core/a.cpp", "#include <QColor>", "qt_module"},
        {"backend/core/a.cpp", "#include <QtNetwork/QTcpSocket>", "qt_module"},
        {"backend/ledger/a.cpp", "#include <QSqlQuery>", ""},
        {"backend/core/a.cpp", "#include <QString>", ""},
        {"models/a.cpp", "#include <QSqlQuery>", "qt_module"},
        {"models/a.cpp", "#include <QColor>", "qt_module"},
        {"models/a.cpp", "#include <QtWidgets>", "qt_module"},
        {"models/a.cpp", "#include <QAbstractTableModel>", ""},
        {"widgets/parts/a.cpp", "#include <QSqlQuery>", "qt_module"},
        {"widgets/parts/a.cpp", "#include <QTcpSocket>", "qt_module"},
        {"widgets/parts/a.cpp", "#include <QChart>", "qt_module"},
        {"widgets/charts/a.cpp", "#include <QtCharts/QChart>", ""},
        {"widgets/parts/a.cpp", "#include <QLabel>", ""},
        {"app/console/a.cpp", "#include <QLocalServer>", ""},
        {"app/console/a.cpp", "#include <QChartView>", "qt_module"},
    });
}

TEST(Architecture, EnginesInModelsAndWidgetsAreFound)
{
    expectEach({
        {"widgets/pages/launch/a.cpp", "#include <boost/asio/io_context.hpp>", "engine_in_screen"},
        {"models/a.cpp", "#include <sqlite3.h>", "engine_in_screen"},
        {"backend/stock/a.cpp", "#include <sqlite3.h>", ""},
    });
}

TEST(Architecture, APageThatIncludesAnotherIsFound)
{
    expectEach({
        {"widgets/pages/launch/a.cpp", "#include \"widgets/pages/spike/verdict_card.h\"", "page_in_page"},
        {"widgets/pages/launch/a.cpp", "#include \"widgets/pages/launch/b.h\"", ""},
        {"widgets/pages/launch/a.cpp", "#include \"widgets/pages/page.h\"", ""},
        {"app/console/registry.cpp", "#include \"widgets/pages/spike/spike_page.h\"", ""},
    });
}

TEST(Architecture, ColourLiteralsOutsideTheTokensAreFound)
{
    const std::string file = "widgets/parts/card.cpp";
    expectEach({
        {file, "const QColor edge(\"#2c323d\");", "colour colour"}, // the call and the string
        {file, "auto css = \"color:#fff\";", "colour"},
        {file, "auto css = R\"(color: #11223344;)\";", "colour"},
        {file, "auto css = \"color: rgba(0, 0, 0, 0.5)\";", "colour"},
        {file, "painter.setPen(QColor(44, 50, 61));", "colour"},
        {file, "const QColor edge{44, 50, 61};", "colour"},
        {file, "painter.fill(QColor::fromRgb(0xff0000));", "colour"},
        {file, "painter.fill(qRgb(1, 2, 3));", "colour"},
        {file, "painter.setPen(Qt::red);", "colour"},
        {file, "painter.setPen(Qt::darkGray);", "colour"},
        {file, "painter.setPen(QColorConstants::Svg::tomato);", "colour"},
        {"models/a.cpp", "return QStringLiteral(\"#d03a30\");", "colour"},
        {"widgets/theme/tokens.cpp", "{\"#13161b\", \"#f3f5f8\"},", ""},
        {file, "painter.fill(Qt::transparent);", ""},
        {file, "const QColor none = on ? QColor() : theme.color(Token::Stroke);", ""},
        {file, "QColor mixed(const QColor& a, double share);", ""},
        {file, "painter.setPen(Qt::NoPen); // not Qt::red, not #ff0000", ""},
        {file, "const auto text = tr(\"run #12\") + \"#\" + number;", ""},
        {file, "const int big = 1'000'000; auto name = \"#abcdefg\";", ""},
    });
}

TEST(Architecture, StyleSheetsAreFound)
{
    expectEach({
        {"app/console/main.cpp", "qApp->setStyleSheet(sheet);", "style_sheet"},
        {"widgets/parts/a.cpp", "label->setStyleSheet(QString());", "style_sheet"},
        {"widgets/parts/a.cpp", "// no setStyleSheet here", ""},
    });
}

TEST(Architecture, WhatLivesOnlyAsLongAsACallsResultIsFound)
{
    const std::string file = "backend/local/a.cpp";
    expectEach({
        {file, "for (const auto& view : backend.snapshot()->events)", "dangling"},
        {file, "for (const auto& [key, value] : watch->seen()->all.byKey) {", "dangling"},
        {"tests/unit/a.cpp", "for (auto* each : read(a, b)->inner->list)", "dangling"},
        {file, "const auto& ticks = backend.snapshot()->telemetry.ticks;", "dangling"},
        {file, "auto& totals = snapshot()->totals.at(instance).verdicts;", "dangling"},
        {file, "const auto& first = seen()->all[0].rows;", "dangling"},
        {file, "for (const auto& view : snapshot->events)", ""},
        {file, "for (const auto& index : selectionModel()->selectedRows())", ""}, // by value
        {file, "for (int i = 0; i < model()->rows; ++i)", ""},
        {file, "const auto ticks = backend.snapshot()->telemetry.ticks;", ""},
        {file, "const auto& where = static_cast<const A*>(address)->where;", ""},
        {file, "if (a() && b()->open) x = c()->d;", ""},
        {"tests/unit/a.cpp", "#include \"app/console/window.h\"", ""},
    });
}

TEST(SourceText, TakesCommentsAndStringsApart)
{
    const auto lines =
        takeApart("int a = 1'000; // \"no\"\n/* x\n\"no\" */ f(\"s\\\"1\", 's', R\"x(raw\n)\"y)x\");\n");
    ASSERT_EQ(lines.size(), 5u);
    EXPECT_EQ(lines[0].code, "int a = 1'000; ");
    EXPECT_TRUE(lines[1].code.empty() && lines[1].strings.empty());
    EXPECT_EQ(lines[2].strings, (std::vector<std::string>{"s\\\"1", "raw"}));
    EXPECT_EQ(lines[3].strings, std::vector<std::string>{")\"y"});
    EXPECT_EQ(lines[3].code, "\");");
}
