#include "backend/stock/instance_rows.h"

namespace firstcome::stock {

namespace {

std::optional<core::WallTime> timeIn(const SqliteStatement& row, int column)
{
    if (row.isNull(column))
        return std::nullopt;
    return wallTimeOf(row.integer(column));
}

void bindTime(SqliteStatement& statement, int index, const std::optional<core::WallTime>& time)
{
    if (time)
        statement.bind(index, microsOf(*time));
    else
        statement.bindNull(index);
}

} // namespace

core::Result<StoredInstance> readInstanceRow(const SqliteStatement& row)
{
    const auto id = issuing::InstanceId::parse(row.text(0));
    const auto couponId = issuing::CouponId::parse(row.text(1));
    const auto audience = issuing::audienceFromName(row.text(3));
    const auto state = issuing::stateFromName(row.text(5));
    if (!id || !couponId || !audience || !state)
        return core::fail(core::ErrorKind::Corrupt, "corrupt",
                          "unreadable instance " + std::string(row.text(0)));
    StoredInstance stored;
    auto& instance = stored.instance;
    instance.id = *id;
    instance.couponId = *couponId;
    instance.total = static_cast<std::uint32_t>(row.integer(2));
    instance.audience = *audience;
    instance.shadow = row.integer(4) != 0;
    instance.state = *state;
    instance.version = static_cast<std::uint64_t>(row.integer(6));
    instance.opensAt = timeIn(row, 7);
    instance.closesAt = timeIn(row, 8);
    if (!row.isNull(9))
        instance.timeLeft = std::chrono::microseconds(row.integer(9));
    instance.openedAt = timeIn(row, 10);
    instance.soldOutAt = timeIn(row, 11);
    instance.closedAt = timeIn(row, 12);
    stored.number = static_cast<std::uint32_t>(row.integer(13));
    stored.tombstoned = row.integer(14) != 0;
    return stored;
}

InstanceWords wordsOf(const issuing::Instance& instance)
{
    return {instance.id.str(), instance.couponId.str()};
}

void bindInstance(SqliteStatement& statement, const issuing::Instance& instance, const InstanceWords& words)
{
    statement.bind(1, words.id)
        .bind(2, words.couponId)
        .bind(3, static_cast<std::int64_t>(instance.total))
        .bind(4, issuing::audienceName(instance.audience))
        .bind(5, static_cast<std::int64_t>(instance.shadow))
        .bind(6, issuing::stateName(instance.state))
        .bind(7, static_cast<std::int64_t>(instance.version));
    bindTime(statement, 8, instance.opensAt);
    bindTime(statement, 9, instance.closesAt);
    if (instance.timeLeft)
        statement.bind(10, static_cast<std::int64_t>(instance.timeLeft->count()));
    else
        statement.bindNull(10);
    bindTime(statement, 11, instance.openedAt);
    bindTime(statement, 12, instance.soldOutAt);
    bindTime(statement, 13, instance.closedAt);
}

} // namespace firstcome::stock
