#include "models/event_draft_form.h"

#include "backend/issuing/acts.h"

#include <algorithm>

namespace firstcome::models {

namespace {

std::optional<std::uint32_t> readTotal(const QString& text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.isDigit())
            digits += c;
        else if (c != u',' && c != u'.' && c != u'_' && !c.isSpace())
            return std::nullopt;
    }
    bool ok = false;
    const auto total = digits.toUInt(&ok);
    return ok && total >= 1 && total <= issuing::kMaxTotal ? std::optional(total) : std::nullopt;
}

bool goodName(const QString& name)
{
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    return !name.isEmpty() && name.toUcs4().size() <= 120 && std::ranges::none_of(name, isControl);
}

core::WallTime wallOf(const QDateTime& time)
{
    return core::WallTime(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QDateTime localOf(core::WallTime time)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::LocalTime);
}

std::optional<std::string_view> couponIdProblem(const QString& text, const std::vector<issuing::CouponId>& taken)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return "empty";
    const auto id = issuing::CouponId::parse(trimmed.toUtf8().toStdString());
    if (!id)
        return "bad_coupon_id";
    if (std::ranges::find(taken, *id) != taken.end())
        return "coupon_exists";
    return std::nullopt;
}

} // namespace

EventDraftForm EventDraftForm::from(const issuing::EventDraft& draft)
{
    EventDraftForm form;
    form.couponId = QString::fromStdString(draft.couponId.str());
    form.name = QString::fromStdString(draft.name);
    form.total = QString::number(draft.total);
    if (draft.opensAt)
        form.opensAt = localOf(*draft.opensAt);
    if (draft.closesAt)
        form.closesAt = localOf(*draft.closesAt);
    form.audience = draft.audience;
    return form;
}

EventDraftForm EventDraftForm::duplicate() const
{
    EventDraftForm copy = *this;
    const QString suffix = QStringLiteral("-2");
    copy.couponId = couponId.left(static_cast<int>(issuing::CouponId::kMaxLength) - suffix.size()) + suffix;
    copy.opensAt.reset();
    copy.closesAt.reset();
    return copy;
}

std::vector<FieldProblem> EventDraftForm::problems(const std::vector<issuing::CouponId>& taken, core::WallTime now,
                                                   std::uint64_t people) const
{
    std::vector<FieldProblem> found;
    if (const auto code = couponIdProblem(couponId, taken))
        found.push_back({DraftField::CouponId, *code});
    if (name.trimmed().isEmpty())
        found.push_back({DraftField::Name, "empty"});
    else if (!goodName(name.trimmed()))
        found.push_back({DraftField::Name, "bad_name"});
    if (total.trimmed().isEmpty())
        found.push_back({DraftField::Total, "empty"});
    else if (!readTotal(total))
        found.push_back({DraftField::Total, "bad_total"});
    if (opensAt && !opensAt->isValid())
        found.push_back({DraftField::OpensAt, "bad_time"});
    else if (opensAt && wallOf(*opensAt) <= now)
        found.push_back({DraftField::OpensAt, "opens_in_the_past"});
    if (closesAt && !closesAt->isValid())
        found.push_back({DraftField::ClosesAt, "bad_time"});
    else if (closesAt && opensAt && opensAt->isValid() && *closesAt <= *opensAt)
        found.push_back({DraftField::ClosesAt, "bad_times"});
    else if (closesAt && wallOf(*closesAt) <= now)
        found.push_back({DraftField::ClosesAt, "closes_in_the_past"});
    if (audience == issuing::Audience::Listed && people == 0)
        found.push_back({DraftField::Audience, "nobody_listed", false});
    return found;
}

std::optional<issuing::EventDraft> EventDraftForm::draft() const
{
    const auto id = issuing::CouponId::parse(couponId.trimmed().toUtf8().toStdString());
    const auto stock = readTotal(total);
    if (!id || !stock || !goodName(name.trimmed()))
        return std::nullopt;
    if ((opensAt && !opensAt->isValid()) || (closesAt && !closesAt->isValid()))
        return std::nullopt;
    issuing::EventDraft draft;
    draft.couponId = *id;
    draft.name = name.trimmed().toStdString();
    draft.total = *stock;
    if (opensAt)
        draft.opensAt = wallOf(*opensAt);
    if (closesAt)
        draft.closesAt = wallOf(*closesAt);
    draft.audience = audience;
    return issuing::validate(draft) ? std::optional(draft) : std::nullopt;
}

} // namespace firstcome::models
