#include "widgets/pages/spike/spike_head.h"

#include "widgets/pages/spike/spike_words.h"
#include "widgets/parts/format.h"

#include <QBoxLayout>

#include <algorithm>
#include <cmath>

namespace firstcome::pages {

using namespace Qt::Literals::StringLiterals;
using models::SpikeViewModel;
using parts::ActButton;
using spike::RunPhase;
using theme::Token;
using theme::Type;
using View = SpikeViewModel::View;

namespace {

QString seconds(double value)
{
    return QString::number(value, 'f', 1);
}

/// The highest planned level of a run.
double peakOf(const spike::RunResult& result)
{
    double peak = 0;
    for (const auto& tick : result.ticks1s)
        peak = std::max(peak, tick.target);
    return peak;
}

} // namespace

SpikeHead::SpikeHead(const theme::Theme& theme, SpikeViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_title(new parts::Label(theme, Type::PageTitle, Token::Text, this))
    , m_facts(new parts::Label(theme, Type::Caption, Token::SoftText, this))
    , m_mode(new parts::Segmented(theme, {tr("Rehearse"), tr("Fire at event")}, this))
    , m_event(new QComboBox(this))
    , m_start(new ActButton(theme, tr("Start"), tr("F5"), this))
    , m_progress(new ProgressBar(theme, this))
    , m_abort(new ActButton(theme, tr("Abort"), tr("Ctrl+Shift+X"), this))
    , m_save(new ActButton(theme, tr("Save report…"), {}, this))
    , m_compare(new ActButton(theme, tr("Compare with…"), {}, this))
    , m_again(new ActButton(theme, tr("Run again"), tr("F5"), this))
{
    build();
    connectActs();
    showView();
}

void SpikeHead::build()
{
    m_title->setElided(true);
    m_facts->setElided(true);
    m_mode->setAccessibleName(tr("What is fired at"));
    m_event->setAccessibleName(tr("Event to fire at"));
    m_event->setPlaceholderText(tr("Choose an event")); // none by itself: what is fired are real coupons
    m_event->setMinimumWidth(160);
    m_event->setMaximumWidth(240);
    m_start->setLook(ActButton::Look::Filled);
    m_again->setLook(ActButton::Look::Filled);
    m_abort->setLook(ActButton::Look::Destructive);
    m_abort->reserveFor({tr("Abort"), tr("Keep running")});

    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_title);
    words->addWidget(m_facts);
    words->addStretch(1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kEdge);
    row->addLayout(words, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_mode, m_event, m_start, m_progress, m_abort,
                                                           m_save, m_compare, m_again})
        row->addWidget(widget, 0, Qt::AlignVCenter);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SpikeHead::connectActs()
{
    connect(m_start, &ActButton::activated, &m_model, &SpikeViewModel::start);
    connect(m_again, &ActButton::activated, &m_model, &SpikeViewModel::runAgain);
    connect(m_abort, &ActButton::activated, this, &SpikeHead::pressAbort);
    connect(m_save, &ActButton::activated, this, &SpikeHead::saveRequested);
    connect(m_compare, &ActButton::activated, this, &SpikeHead::compareRequested);
    connect(m_mode, &parts::Segmented::currentChanged, this, &SpikeHead::takeAim);
    connect(m_event, &QComboBox::currentIndexChanged, this, &SpikeHead::takeAim);
    connect(&m_model, &SpikeViewModel::viewChanged, this, &SpikeHead::showView);
    connect(&m_model, &SpikeViewModel::setupChanged, this, &SpikeHead::refreshSetup);
    connect(&m_model, &SpikeViewModel::progressed, this, &SpikeHead::refreshRun);
    connect(&m_model, &SpikeViewModel::resultChanged, this, &SpikeHead::refreshVerdict);
    connect(&m_model.abortGuard(), &models::AbortGuard::changed, this, &SpikeHead::refreshRun);
}

ActButton* SpikeHead::nextAct()
{
    switch (m_model.view()) {
    case View::Setup:
        return m_start;
    case View::Verdict:
        return m_again;
    case View::Run:
        return nullptr;
    }
    return nullptr;
}

void SpikeHead::pressAbort()
{
    auto& guard = m_model.abortGuard();
    if (guard.isArmed())
        guard.disarm();
    else
        m_model.abort();
    m_abort->stateChanged();
}

void SpikeHead::showView()
{
    const auto view = m_model.view();
    m_mode->setVisible(view == View::Setup);
    m_start->setVisible(view == View::Setup);
    m_event->setVisible(view == View::Setup && m_mode->current() == 1);
    m_progress->setVisible(view == View::Run);
    m_abort->setVisible(view == View::Run);
    for (auto* act : {m_save, m_compare, m_again})
        act->setVisible(view == View::Verdict);
    for (auto* act : {m_start, m_abort, m_again})
        act->stateChanged(); // another act lies here now: a press meant for the one before is not taken
    refreshSetup();
    refreshRun();
    refreshVerdict();
}

void SpikeHead::refreshSetup()
{
    const auto problem = m_model.startProblem();
    m_again->setDisabledReason(m_model.isBusy() ? startProblemText(*problem) : QString());
    if (m_model.view() != View::Setup)
        return;
    m_refreshing = true;
    m_title->setText(tr("Spike test"));
    const bool rehearsal = m_model.aim().rehearsal;
    m_mode->setCurrent(rehearsal ? 0 : 1);
    m_event->setVisible(!rehearsal);
    refreshEvents();
    m_refreshing = false;
    m_facts->setToken(rehearsal ? Token::SoftText : Token::Warning);
    m_facts->setText(rehearsal ? tr("On a shadow event. Real events are not touched.")
                               : tr("At a real event: whoever is accepted has a coupon."));
    // With no run yet the page itself offers the start, filled.
    const bool offered = rehearsal && m_model.pastRuns().rowCount() == 0;
    m_start->setLook(offered ? ActButton::Look::Plain : ActButton::Look::Filled);
    m_start->setDisabledReason(problem ? startProblemText(*problem) : QString());
}

void SpikeHead::refreshEvents()
{
    const auto events = m_model.events();
    QStringList names, ids;
    for (const auto& event : events) {
        names << QString::fromStdString(event.draft.name);
        ids << QString::fromStdString(event.draft.couponId.str());
    }
    bool same = m_event->count() == ids.size();
    for (int i = 0; same && i < m_event->count(); ++i)
        same = m_event->itemData(i).toString() == ids.at(i) && m_event->itemText(i) == names.at(i);
    if (!same) {
        m_event->clear();
        for (int i = 0; i < ids.size(); ++i)
            m_event->addItem(names.at(i), ids.at(i));
    }
    const auto& coupon = m_model.aim().couponId;
    m_event->setCurrentIndex(coupon ? m_event->findData(QString::fromStdString(coupon->str())) : -1);
}

void SpikeHead::takeAim()
{
    if (m_refreshing)
        return;
    auto aim = m_model.aim();
    aim.rehearsal = m_mode->current() == 0;
    aim.couponId.reset();
    if (!aim.rehearsal)
        aim.couponId = issuing::CouponId::parse(m_event->currentData().toString().toStdString());
    m_model.setAim(std::move(aim));
}

void SpikeHead::refreshRun()
{
    if (m_model.view() != View::Run)
        return;
    const auto& run = m_model.run();
    m_title->setText(tr("Spike test"));
    m_facts->setToken(run.rehearsal ? Token::SoftText : Token::Warning);
    m_facts->setText(run.rehearsal
                         ? tr("On a shadow event. Real events are not touched.")
                         : tr("At a real event: %1").arg(QString::fromStdString(run.couponId.str())));
    const auto& guard = m_model.abortGuard();
    m_abort->setText(guard.isArmed() ? tr("Keep running") : tr("Abort"));
    m_abort->setLook(guard.isArmed() ? ActButton::Look::Filled : ActButton::Look::Destructive);
    m_abort->setDisabledReason(m_model.canAbort() ? QString() : tr("Nothing is being sent any more."));
    if (guard.isArmed()) {
        const auto left = std::ceil(static_cast<double>(guard.left().count()) / 1000);
        m_progress->setState(tr("Aborting…"), tr("in %1\u00a0s").arg(left), guard.passed(), Token::Critical);
        return;
    }
    const double total = static_cast<double>(run.scenario.duration().count()) / 1000;
    const double elapsed = std::min(run.elapsedSeconds, total);
    m_progress->setState(phaseSentence(run), tr("%1 / %2\u00a0s").arg(seconds(elapsed), seconds(total)),
                         total > 0 ? elapsed / total : 0, Token::Accent);
}

void SpikeHead::refreshVerdict()
{
    const auto& result = m_model.result();
    if (m_model.view() != View::Verdict || !result)
        return;
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(result->startedAt.time_since_epoch()).count());
    m_title->setText(tr("Spike test · %1 · %2")
                         .arg(QString::fromStdString(result->scenario), at.toString(u"yyyy-MM-dd HH:mm"_s)));
    const QString peak = parts::formatCount(static_cast<std::int64_t>(peakOf(*result)));
    const QString load =
        result->clientFromIntended ? tr("%1 arrivals a second").arg(peak) : tr("%1 users").arg(peak);
    QStringList facts{tr("%1\u00a0s").arg(seconds(result->durationSeconds)), load,
                      tr("build %1").arg(QString::fromStdString(result->build)),
                      result->cores == 1 ? tr("1 core") : tr("%1 cores").arg(result->cores)};
    if (!result->rehearsal)
        facts << tr("at %1").arg(QString::fromStdString(result->couponId));
    m_facts->setToken(Token::SoftText);
    m_facts->setText(facts.join(u" · "_s));
}

} // namespace firstcome::pages
