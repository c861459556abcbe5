#include "widgets/pages/launch/draft_words.h"

namespace firstcome::pages::launch {

QString DraftWords::problem(const models::FieldProblem& problem)
{
    const std::string_view code = problem.code;
    if (code == "empty")
        return tr("Please fill this in.");
    if (code == "bad_coupon_id")
        return tr("Letters, digits, dot, underscore and hyphen only; the first a letter or digit.");
    if (code == "coupon_exists")
        return tr("Another event has this coupon ID.");
    if (code == "bad_name")
        return tr("1 to 120 characters.");
    if (code == "bad_total")
        return tr("A whole number from 1 to 100,000,000.");
    if (code == "bad_time")
        return tr("There is no such time here.");
    if (code == "opens_in_the_past")
        return tr("That is in the past: the event could not be armed.");
    if (code == "closes_in_the_past")
        return tr("That is in the past: the event could not be armed.");
    if (code == "bad_times")
        return tr("It must close after it opens.");
    if (code == "nobody_listed")
        return tr("Nobody is in the directory yet: nobody could get a coupon.");
    return QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size()));
}

QString DraftWords::badRow(const QString& code)
{
    if (code == u"bad_public_id")
        return tr("not a participant ID");
    if (code == u"too_many_columns")
        return tr("too many columns");
    if (code == u"duplicate_in_file")
        return tr("twice in the file");
    return code;
}

} // namespace firstcome::pages::launch
