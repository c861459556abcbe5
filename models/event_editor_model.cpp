#include "models/event_editor_model.h"

#include <algorithm>

namespace firstcome::models {

EventEditorModel::EventEditorModel(BackendModel& backend, const core::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_clock(clock)
{
}

void EventEditorModel::start(Mode mode, const EventDraftForm& form, std::uint64_t version, bool correctable)
{
    m_mode = mode;
    m_opened = m_form = form;
    m_version = version;
    m_saving = false;
    m_correctable = correctable;
    Q_EMIT opened();
}

void EventEditorModel::startNew()
{
    start(Mode::Create, {}, 0);
}

void EventEditorModel::startCopyOf(const issuing::Event& event)
{
    start(Mode::Create, EventDraftForm::from(event.draft).duplicate(), 0);
}

void EventEditorModel::open(const issuing::Event& event)
{
    const bool draft = event.state == issuing::EventState::Draft;
    using enum issuing::EventState;
    const bool correctable = !event.shadow()
        && (event.state == Armed || event.state == Held || event.state == Open || event.state == Paused);
    start(draft ? Mode::Edit : Mode::Read, EventDraftForm::from(event.draft), event.version, correctable);
}

std::vector<FieldProblem> EventEditorModel::problems() const
{
    const auto& snapshot = *m_backend.snapshot();
    std::vector<issuing::CouponId> taken;
    if (m_mode == Mode::Create)
        for (const auto& view : snapshot.events)
            taken.push_back(view.event.draft.couponId);
    auto found = m_form.problems(taken, m_clock.wall(), snapshot.peopleCount);
    if (m_mode == Mode::Read) // nothing else is to be changed, and its times may have passed
        std::erase_if(found, [](const FieldProblem& problem) { return problem.field != DraftField::Total; });
    return found;
}

bool EventEditorModel::valid() const
{
    const auto found = problems();
    return std::ranges::none_of(found, &FieldProblem::blocks) && m_form.draft().has_value();
}

void EventEditorModel::save()
{
    if (m_saving || m_mode == Mode::Read || !valid())
        return;
    const auto draft = *m_form.draft();
    m_saving = true;
    const auto done = [this, couponId = draft.couponId](const core::Result<Reply>& reply) {
        m_saving = false;
        if (reply) {
            m_opened = m_form;
            Q_EMIT saved(couponId);
        } else {
            Q_EMIT refused(QString::fromStdString(reply.error().code),
                           QString::fromStdString(reply.error().detail));
        }
    };
    if (m_mode == Mode::Create)
        m_backend.submit(CreateEvent{"console", draft}, this, done);
    else
        m_backend.submit(UpdateEvent{"console", draft, m_version}, this, done);
}

void EventEditorModel::correctStock(const QString& reason)
{
    const auto draft = m_form.draft();
    if (m_saving || !m_correctable || !changed() || !draft)
        return;
    m_saving = true;
    const CorrectStock command{"console", draft->couponId, draft->total, m_version, reason.toStdString()};
    m_backend.submit(command, this, [this](const core::Result<Reply>& reply) {
        m_saving = false;
        if (reply)
            Q_EMIT corrected();
        else
            Q_EMIT refused(QString::fromStdString(reply.error().code), QString::fromStdString(reply.error().detail));
    });
}

} // namespace firstcome::models
