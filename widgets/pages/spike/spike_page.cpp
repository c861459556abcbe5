#include "widgets/pages/spike/spike_page.h"

#include "widgets/pages/spike/comparison_form.h"
#include "widgets/pages/spike/details_form.h"
#include "widgets/pages/spike/folding.h"
#include "widgets/pages/spike/past_runs_card.h"
#include "widgets/pages/spike/run_view.h"
#include "widgets/pages/spike/scenario_card.h"
#include "widgets/pages/spike/setup_view.h"
#include "widgets/pages/spike/spike_head.h"
#include "widgets/pages/spike/spike_words.h"
#include "widgets/pages/spike/thresholds_card.h"
#include "widgets/pages/spike/verdict_view.h"
#include "widgets/parts/toast_bar.h"

#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <QStandardPaths>

namespace firstcome::pages {

using models::SpikeViewModel;
using View = SpikeViewModel::View;

namespace {

constexpr int kLeft = 320, kNarrowLeft = 288;
constexpr int kNarrowBelow = 1240; ///< of the page's width
constexpr int kFoldLeftBelow = 640;

} // namespace

SpikePage::SpikePage(const theme::Theme& theme, parts::ToastBar& toasts, SpikeViewModel& model,
                     models::ReportSaver& saver, QWidget* parent)
    : QWidget(parent)
    , m_toasts(toasts)
    , m_model(model)
    , m_saver(saver)
    , m_head(new SpikeHead(theme, m_model, this))
    , m_body(new QStackedWidget(this))
{
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(tr("Spike test"));
    m_body->addWidget(buildWork(theme));
    m_body->addWidget(buildVerdict(theme));
    m_head->setFixedHeight(56);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kEdge, theme::kEdge, theme::kEdge, theme::kEdge);
    column->setSpacing(theme::kGap);
    column->addWidget(m_head);
    column->addWidget(m_body, 1);
    buildPanels(theme);
    connectParts();
    connectSaver();
    showView();
}

SpikePage::~SpikePage() = default;

QString SpikePage::title()
{
    return tr("Spike");
}

QWidget* SpikePage::buildWork(const theme::Theme& theme)
{
    auto* work = new QWidget(this);
    auto* left = new Folding(theme, kFoldLeftBelow, work);
    m_left = left;
    m_scenario = new ScenarioCard(theme, m_model, left);
    m_thresholds = new ThresholdsCard(theme, m_model, left);
    left->setParts(tr("Scenario"), m_scenario, 0, tr("Thresholds"), m_thresholds, 1);
    m_left->setFixedWidth(kLeft);
    m_setup = new SetupView(theme, m_model, work);
    m_run = new RunView(theme, m_model, work);
    m_beside = new QStackedWidget(work);
    m_beside->addWidget(m_setup);
    m_beside->addWidget(m_run);
    auto* row = new QHBoxLayout(work);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGap);
    row->addWidget(m_left);
    row->addWidget(m_beside, 1);
    return work;
}

QWidget* SpikePage::buildVerdict(const theme::Theme& theme)
{
    auto* page = new QWidget(this);
    m_pastRuns = new PastRunsCard(theme, m_model.pastRuns(), page);
    m_pastRuns->setFixedWidth(kLeft);
    auto* fresh = new parts::ActButton(theme, tr("New test"), tr("Esc"), m_pastRuns);
    fresh->setLook(parts::ActButton::Look::Quiet);
    m_pastRuns->addToHead(fresh);
    connect(fresh, &parts::ActButton::activated, &m_model, &SpikeViewModel::showSetup);
    m_verdict = new VerdictView(theme, m_model, page);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGap);
    row->addWidget(m_pastRuns);
    row->addWidget(m_verdict, 1);
    return page;
}

void SpikePage::buildPanels(const theme::Theme& theme)
{
    m_detailsPanel = new parts::SidePanel(theme, tr("Details of the load"), this);
    m_detailsPanel->body()->addWidget(new DetailsForm(theme, m_model.scenario(), m_detailsPanel));
    m_detailsPanel->body()->addStretch(1);
    m_comparisonPanel = new parts::SidePanel(theme, tr("Compare with a past run"), this);
    m_comparison = new ComparisonForm(theme, m_model, m_comparisonPanel);
    m_comparisonPanel->body()->addWidget(m_comparison);
}

