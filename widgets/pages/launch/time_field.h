#pragma once

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QWidget>

#include <optional>

namespace firstcome::pages::launch {

/// A date and time of the local zone, or none: a check box says whether there is one. GUI thread.
class TimeField final : public QWidget
{
    Q_OBJECT

public:
    explicit TimeField(const QString& scheduledWords, QWidget* parent = nullptr);

    void setTime(const std::optional<QDateTime>& time, const QDateTime& suggestion);
    std::optional<QDateTime> time() const;
    void setReadOnly(bool readOnly);
    QCheckBox* check() const { return m_check; }
    QDateTimeEdit* edit() const { return m_edit; }

Q_SIGNALS:
    void edited();

private:
    QCheckBox* m_check;
    QDateTimeEdit* m_edit;
};

} // namespace firstcome::pages::launch
