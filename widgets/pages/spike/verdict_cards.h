#pragma once

#include "backend/spike/run_result.h"
#include "widgets/pages/spike/fact_list.h"
#include "widgets/parts/card.h"
#include "widgets/parts/marks.h"

namespace firstcome::pages {

/// A verdict in one sentence, and the facts it stands on. GUI thread; owned by its parent.
class VerdictCard final : public parts::Card
{
    Q_OBJECT

public:
    VerdictCard(const theme::Theme& theme, bool large, QWidget* parent = nullptr);

    const parts::Banner& banner() const { return *m_banner; }
    const FactList& facts() const { return *m_facts; }

    /// Each shows one side of a run's verdict.
    void showOutcome(const spike::RunResult& result);
    void showProof(const spike::RunResult& result);
    void showValidity(const spike::RunResult& result);

private:
    parts::Banner* m_banner;
    FactList* m_facts;
};

} // namespace firstcome::pages
