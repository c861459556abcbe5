#include "widgets/pages/launch/equation_line.h"

#include "widgets/parts/announce.h"
#include "widgets/parts/format.h"
#include "widgets/parts/tone.h"

#include <QPainter>

#include <algorithm>

namespace firstcome::pages::launch {

using models::Balance;
using models::Term;
using theme::Token;
using theme::Type;

namespace {

constexpr int kMarkRoom = 18;
constexpr int kLine = 20;
constexpr int kPadding = 7;
constexpr int kVerdictGap = 16;

QString nameOf(Term term)
{
    switch (term) {
    case Term::Remaining: return EquationLine::tr("remaining");
    case Term::Outbox: return EquationLine::tr("outbox");
    case Term::Unconsumed: return EquationLine::tr("unconsumed");
    case Term::Ledger: return EquationLine::tr("ledger");
    case Term::DeadLetters: return EquationLine::tr("dead letters");
    case Term::Voided: return EquationLine::tr("voided");
    }
    return {};
}

QString figure(const std::optional<std::uint64_t>& value)
{
    return value ? parts::formatCount(static_cast<std::int64_t>(*value)) : parts::notKnown();
}

parts::Mark markOf(const models::EquationView& equation)
{
    if (equation.critical())
        return parts::Mark::Critical;
    return equation.balance == Balance::NotMeasured ? parts::Mark::NotKnown : parts::Mark::Fine;
}

} // namespace

EquationLine::EquationLine(const theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(theme.font(Type::Row));
    setAccessibleName(tr("Conservation equation"));
}

void EquationLine::setEquation(const models::EquationView& equation)
{
    if (equation == m_equation)
        return;
    const bool louder = equation.critical() && !m_equation.critical();
    if (equation.total != m_equation.total || equation.terms.size() != m_equation.terms.size())
        m_places.assign(equation.terms.size(), 0);
    m_equation = equation;
    const QFontMetrics strong(m_theme.font(Type::RowStrong));
    for (std::size_t i = 0; i < m_places.size(); ++i)
        m_places[i] = std::max(m_places[i], strong.horizontalAdvance(figure(equation.terms[i].value)));
    setAccessibleDescription(spoken());
    if (louder)
        parts::announce(*this, verdict());
    fitHeight();
    update();
}

QString EquationLine::verdict() const
{
    const QString off = parts::formatCount(static_cast<std::int64_t>(m_equation.off));
    switch (m_equation.balance) {
    case Balance::NotMeasured: return m_equation.terms.empty() ? QString() : tr("not measured");
    case Balance::BalancedSoFar: return tr("balanced so far");
    case Balance::StockShort: return tr("stock %1 short").arg(off);
    case Balance::StockOver: return tr("stock %1 over").arg(off);
    case Balance::Missing: return tr("%1 missing").arg(off);
    case Balance::TooMany: return tr("%1 too many").arg(off);
    case Balance::Proven: return tr("nothing lost, nothing twice");
    }
    return {};
}

Token EquationLine::verdictToken() const
{
    if (m_equation.critical())
        return Token::Critical;
    // With dead letters it does add up, but that is nothing to be calm about.
    const bool hasDeadLetters = std::ranges::any_of(
        m_equation.terms, [](const auto& term) { return term.term == Term::DeadLetters && term.value.value_or(0) > 0; });
    return m_equation.balance == Balance::NotMeasured || hasDeadLetters ? Token::SoftText : Token::Ok;
}

QString EquationLine::spoken() const
{
    QStringList terms;
    for (const auto& term : m_equation.terms)
        terms << figure(term.value) + u' ' + nameOf(term.term);
    return tr("Total %1: %2. %3").arg(figure(m_equation.total), terms.join(QStringLiteral(", ")), verdict());
}

std::vector<EquationLine::Piece> EquationLine::pieces() const
{
    std::vector<Piece> all;
    const QFontMetrics strong(m_theme.font(Type::RowStrong));
    const QFontMetrics plain(m_theme.font(Type::Row));
    const auto add = [&](const QString& text, bool bold, Token token, int gap, int least = 0) {
        const int width = (bold ? strong : plain).horizontalAdvance(text);
        all.push_back({text, bold, token, std::max(width, least), gap, least > 0});
    };
    if (m_equation.terms.empty()) {
        add(m_equation.suspended ? tr("Not measured while the event is suspended.")
                                 : tr("The equation begins when the event is armed."),
            false, Token::SoftText, 0);
        return all;
    }
    add(figure(m_equation.total), true, Token::Text, 8);
    add(m_equation.critical() ? QStringLiteral("≠") : QStringLiteral("="), false, Token::SoftText, 8);
    for (std::size_t i = 0; i < m_equation.terms.size(); ++i) {
        const auto& term = m_equation.terms[i];
        const bool last = i + 1 == m_equation.terms.size();
        add(figure(term.value), true, term.wrong ? Token::Critical : Token::Text, 7, m_places[i]);
        const QString name = last ? nameOf(term.term) : nameOf(term.term) + QStringLiteral(" +");
        add(name, false, term.wrong ? Token::Critical : Token::SoftText, last ? 0 : 7);
    }
    return all;
}

int EquationLine::termsWidth(qreal scale) const
{
    int width = kMarkRoom;
    for (const Piece& piece : pieces())
        width += static_cast<int>(piece.width * scale) + piece.gapAfter;
    return width;
}

/// The verdict's room does not depend on what it says, so that nothing moves when it changes.
int EquationLine::reservedVerdictWidth() const
{
    const QFontMetrics strong(m_theme.font(Type::RowStrong));
    return std::max(strong.horizontalAdvance(tr("balanced so far")), strong.horizontalAdvance(verdict()));
}

bool EquationLine::oneLine(int width) const
{
    return m_equation.terms.empty()
        || termsWidth(1) + kVerdictGap + reservedVerdictWidth() <= width - 2 * theme::kEdge;
}

bool EquationLine::textFits() const
{
    return termsWidth(0.85) <= width() - 2 * theme::kEdge;
}

QSize EquationLine::sizeHint() const
{
    return {360, kLine + 2 * kPadding};
}

void EquationLine::fitHeight()
{
    const int height = (oneLine(width()) ? kLine : 2 * kLine) + 2 * kPadding;
    if (height != minimumHeight())
        setFixedHeight(height);
}

void EquationLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void EquationLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const bool single = oneLine(width());
    const int room = width() - 2 * theme::kEdge;
    const qreal scale = termsWidth(1) > room ? qMax(0.85, qreal(room - kMarkRoom) / (termsWidth(1) - kMarkRoom)) : 1;
    const auto fontOf = [&](Type type) {
        QFont font = m_theme.font(type);
        font.setPointSizeF(font.pointSizeF() * scale);
        return font;
    };
    const QFont plain = fontOf(Type::Row);
    const QFont strong = fontOf(Type::RowStrong);
    int x = theme::kEdge;
    const int y = single ? (height() - kLine) / 2 : kPadding;
    if (!m_equation.terms.empty())
        parts::paintMark(painter, m_theme, markOf(m_equation), QRectF(x - 2, y, 14, kLine));
    x += m_equation.terms.empty() ? 0 : kMarkRoom;
    for (const Piece& piece : pieces()) {
        const int place = static_cast<int>(piece.width * scale);
        painter.setFont(piece.strong ? strong : plain);
        painter.setPen(m_theme.color(piece.token));
        painter.drawText(QRect(x, y, place + 2, kLine),
                         (piece.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
                         piece.text);
        x += place + piece.gapAfter;
    }
    painter.setFont(m_theme.font(Type::RowStrong));
    painter.setPen(m_theme.color(verdictToken()));
    const QRect last = single ? QRect(theme::kEdge, y, room, kLine)
                              : QRect(theme::kEdge + kMarkRoom, y + kLine, room - kMarkRoom, kLine);
    painter.drawText(last, (single ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, verdict());
}

} // namespace firstcome::pages::launch
