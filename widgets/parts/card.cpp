#include "widgets/parts/card.h"

#include "widgets/parts/act_button.h"
#include "widgets/theme/paint.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace firstcome::parts {

using theme::kGap;
using theme::Token;

namespace {

constexpr int kHeadSpacing = 8;

} // namespace

Card::Card(const theme::Theme& theme, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_head(new QWidget(this))
    , m_headRow(new QHBoxLayout(m_head))
    , m_title(new Label(theme, theme::Type::CardTitle, Token::Text, m_head))
    , m_summary(new Label(theme, theme::Type::Caption, Token::SoftText, m_head))
    , m_chip(new Pill(theme, m_head))
    , m_body(new QVBoxLayout)
{
    m_headRow->setContentsMargins(kGap - 1, 0, kGap - 1, 0); // beside the stroke, as the content is
    m_headRow->setSpacing(kHeadSpacing);
    m_headRow->addWidget(m_title);
    m_headRow->addStretch(1);
    m_headRow->addWidget(m_summary);
    m_headRow->addWidget(m_chip);
    m_summary->hide();
    m_chip->hide();
    m_head->setFixedHeight(36);
    m_head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // words in a head never widen a page

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addLayout(m_body, 1);
    m_body->setSpacing(8);
    setFlush(false);
    setTitle(title);
}

void Card::setTitle(const QString& title)
{
    m_name = title;
    m_title->setText(title);
    m_head->setVisible(!title.isEmpty());
    setAccessibleName(title);
    setFlush(m_flush);
}

void Card::setSummary(const QString& text, Token token)
{
    setSummary(QStringList{text}, token);
}

void Card::setSummary(const QStringList& texts, Token token)
{
    m_summary->setToken(token);
    m_summaries = texts;
    fitHead();
}

void Card::fitHead()
{
    int room = width() - 2 * kGap - m_title->sizeHint().width() - kHeadSpacing;
    int right = kGap - 1;
    for (int i = 0; i < m_headRow->count(); ++i) {
        const QWidget* added = m_headRow->itemAt(i)->widget();
        if (!added || added == m_title || added == m_summary || added == m_chip || added->isHidden())
            continue;
        room -= added->sizeHint().width() + kHeadSpacing;
        const auto* act = qobject_cast<const ActButton*>(added);
        // the words of a button without a border end where a summary does
        right = kGap - 1 - (act && act->look() == ActButton::Look::Quiet ? ActButton::kQuietPadding : 0);
    }
    if (m_headRow->contentsMargins().right() != right)
        m_headRow->setContentsMargins(kGap - 1, 0, right, 0);
    const QFontMetrics metrics = m_summary->fontMetrics();
    const auto fits = [&](const QString& text) { return metrics.horizontalAdvance(text) <= room; };
    const auto found = std::ranges::find_if(m_summaries, fits);
    QString text = m_summaries.value(0);
    if (found != m_summaries.end())
        text = *found;
    else if (m_head->isVisible()) // nothing is laid out before
        text = metrics.elidedText(m_summaries.value(m_summaries.size() - 1), Qt::ElideRight, std::max(0, room));
    if (m_summary->text() != text) {
        m_summary->setText(text);
        m_summary->setToolTip(text == m_summaries.value(0) ? QString() : m_summaries.value(0));
    }
    m_summary->setVisible(!text.isEmpty() && m_chip->isHidden());
}

void Card::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHead();
}

void Card::setChip(const QString& text)
{
    m_chip->setState(text, Tone::Accent);
    m_chip->setVisible(!text.isEmpty());
    m_summary->setVisible(text.isEmpty() && !m_summary->text().isEmpty());
}

void Card::addToHead(QWidget* widget)
{
    m_headRow->addWidget(widget);
    widget->installEventFilter(this);
    fitHead();
}

void Card::setFlush(bool flush)
{
    m_flush = flush;
    const int top = m_name.isEmpty() ? kGap - 1 : 0;
    if (flush)
        m_body->setContentsMargins(0, m_name.isEmpty() ? 0 : 1, 0, 0);
    else
        m_body->setContentsMargins(kGap - 1, top, kGap - 1, kGap - 1);
    update();
}

void Card::addLineAbove(QWidget* widget)
{
    m_lines.append(widget);
    widget->installEventFilter(this);
}

bool Card::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Move || event->type() == QEvent::Show || event->type() == QEvent::Hide)
        update();
    if ((event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
        && m_headRow->indexOf(qobject_cast<QWidget*>(watched)) >= 0)
        fitHead();
    return QWidget::eventFilter(watched, event);
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor stroke = m_theme.color(Token::Stroke);
    theme::paintPanel(painter, rect(), theme::kCardRadius, m_theme.color(Token::Surface), stroke);
    if (m_flush && !m_name.isEmpty())
        theme::paintHairline(painter, 1, width() - 1, m_head->geometry().bottom() + 1, stroke);
    for (const auto& line : std::as_const(m_lines))
        if (line && line->isVisibleTo(this))
            theme::paintHairline(painter, 1, width() - 1, line->mapTo(this, QPoint(0, 0)).y() - 1, stroke);
}

} // namespace firstcome::parts
