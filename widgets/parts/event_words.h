#pragma once

#include "backend/issuing/acts.h"
#include "backend/issuing/verdict.h"
#include "models/tick_series.h"
#include "widgets/parts/tone.h"

#include <QCoreApplication>
#include <QString>

namespace firstcome::parts {

/// The words of the design for states, acts and verdicts, in the console's language.
class EventWords
{
    Q_DECLARE_TR_FUNCTIONS(EventWords)

public:
    struct State
    {
        QString text; ///< in lower case: `open`
        Tone tone = Tone::Neutral;
        Mark mark = Mark::None;
    };
    static State state(issuing::EventState state);
    /// Of an event whose store lost something, whatever its state.
    static State suspended();
    /// On a button: what can't be undone ends with "…".
    static QString act(issuing::Act act);
    /// Done: "Paused".
    static QString done(issuing::Act act);
    /// What a shadow event is called where others show their state.
    static QString rehearsal() { return tr("rehearsal"); }
    static QString verdict(issuing::Verdict verdict);
    /// A layer of the charts.
    static QString channel(models::Channel channel);
};

} // namespace firstcome::parts
