#include "widgets/pages/launch/go_line_row.h"

#include "models/go_no_go_model.h"
#include "widgets/pages/launch/go_words.h"
#include "widgets/parts/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace firstcome::pages::launch {

using issuing::GoLine;
using issuing::GoStatus;
using models::GoNoGoModel;
using parts::ActButton;
using parts::Label;
using theme::Token;
using theme::Type;

namespace {

constexpr int kIndent = 24;
constexpr int kRoomyRow = 230;
constexpr int kReasonLength = 100; ///< characters; 300 bytes are allowed, and Hangul has three each

std::optional<double> number(const QVariant& value)
{
    return value.isValid() ? std::optional(value.toDouble()) : std::nullopt;
}

Token valueToken(bool forbids, GoStatus status, bool waived)
{
    if (forbids && status == GoStatus::NoGo)
        return Token::Critical;
    return status == GoStatus::NoGo && waived ? Token::Warning : Token::SoftText;
}

} // namespace

GoLineRow::GoLineRow(const theme::Theme& theme, GoLine line, QWidget* parent)
    : QWidget(parent)
    , m_line(line)
    , m_mark(new parts::StateMark(theme, parts::Mark::NotKnown, this))
    , m_name(new Label(theme, GoWords::name(line), Type::Row, Token::Text, this))
    , m_value(new Label(theme, Type::Caption, Token::SoftText, this))
    , m_acts(new QWidget(this))
    , m_fix(new ActButton(theme, {}, {}, m_acts))
    , m_waive(new ActButton(theme, tr("Waive…"), {}, m_acts))
    , m_asking(new QWidget(this))
    , m_reason(new QLineEdit(m_asking))
    , m_why(new Label(theme, Type::Caption, Token::SoftText, this))
    , m_waiver(new Label(theme, Type::Caption, Token::SoftText, this))
    , m_withdraw(new ActButton(theme, tr("Withdraw"), {}, this))
{
    m_name->setWordWrap(true);
    m_waiver->setWordWrap(true);
    m_why->setWordWrap(true);
    m_why->setContentsMargins(kIndent, 0, 0, 0);
    m_why->hide();
    m_waive->setLook(ActButton::Look::Quiet);
    m_withdraw->setLook(ActButton::Look::Quiet);
    m_withdraw->setHint(tr("Takes the waiver back"));
    m_withdraw->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_reason->setMaxLength(kReasonLength);
    m_reason->setPlaceholderText(tr("Why it may be ignored"));
    m_reason->setAccessibleName(tr("Reason for waiving %1").arg(GoWords::name(line)));
    m_reason->installEventFilter(this);

    auto* top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(m_mark, 0, Qt::AlignTop);
    top->addWidget(m_name, 1);
    top->addWidget(m_value, 0, Qt::AlignTop);
    const int firstLine = m_name->fontMetrics().height(); // marks and figures stand in the middle of the first line
    m_mark->setFixedHeight(firstLine);
    m_value->setFixedHeight(firstLine);
    auto* acts = new QHBoxLayout(m_acts);
    acts->setContentsMargins(kIndent, 4, 0, 4);
    acts->addWidget(m_fix);
    acts->addWidget(m_waive);
    acts->addStretch(1);
    auto* give = new ActButton(theme, tr("Waive"), {}, m_asking);
    auto* asking = new QHBoxLayout(m_asking);
    asking->setContentsMargins(kIndent, 4, 0, 4);
    asking->addWidget(m_reason, 1);
    asking->addWidget(give);
    auto* waiver = new QHBoxLayout;
    waiver->setContentsMargins(kIndent, 0, 0, 0);
    waiver->addWidget(m_waiver, 1);
    waiver->addWidget(m_withdraw, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 5, 0, 5);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_why);
    column->addLayout(waiver);
    column->addWidget(m_acts);
    column->addWidget(m_asking);
    m_asking->hide();
    m_waiver->hide();
    m_withdraw->hide();

    connect(m_fix, &ActButton::activated, this, [this] { Q_EMIT fixWanted(m_line); });
    connect(m_waive, &ActButton::activated, this, [this] { askReason(true); });
    connect(m_withdraw, &ActButton::activated, this, [this] { Q_EMIT waiverWanted(m_line, {}); });
    connect(give, &ActButton::activated, this, &GoLineRow::giveReason);
    connect(m_reason, &QLineEdit::returnPressed, this, &GoLineRow::giveReason);
}

QString GoLineRow::fixWords(const QModelIndex& index) const
{
    const auto missing = index.data(GoNoGoModel::MissingStockRole).toLongLong();
    if (m_line == GoLine::StockAsPlanned && missing > 0)
        return tr("Load %1 more").arg(parts::formatCount(missing));
    if (m_line == GoLine::StockAsPlanned && missing < 0)
        return tr("Take %1 away").arg(parts::formatCount(-missing));
    return m_line == GoLine::PeopleLoaded ? tr("Add people…") : QString();
}

void GoLineRow::show(const QModelIndex& index, bool live)
{
    const auto status = static_cast<GoStatus>(index.data(GoNoGoModel::StatusRole).toInt());
    const QVariant waiver = index.data(GoNoGoModel::WaivedRole);
    const auto threshold = number(index.data(GoNoGoModel::ThresholdRole));
    m_forbids = index.data(GoNoGoModel::ForbidsRole).toBool();
    m_mark->setMark(GoWords::mark(status, waiver.isValid()));
    const QString value = GoWords::value(m_line, status, number(index.data(GoNoGoModel::ValueRole)), threshold);
    if (m_value->text() != value)
        m_value->setText(value);
    m_value->setToken(valueToken(m_forbids, status, waiver.isValid()));
    setToolTip(GoWords::explanation(m_line, index.data(GoNoGoModel::HardRole).toBool(), threshold));

    const QString why = GoWords::reason(status, index.data(GoNoGoModel::ProblemRole).toString(),
                                        index.data(GoNoGoModel::DetailRole).toString());
    if (m_why->text() != why)
        m_why->setText(why);
    m_why->setVisible(!why.isEmpty());

    const QString fix = fixWords(index);
    m_fix->setText(fix);
    m_fix->updateGeometry();
    m_fix->setVisible(m_forbids && !fix.isEmpty());
    m_acts->setVisible(live && !m_asking->isVisibleTo(this) && m_forbids);
    if (!m_forbids || !live)
        m_asking->hide();
    const bool told = waiver.isValid() && live;
    if (told)
        m_waiver->setText(tr("waived: “%1”").arg(waiver.toString()));
    m_waiver->setVisible(told);
    m_withdraw->setVisible(told && index.data(GoNoGoModel::HardRole).toBool()); // soft lines only warn anyway
}

void GoLineRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int indent = width() < kRoomyRow ? 0 : kIndent; // fix and waiver side by side in a narrow column too
    for (auto* acts : {m_acts, m_asking})
        acts->layout()->setContentsMargins(indent, 4, 0, 4);
}

void GoLineRow::setFixFilled(bool filled)
{
    m_fix->setLook(filled ? ActButton::Look::Filled : ActButton::Look::Plain);
}

void GoLineRow::askReason(bool asking)
{
    m_asking->setVisible(asking);
    m_acts->setVisible(!asking && m_forbids);
    if (asking) {
        m_reason->clear();
        m_reason->setFocus(Qt::OtherFocusReason);
    } else {
        m_waive->setFocus(Qt::OtherFocusReason);
    }
}

void GoLineRow::giveReason()
{
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty())
        return;
    m_asking->hide();
    Q_EMIT waiverWanted(m_line, reason);
}

bool GoLineRow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_reason && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        askReason(false);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace firstcome::pages::launch
