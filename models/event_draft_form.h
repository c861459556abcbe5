#pragma once

#include "backend/issuing/acts.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <string_view>
#include <vector>

namespace firstcome::models {

enum class DraftField { CouponId, Name, Total, OpensAt, ClosesAt, Audience };

/// What is wrong with a field. The code is a stable word, the issuing room's own where it has one.
struct FieldProblem
{
    DraftField field;
    std::string_view code;
    bool blocks = true; ///< false: only a warning
    friend bool operator==(const FieldProblem&, const FieldProblem&) = default;
};

/// What a person typed about an event, not yet an EventDraft. A plain value.
struct EventDraftForm
{
    QString couponId;
    QString name;
    QString total;                     ///< digits, thousands separators allowed
    std::optional<QDateTime> opensAt;  ///< in any zone; absent: opened by hand
    std::optional<QDateTime> closesAt; ///< absent: closed by hand
    issuing::Audience audience = issuing::Audience::Everyone;

    static EventDraftForm from(const issuing::EventDraft& draft);
    /// The same with another couponId, name and no times, to start a similar event from.
    EventDraftForm duplicate() const;

    /// In the order of the fields. Codes: `empty`, `bad_coupon_id`, `coupon_exists`, `bad_name`, `bad_total`,
    /// `bad_time`, `opens_in_the_past`, `closes_in_the_past`, `bad_times`, `nobody_listed` (a warning).
    /// `taken` are couponIds of other events.
    std::vector<FieldProblem> problems(const std::vector<issuing::CouponId>& taken, core::WallTime now,
                                       std::uint64_t people) const;
    /// Absent while a blocking problem stands in its fields.
    std::optional<issuing::EventDraft> draft() const;

    friend bool operator==(const EventDraftForm&, const EventDraftForm&) = default;
};

} // namespace firstcome::models
