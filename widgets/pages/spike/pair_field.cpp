#include "widgets/pages/spike/pair_field.h"

#include "models/scenario_text.h"
#include "widgets/parts/format.h"
#include "widgets/parts/label.h"
#include "widgets/theme/paint.h"

#include <QBoxLayout>
#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

namespace firstcome::pages {

using namespace Qt::Literals::StringLiterals;
using theme::Token;

namespace {

QString shown(double value)
{
    return parts::formatCount(static_cast<std::int64_t>(value));
}

} // namespace

PairField::PairField(const theme::Theme& theme, const QString& firstName, const QString& secondName,
                     QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_first(new QLineEdit(this))
    , m_second(new QLineEdit(this))
{
    setFixedHeight(theme::kControlHeight);
    setAttribute(Qt::WA_Hover);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(3);
    const int width = QFontMetrics(theme.font(theme::Type::Body)).horizontalAdvance(u"100,000,000"_s);
    for (auto* field : {m_first, m_second}) {
        field->setFrame(false);
        field->setMaximumWidth(width + 8);
        field->installEventFilter(this);
    }
    m_first->setAccessibleName(firstName);
    m_first->setToolTip(firstName);
    m_second->setAccessibleName(secondName);
    m_second->setToolTip(secondName);
    row->addWidget(m_first);
    row->addWidget(new parts::Label(theme, u"·"_s, theme::Type::Body, Token::SoftText, this));
    row->addWidget(m_second);
    row->addStretch(1);
    connect(m_first, &QLineEdit::editingFinished, this, [this] { finish(0); });
    connect(m_second, &QLineEdit::editingFinished, this, [this] { finish(1); });
    for (auto* field : {m_first, m_second})
        connect(field, &QLineEdit::textChanged, this, [field](const QString& text) {
            const QString room = text.isEmpty() ? u"0"_s : text;
            field->setFixedWidth(field->fontMetrics().horizontalAdvance(room) + 6);
        });
}

void PairField::setValues(double first, double second)
{
    m_values[0] = first;
    m_values[1] = second;
    if (!m_first->hasFocus())
        m_first->setText(shown(first));
    if (!m_second->hasFocus())
        m_second->setText(shown(second));
}

void PairField::setReadOnly(bool readOnly)
{
    m_first->setReadOnly(readOnly);
    m_second->setReadOnly(readOnly);
}

void PairField::finish(int which)
{
    auto* field = which == 0 ? m_first : m_second;
    if (field->isReadOnly() || field->text() == shown(m_values[which]))
        return;
    const auto value = models::amountFromText(field->text());
    if (!value) {
        Q_EMIT rejected(u"not_an_amount"_s, field->text());
        field->setText(shown(m_values[which]));
        return;
    }
    m_values[which] = *value;
    field->setText(shown(*value));
    Q_EMIT edited(which, *value);
}

void PairField::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    theme::paintPanel(painter, rect(), theme::kControlRadius, m_theme.color(Token::Surface),
                      m_theme.color(Token::ControlStroke));
    if (m_first->hasFocus() || m_second->hasFocus())
        theme::paintFocusRing(painter, m_theme, rect(), theme::kControlRadius);
}

bool PairField::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

void PairField::mousePressEvent(QMouseEvent* event)
{
    auto* nearest = event->position().x() < m_second->x() ? m_first : m_second;
    nearest->setFocus(Qt::MouseFocusReason);
}

} // namespace firstcome::pages
