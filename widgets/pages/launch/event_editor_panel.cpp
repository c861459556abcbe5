#include "widgets/pages/launch/event_editor_panel.h"

#include "widgets/pages/launch/draft_words.h"
#include "widgets/parts/format.h"
#include "widgets/parts/problem_words.h"

#include <QDateTime>
#include <QTimeZone>
#include <QVBoxLayout>

namespace firstcome::pages::launch {

using models::DraftField;
using models::EventDraftForm;
using models::EventEditorModel;
using parts::ActButton;
using parts::Label;
using theme::Token;
using theme::Type;

namespace {

constexpr int kStockReasonLength = 100; ///< characters; 300 bytes are allowed, and Hangul has three each

QString zoneWords(const QDateTime& at)
{
    const int minutes = at.offsetFromUtc() / 60;
    const QString offset = QStringLiteral("UTC%1%2:%3")
                               .arg(minutes < 0 ? QChar(0x2212) : QChar(u'+'))
                               .arg(std::abs(minutes) / 60, 2, 10, QChar(u'0'))
                               .arg(std::abs(minutes) % 60, 2, 10, QChar(u'0'));
    const QString name = at.timeZoneAbbreviation();
    return name.isEmpty() || name.startsWith(QStringLiteral("UTC")) ? offset : name + u' ' + offset;
}

} // namespace

EventEditorPanel::EventEditorPanel(const theme::Theme& theme, models::BackendModel& backend,
                                   const core::Clock& clock, QWidget* page)
    : QObject(page)
    , m_clock(clock)
    , m_model(backend, clock)
    , m_panel(new parts::SidePanel(theme, {}, page))
    , m_couponId(new QLineEdit)
    , m_name(new QLineEdit)
    , m_total(new QLineEdit)
    , m_reason(new QLineEdit)
    , m_opens(new TimeField(tr("at")))
    , m_closes(new TimeField(tr("at")))
    , m_audience(new parts::Segmented(theme, {tr("Everyone"), tr("Listed people")}))
    , m_people(new Label(theme, Type::Caption, Token::SoftText))
    , m_save(new ActButton(theme, tr("Create"), {}))
    , m_copy(new ActButton(theme, tr("Duplicate…"), {}))
    , m_delete(new ActButton(theme, tr("Delete…"), {}))
{
    build(theme);
    connect(&m_model, &EventEditorModel::opened, this, &EventEditorPanel::fill);
    connect(&m_model, &EventEditorModel::saved, this, [this](const issuing::CouponId& couponId) {
        m_panel->dismiss();
        Q_EMIT saved(couponId);
    });
    connect(&m_model, &EventEditorModel::corrected, this, [this] {
        m_panel->dismiss();
        Q_EMIT stockCorrected();
    });
    connect(&m_model, &EventEditorModel::refused, this, [this](const QString& code, const QString& detail) {
        review();
        Q_EMIT failed(parts::ProblemWords::refusal(code, detail));
    });
    connect(m_save, &ActButton::activated, this, &EventEditorPanel::save);
    connect(m_copy, &ActButton::activated, this, &EventEditorPanel::copyWanted);
    connect(m_delete, &ActButton::activated, this, &EventEditorPanel::deleteWanted);
    connect(m_audience, &parts::Segmented::currentChanged, this, [this] { take(DraftField::Audience); });
    connect(m_opens, &TimeField::edited, this, [this] { take(DraftField::OpensAt); });
    connect(m_closes, &TimeField::edited, this, [this] { take(DraftField::ClosesAt); });
    const std::pair<QLineEdit*, DraftField> lines[] = {
        {m_couponId, DraftField::CouponId}, {m_name, DraftField::Name}, {m_total, DraftField::Total}};
    for (const auto& [line, field] : lines) {
        connect(line, &QLineEdit::textEdited, this, [this] { take({}); });
        connect(line, &QLineEdit::editingFinished, this, [this, field = field] { touch(field); });
        connect(line, &QLineEdit::returnPressed, this, &EventEditorPanel::save);
    }
    connect(m_reason, &QLineEdit::textEdited, this, &EventEditorPanel::reviewCorrection);
    connect(m_reason, &QLineEdit::returnPressed, this, &EventEditorPanel::save);
}

void EventEditorPanel::build(const theme::Theme& theme)
{
    m_couponId->setMaxLength(int(issuing::CouponId::kMaxLength));
    m_couponId->setInputMethodHints(Qt::ImhLatinOnly | Qt::ImhNoPredictiveText);
    m_couponId->setPlaceholderText(QStringLiteral("XMAS-2026"));
    m_name->setMaxLength(120);
    m_total->setMaxLength(15);
    m_total->setAlignment(Qt::AlignRight);
    m_reason->setMaxLength(kStockReasonLength);
    m_reason->setPlaceholderText(tr("Kept on record"));
    m_total->setInputMethodHints(Qt::ImhDigitsOnly);
    m_audience->setStretched(true);
    const std::array<std::pair<QString, QWidget*>, 6> fields{{{tr("Coupon ID"), m_couponId},
                                                              {tr("Name"), m_name},
                                                              {tr("Total stock"), m_total},
                                                              {tr("Opens"), m_opens},
                                                              {tr("Closes"), m_closes},
                                                              {tr("Audience"), m_audience}}};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        m_fields[i] = new LabelledField(theme, fields[i].first, fields[i].second, m_panel);
        m_panel->body()->addWidget(m_fields[i]);
        if (fields[i].second == m_total) {
            m_reasonField = new LabelledField(theme, tr("Reason for correcting the stock"), m_reason, m_panel);
            m_panel->body()->addWidget(m_reasonField);
        }
    }
    m_people->setParent(m_panel);
    m_people->setWordWrap(true);
    m_panel->body()->addWidget(m_people);
    auto* people = new ActButton(theme, tr("Add people…"), {}, m_panel);
    connect(people, &ActButton::activated, this, &EventEditorPanel::peopleWanted);
    m_panel->body()->addWidget(people, 0, Qt::AlignLeft);
    m_panel->body()->addStretch(1);
    m_save->setLook(ActButton::Look::Filled);
    m_delete->setLook(ActButton::Look::Destructive);
    m_panel->addAct(m_delete);
    m_panel->addAct(m_copy);
    m_panel->addAct(m_save);
    m_panel->setReturnAct(m_save);
}

