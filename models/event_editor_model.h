#pragma once

#include "models/backend_model.h"
#include "models/event_draft_form.h"

#include <QObject>

#include <optional>

namespace firstcome::models {

/// Writing an event down: a new one, a copy, or a draft that stands already. Validates against the other events
/// and saves; an edit carries the version that was opened. Past the draft only the stock can be corrected, with a
/// reason. GUI thread; owned by the editor panel.
class EventEditorModel final : public QObject
{
    Q_OBJECT

public:
    enum class Mode { Create, Edit, Read };

    EventEditorModel(BackendModel& backend, const core::Clock& clock, QObject* parent = nullptr);

    void startNew();
    void startCopyOf(const issuing::Event& event);
    /// Edit while draft, else only to be read.
    void open(const issuing::Event& event);

    Mode mode() const { return m_mode; }
    const EventDraftForm& form() const { return m_form; }
    void setForm(const EventDraftForm& form) { m_form = form; }
    bool changed() const { return m_form != m_opened; }
    std::vector<FieldProblem> problems() const;
    bool valid() const;
    bool saving() const { return m_saving; }
    /// Armed, held, open or paused, and to be read otherwise.
    bool correctable() const { return m_correctable; }
    std::uint64_t version() const { return m_version; }

    /// Creates or updates; then saved() or refused().
    void save();
    /// The total of the form, if it is another; then corrected() or refused().
    void correctStock(const QString& reason);

Q_SIGNALS:
    void opened();
    void saved(const firstcome::issuing::CouponId& couponId);
    void corrected();
    void refused(const QString& code, const QString& detail);

private:
    void start(Mode mode, const EventDraftForm& form, std::uint64_t version, bool correctable = false);

    BackendModel& m_backend;
    const core::Clock& m_clock;
    Mode m_mode = Mode::Create;
    EventDraftForm m_opened;
    EventDraftForm m_form;
    std::uint64_t m_version = 0;
    bool m_saving = false;
    bool m_correctable = false;
};

} // namespace firstcome::models
