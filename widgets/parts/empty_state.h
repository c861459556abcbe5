#pragma once

#include "widgets/parts/act_button.h"
#include "widgets/parts/label.h"

#include <QWidget>

namespace firstcome::parts {

/// Says what a place is for while there is nothing in it, and offers the one next act. GUI thread; owned by
/// its parent.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const theme::Theme& theme, const QString& title, const QString& sentence,
               QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& sentence);
    /// The one act; may be called again to change its words.
    ActButton* offer(const QString& text, const QString& key = {});

private:
    const theme::Theme& m_theme;
    Label* m_title;
    Label* m_sentence;
    ActButton* m_act = nullptr;
};

} // namespace firstcome::parts