LabelledField* EventEditorPanel::field(DraftField field) const
{
    return m_fields[static_cast<std::size_t>(field)];
}

void EventEditorPanel::refreshPeople(std::uint64_t people)
{
    const QString words = tr("%1 people in the directory.").arg(parts::formatCount(static_cast<std::int64_t>(people)));
    if (m_people->text() != words)
        m_people->setText(words);
}

void EventEditorPanel::openNew()
{
    m_model.startNew();
}

void EventEditorPanel::openCopyOf(const issuing::Event& event)
{
    m_model.startCopyOf(event);
}

void EventEditorPanel::open(const issuing::Event& event)
{
    m_model.open(event);
}

void EventEditorPanel::fill()
{
    const auto mode = m_model.mode();
    const EventDraftForm& form = m_model.form();
    const bool read = mode == EventEditorModel::Mode::Read;
    m_filling = true;
    m_touched.clear();
    m_couponId->setText(form.couponId);
    m_couponId->setReadOnly(mode != EventEditorModel::Mode::Create);
    m_name->setText(form.name);
    m_total->setText(form.total);
    const auto now = std::chrono::floor<std::chrono::milliseconds>(m_clock.wall()).time_since_epoch().count();
    const QDateTime nextHour = QDateTime::fromMSecsSinceEpoch((now / 3'600'000 + 1) * 3'600'000);
    m_opens->setTime(form.opensAt, nextHour);
    m_closes->setTime(form.closesAt, nextHour.addSecs(3600));
    m_audience->setCurrent(form.audience == issuing::Audience::Listed ? 1 : 0);
    m_name->setReadOnly(read);
    m_total->setReadOnly(read && !m_model.correctable());
    m_reason->clear();
    m_reasonField->setVisible(m_model.correctable());
    m_opens->setReadOnly(read);
    m_closes->setReadOnly(read);
    m_audience->setEnabled(!read);
    m_filling = false;

    const bool edit = mode == EventEditorModel::Mode::Edit;
    m_panel->setTitle(edit ? tr("Edit event") : read ? tr("Event") : tr("New event"));
    m_save->setText(edit ? tr("Save") : read ? tr("Correct the stock") : tr("Create"));
    m_save->updateGeometry();
    m_save->setVisible(!read || m_model.correctable());
    m_copy->setVisible(mode != EventEditorModel::Mode::Create);
    m_delete->setVisible(edit);
    review();
    m_panel->open(mode == EventEditorModel::Mode::Create ? m_couponId : m_model.correctable() ? m_total : m_name);
}

