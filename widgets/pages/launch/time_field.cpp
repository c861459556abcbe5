#include "widgets/pages/launch/time_field.h"

#include <QHBoxLayout>

namespace firstcome::pages::launch {

TimeField::TimeField(const QString& scheduledWords, QWidget* parent)
    : QWidget(parent)
    , m_check(new QCheckBox(scheduledWords, this))
    , m_edit(new QDateTimeEdit(this))
{
    m_edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_edit->setCalendarPopup(true);
    m_edit->setEnabled(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_check);
    row->addWidget(m_edit, 1);
    setFocusProxy(m_check);
    connect(m_check, &QCheckBox::toggled, this, [this](bool on) {
        m_edit->setEnabled(on);
        m_edit->setAccessibleName(accessibleName());
        Q_EMIT edited();
    });
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, &TimeField::edited);
}

void TimeField::setTime(const std::optional<QDateTime>& time, const QDateTime& suggestion)
{
    const QSignalBlocker quiet(m_edit);
    m_edit->setDateTime(time ? time->toLocalTime() : suggestion);
    m_check->setChecked(time.has_value());
    m_edit->setEnabled(time.has_value());
}

std::optional<QDateTime> TimeField::time() const
{
    return m_check->isChecked() ? std::optional(m_edit->dateTime()) : std::nullopt;
}

void TimeField::setReadOnly(bool readOnly)
{
    m_check->setEnabled(!readOnly);
    m_edit->setReadOnly(readOnly);
}

} // namespace firstcome::pages::launch
