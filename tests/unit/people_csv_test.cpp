#include "backend/ledger/people_csv.h"

#include <gtest/gtest.h>

#include <random>

using namespace firstcome::ledger;
using firstcome::issuing::BadRow;

namespace {

std::vector<std::string> ids(std::string_view csv)
{
    const auto parsed = parsePeopleCsv(csv);
    EXPECT_TRUE(parsed);
    return {parsed->ids.begin(), parsed->ids.end()};
}

using Ids = std::vector<std::string>;

std::string bad(std::string_view csv)
{
    const auto parsed = parsePeopleCsv(csv);
    EXPECT_TRUE(parsed);
    std::string all;
    for (const BadRow& row : parsed->badRows)
        all += std::to_string(row.line) + ':' + row.code + ' ';
    EXPECT_EQ(parsed->badRowCount, parsed->badRows.size());
    return all;
}

} // namespace

TEST(PeopleCsv, ReadsOnePersonALine)
{
    EXPECT_EQ(ids("kim\nlee\npark\n"), (Ids{"kim", "lee", "park"}));
    EXPECT_EQ(ids("kim\nlee"), (Ids{"kim", "lee"}));
    EXPECT_EQ(ids("kim\r\nlee\r\n"), (Ids{"kim", "lee"}));
    EXPECT_EQ(ids("kim\rlee\r"), (Ids{"kim", "lee"}));
    EXPECT_EQ(ids("\n\n  \nkim\n\n"), (Ids{"kim"}));
    EXPECT_EQ(ids(""), Ids{});
}

TEST(PeopleCsv, KeepsCaseApart)
{
    EXPECT_EQ(ids("kim\nKim\nKIM\n"), (Ids{"KIM", "Kim", "kim"}));
}

TEST(PeopleCsv, SkipsByteOrderMarkAndHeader)
{
    EXPECT_EQ(ids("\xef\xbb\xbfpublicId\nkim\n"), (Ids{"kim"}));
    EXPECT_EQ(ids("PublicID,name\nkim,Kim Min-su\n"), (Ids{"kim"}));
    EXPECT_EQ(ids("\"publicId\"\nkim\n"), (Ids{"kim"}));
    EXPECT_EQ(ids("kim\npublicId\n"), (Ids{"kim", "publicId"})) << "only in the first row";
}

TEST(PeopleCsv, TakesQuotesAndTheFirstColumn)
{
    EXPECT_EQ(ids("\"kim\",\"Seoul, Jongno\"\nlee,\"two\nlines\"\npark,\"a \"\"quoted\"\" word\"\n"),
              (Ids{"kim", "lee", "park"}));
    EXPECT_EQ(bad("\"kim\",\"Seoul\nJongno\"\nx y,z\n"), "3:bad_public_id ") << "a row counts all its lines";
    EXPECT_EQ(ids("a,a\n"), (Ids{"a"}));
}

TEST(PeopleCsv, ReportsBadRowsByLine)
{
    EXPECT_EQ(bad("kim\n-lee\n\nkim\na b\nlee,extra\n" + std::string(65, 'x') + "\n,\n"),
              "2:bad_public_id 4:duplicate_in_file 5:bad_public_id 6:too_many_columns 7:bad_public_id"
              " 8:too_many_columns ");
    const auto parsed = parsePeopleCsv("publicId,name\n,Kim\n\xff\xfe\xc3,Lee\n");
    ASSERT_EQ(parsed->badRows.size(), 2u);
    EXPECT_EQ(parsed->badRows[0].line, 2u);
    EXPECT_EQ(parsed->badRows[0].text.substr(0, 4), ",Kim");
    EXPECT_EQ(parsed->badRows[1].text, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd") << "no invalid UTF-8 gets out";
}

TEST(PeopleCsv, AnUnclosedQuoteSpoilsItsOwnLineOnly)
{
    EXPECT_EQ(ids("kim\n\"lee\npark\nchoi\n"), (Ids{"choi", "kim", "park"}));
    EXPECT_EQ(bad("kim\n\"lee\npark\nchoi\n"), "2:bad_public_id ");
    std::string large = "kim\n\"lee\n";
    for (int i = 0; i < 10'000; ++i)
        large += "p-" + std::to_string(i) + "\n";
    EXPECT_EQ(ids(large).size(), 10'001u);
}

TEST(PeopleCsv, RefusesAFileOfUnclosedQuotes)
{
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += "\"a\"b\n"; // after the quote an ordinary character: libcsv goes on reading the field
    const auto parsed = parsePeopleCsv(text);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, "bad_csv");
}

TEST(PeopleCsv, GuardsAgainstOneHugeLine)
{
    std::string text = "kim\n";
    text.append(100 * 1024 * 1024, 'x');
    text += "\nlee\n";
    const auto parsed = parsePeopleCsv(text);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->ids, (std::vector<std::string_view>{"kim", "lee"}));
    ASSERT_EQ(parsed->badRows.size(), 1u);
    EXPECT_EQ(parsed->badRows[0].line, 2u);
    EXPECT_EQ(parsed->badRows[0].text.size(), 80u);
}

TEST(PeopleCsv, CountsAllBadRowsAndShowsTheFirstHundred)
{
    std::string text;
    for (int i = 0; i < 500; ++i)
        text += "twice\nbad id\n";
    const auto parsed = parsePeopleCsv(text);
    EXPECT_EQ(parsed->badRowCount, 999u);
    ASSERT_EQ(parsed->badRows.size(), 100u);
    EXPECT_EQ(parsed->badRows[0].line, 2u);
    EXPECT_EQ(parsed->badRows[1].line, 3u);
    EXPECT_EQ(parsed->badRows[1].code, "duplicate_in_file");
    EXPECT_EQ(parsed->badRows[99].line, 101u);
}

TEST(PeopleCsv, RefusesMoreThanFiveMillion)
{
    std::string text;
    for (std::size_t i = 0; i <= kMaxPeopleAtOnce; ++i)
        text += "p" + std::to_string(i) + "\n";
    EXPECT_EQ(parsePeopleCsv(text).error().code, "bad_count");
}

TEST(PeopleCsv, SurvivesSeededRubbish)
{
    std::mt19937 random(7);
    const std::string alphabet("ab,\"\n\r\0 \t\xff\xc3\xa9\xef\xbb\xbf", 16);
    for (int round = 0; round < 3'000; ++round) {
        std::string text;
        const std::size_t size = random() % 200;
        for (std::size_t i = 0; i < size; ++i)
            text += alphabet[random() % alphabet.size()];
        const auto parsed = parsePeopleCsv(text);
        ASSERT_TRUE(parsed);
        for (const std::string_view id : parsed->ids)
            EXPECT_TRUE(firstcome::issuing::PublicId::parse(id)) << round;
        EXPECT_TRUE(std::ranges::is_sorted(parsed->ids));
        EXPECT_LE(parsed->badRows.size(), parsed->badRowCount);
    }
}