void EventEditorPanel::touch(DraftField field)
{
    if (m_panel->isOpen()) {
        m_touched.insert(field);
        review();
    }
}

void EventEditorPanel::take(DraftField field)
{
    if (m_filling)
        return;
    EventDraftForm form;
    form.couponId = m_couponId->text();
    form.name = m_name->text();
    form.total = m_total->text();
    form.opensAt = m_opens->time();
    form.closesAt = m_closes->time();
    form.audience = m_audience->current() == 1 ? issuing::Audience::Listed : issuing::Audience::Everyone;
    m_model.setForm(form);
    if (field == DraftField::OpensAt || field == DraftField::ClosesAt || field == DraftField::Audience)
        m_touched.insert(field);
    review();
}

void EventEditorPanel::review()
{
    const bool toRead = m_model.mode() == EventEditorModel::Mode::Read && !m_model.correctable();
    const auto problems = toRead ? std::vector<models::FieldProblem>() : m_model.problems();
    std::array<const models::FieldProblem*, 6> first{};
    for (const auto& problem : problems)
        if (auto& place = first[static_cast<std::size_t>(problem.field)]; !place)
            place = &problem;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const bool shown = first[i] && m_touched.contains(static_cast<DraftField>(i));
        m_fields[i]->setProblem(shown ? DraftWords::problem(*first[i]) : QString(), !first[i] || first[i]->blocks);
    }
    m_fields[3]->setNote(zoneWords(m_opens->edit()->dateTime()));
    m_fields[4]->setNote(zoneWords(m_closes->edit()->dateTime()));
    reviewCorrection();
}

/// Only another stock, and only with a reason.
void EventEditorPanel::reviewCorrection()
{
    const bool reasoned = !m_reason->text().trimmed().isEmpty();
    QString missing;
    if (m_model.correctable() && !m_model.changed())
        missing = tr("The stock is as it was");
    else if (m_model.correctable() && !reasoned)
        missing = tr("A reason is needed");
    m_save->setDisabledReason(missing);
}

void EventEditorPanel::correctStock()
{
    if (m_save->isEnabled() && m_model.problems().empty())
        m_model.correctStock(m_reason->text().trimmed());
}

void EventEditorPanel::save()
{
    take({});
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        m_touched.insert(static_cast<DraftField>(i));
    review();
    if (m_model.correctable()) {
        correctStock();
        return;
    }
    if (m_model.valid()) {
        m_model.save();
        return;
    }
    QWidget* const inputs[] = {m_couponId, m_name, m_total, m_opens, m_closes, m_audience};
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        if (!m_fields[i]->problem().isEmpty()) {
            inputs[i]->setFocus(Qt::OtherFocusReason);
            return;
        }
}

} // namespace firstcome::pages::launch
