#pragma once

#include "models/event_editor_model.h"
#include "widgets/pages/launch/labelled_field.h"
#include "widgets/pages/launch/time_field.h"
#include "widgets/parts/segmented.h"
#include "widgets/parts/side_panel.h"

#include <QLineEdit>

#include <set>

namespace firstcome::pages::launch {

/// Writing an event down, at the side of the page: problems stand under their field from the moment it was left,
/// or all at the first try to save. GUI thread; owned by the page.
class EventEditorPanel final : public QObject
{
    Q_OBJECT

public:
    EventEditorPanel(const theme::Theme& theme, models::BackendModel& backend, const core::Clock& clock,
                     QWidget* page);

    void openNew();
    void openCopyOf(const issuing::Event& event);
    void open(const issuing::Event& event);
    parts::SidePanel* panel() const { return m_panel; }
    parts::ActButton* saveButton() const { return m_save; }
    LabelledField* field(models::DraftField field) const;
    /// Why the stock is corrected; only while it can be.
    QLineEdit* reason() const { return m_reason; }
    /// People in the directory changed.
    void refreshPeople(std::uint64_t people);

Q_SIGNALS:
    void saved(const firstcome::issuing::CouponId& couponId);
    void stockCorrected();
    void failed(const QString& sentence);
    void deleteWanted();
    void copyWanted();
    void peopleWanted();

private:
    void build(const theme::Theme& theme);
    void fill();
    void take(models::DraftField field);
    void review();
    void save();
    void correctStock();
    void reviewCorrection();
    void touch(models::DraftField field);

    const core::Clock& m_clock;
    models::EventEditorModel m_model;
    parts::SidePanel* m_panel;
    QLineEdit* m_couponId;
    QLineEdit* m_name;
    QLineEdit* m_total;
    QLineEdit* m_reason;
    TimeField* m_opens;
    TimeField* m_closes;
    parts::Segmented* m_audience;
    parts::Label* m_people;
    std::array<LabelledField*, 6> m_fields{};
    LabelledField* m_reasonField = nullptr;
    parts::ActButton* m_save;
    parts::ActButton* m_copy;
    parts::ActButton* m_delete;
    std::set<models::DraftField> m_touched;
    bool m_filling = false;
};

} // namespace firstcome::pages::launch
