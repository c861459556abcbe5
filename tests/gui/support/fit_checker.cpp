#include "tests/gui/support/fit_checker.h"

#include "widgets/parts/act_button.h"
#include "widgets/parts/figure.h"
#include "widgets/parts/marks.h"
#include "widgets/parts/segmented.h"
#include "widgets/parts/side_panel.h"
#include "widgets/parts/toast_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QScrollArea>
#include <QTextDocument>

namespace firstcome::testing {

namespace {

QString nameOf(const QWidget& widget)
{
    QString name = QString::fromLatin1(widget.metaObject()->className());
    const QString said = widget.accessibleName().isEmpty() ? widget.objectName() : widget.accessibleName();
    if (!said.isEmpty())
        name += u' ' + said;
    return name;
}

QString tooSmall(const QWidget& widget, const QString& text, QSize needed)
{
    return QStringLiteral("%1: \"%2\" needs %3x%4 and has %5x%6")
        .arg(nameOf(widget), text)
        .arg(needed.width())
        .arg(needed.height())
        .arg(widget.width())
        .arg(widget.height());
}

void checkLabel(const QLabel& label, QStringList& found)
{
    if (label.text().isEmpty() || label.sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
        return;
    const QRect room = label.contentsRect();
    const QFontMetrics metrics(label.font());
    if (label.wordWrap()) {
        const QRect needed = metrics.boundingRect(QRect(0, 0, room.width(), 10'000), Qt::TextWordWrap, label.text());
        if (needed.height() > room.height() || needed.width() > room.width())
            found << tooSmall(label, label.text(), needed.size());
    } else if (metrics.horizontalAdvance(label.text()) > room.width() || metrics.height() > room.height() + 2) {
        found << tooSmall(label, label.text(), {metrics.horizontalAdvance(label.text()), metrics.height()});
    }
}

void checkText(const QWidget& widget, QStringList& found)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        checkLabel(*label, found);
    } else if (const auto* figure = qobject_cast<const parts::Figure*>(&widget)) {
        if (QFontMetrics(figure->font()).horizontalAdvance(figure->text()) > figure->width())
            found << tooSmall(widget, figure->text(), figure->sizeHint());
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        if (button->sizeHint().width() > button->width())
            found << tooSmall(widget, button->text(), button->sizeHint());
    } else if (qobject_cast<const parts::Pill*>(&widget) || qobject_cast<const parts::Segmented*>(&widget)
               || qobject_cast<const QComboBox*>(&widget)) {
        if (widget.sizeHint().width() > widget.width())
            found << tooSmall(widget, widget.accessibleName(), widget.sizeHint());
    } else if (const auto* banner = qobject_cast<const parts::Banner*>(&widget)) {
        if (banner->heightForWidth(banner->width()) > banner->height())
            found << tooSmall(widget, banner->text(), {banner->width(), banner->heightForWidth(banner->width())});
    }
    if (const auto* scroll = qobject_cast<const QScrollArea*>(&widget);
        scroll && scroll->widget() && scroll->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff
        && scroll->widget()->width() > scroll->viewport()->width())
        found << QStringLiteral("%1: its content is %2 px wide and has %3")
                     .arg(nameOf(widget))
                     .arg(scroll->widget()->width())
                     .arg(scroll->viewport()->width());
    const QVariant fits = widget.property("textFits");
    if (fits.isValid() && !fits.toBool())
        found << QStringLiteral("%1: its text does not fit into %2 px").arg(nameOf(widget)).arg(widget.width());
}

/// What lies over the page on purpose.
bool isOverlay(const QWidget& widget)
{
    return qobject_cast<const parts::SidePanel*>(&widget) || qobject_cast<const parts::ToastBar*>(&widget)
        || widget.inherits("QRubberBand") || widget.isWindow();
}

void checkChildren(const QWidget& parent, QStringList& found)
{
    const bool scrolls = parent.parentWidget() && qobject_cast<const QAbstractScrollArea*>(parent.parentWidget());
    QList<const QWidget*> placed;
    for (const QObject* child : parent.children()) {
        const auto* widget = qobject_cast<const QWidget*>(child);
        if (!widget || !widget->isVisible() || isOverlay(*widget) || widget->size().isEmpty())
            continue;
        if (parent.layout() && !scrolls && !parent.rect().contains(widget->geometry()))
            found << QStringLiteral("%1 sticks out of %2").arg(nameOf(*widget), nameOf(parent));
        if (parent.layout() && !qobject_cast<const QAbstractScrollArea*>(&parent))
            for (const QWidget* other : placed)
                if (other->geometry().intersects(widget->geometry()))
                    found << QStringLiteral("%1 covers %2").arg(nameOf(*widget), nameOf(*other));
        placed << widget;
    }
}

void walk(const QWidget& widget, QStringList& found)
{
    if (!widget.isVisible())
        return;
    checkText(widget, found);
    checkChildren(widget, found);
    for (const QObject* child : widget.children())
        if (const auto* inner = qobject_cast<const QWidget*>(child); inner && !inner->isWindow())
            walk(*inner, found);
}

} // namespace

QStringList misfits(const QWidget& root)
{
    QStringList found;
    walk(root, found);
    return found;
}

} // namespace firstcome::testing