void SpikePage::connectParts()
{
    connect(&m_model, &SpikeViewModel::viewChanged, this, &SpikePage::showView);
    connect(&m_model, &SpikeViewModel::resultChanged, this, &SpikePage::showView);
    connect(&m_model, &SpikeViewModel::refused, this,
            [this](const core::Error& error) { tell(spikeErrorText(error), true); });
    connect(m_scenario, &ScenarioCard::detailsRequested, this, [this] { m_detailsPanel->open(); });
    connect(m_scenario, &ScenarioCard::rejected, this,
            [this](const QString& sentence) { tell(sentence, true); });
    connect(m_pastRuns, &PastRunsCard::chosen, &m_model, &SpikeViewModel::showRun);
    connect(m_head, &SpikeHead::saveRequested, this, &SpikePage::askWhereToSave);
    connect(m_head, &SpikeHead::compareRequested, this, [this] {
        m_comparison->offer();
        m_comparisonPanel->open(m_comparison->choice());
    });
    connect(m_run, &RunView::notice, this, &SpikePage::tell);
    connect(m_verdict, &VerdictView::notice, this, &SpikePage::tell);
}

void SpikePage::connectSaver()
{
    connect(&m_saver, &models::ReportSaver::saved, this, [this](const QString& file) {
        tell(tr("Saved to %1").arg(QDir::toNativeSeparators(file)), false);
    });
    connect(&m_saver, &models::ReportSaver::failed, this, [this](const QString& file, const QString& reason) {
        tell(tr("The report was not saved to %1: %2. The run itself is kept; choose another place.")
                 .arg(QDir::toNativeSeparators(file), reason),
             true);
    });
}

void SpikePage::tell(const QString& sentence, bool failed)
{
    if (failed)
        m_toasts.showError(sentence);
    else
        m_toasts.show(sentence);
}

void SpikePage::showView()
{
    const auto view = m_model.view();
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    if (hadFocus)
        setFocus(Qt::OtherFocusReason); // else it would move on by itself, perhaps onto Abort
    m_body->setCurrentIndex(view == View::Verdict ? 1 : 0);
    m_beside->setCurrentIndex(view == View::Run ? 1 : 0);
    if (view == View::Verdict && m_model.result())
        m_pastRuns->setShown(QString::fromStdString(m_model.result()->id));
    else
        m_comparisonPanel->dismiss();
    if (view != View::Setup)
        m_detailsPanel->dismiss();
}

void SpikePage::pressNext()
{
    if (auto* act = m_head->nextAct(); act && act->isEnabled())
        act->click();
}

void SpikePage::pressAbort()
{
    if (m_head->abortAct()->isVisible() && m_head->abortAct()->isEnabled())
        m_head->abortAct()->click();
}

void SpikePage::askWhereToSave()
{
    const auto result = m_model.result();
    if (!result)
        return;
    auto* dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::DontUseNativeDialog); // the same words and keys on every desktop
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    const QStringList filters{tr("Report to read (*.html)"), tr("All figures (*.json)"),
                              tr("Series as a table (*.csv)")};
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(QStringLiteral("html"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, filters](const QString& filter) {
        static constexpr const char16_t* kSuffixes[] = {u"html", u"json", u"csv"};
        const auto index = filters.indexOf(filter);
        dialog->setDefaultSuffix(QString::fromUtf16(kSuffixes[index < 0 ? 0 : index]));
    });
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(QString::fromStdString(result->id) + QStringLiteral(".html"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, result](const QString& file) { m_saver.save(result, file); });
    dialog->open();
}

void SpikePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!focusWidget())
        setFocus(Qt::OtherFocusReason); // no act is armed by a stray Space
}

void SpikePage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_model.view() == View::Verdict)
        m_model.showSetup();
    else
        QWidget::keyPressEvent(event);
}

void SpikePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int left = event->size().width() < kNarrowBelow ? kNarrowLeft : kLeft;
    m_left->setFixedWidth(left);
    m_pastRuns->setFixedWidth(left);
}

} // namespace firstcome::pages
