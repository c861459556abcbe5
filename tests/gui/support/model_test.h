#pragma once

#include "models/backend_model.h"
#include "tests/support/manual_clock.h"
#include "tests/support/scripted_backend.h"

#include <QCoreApplication>
#include <QTest>

namespace firstcome::testing {

inline issuing::CouponId coupon(const char* text)
{
    return *issuing::CouponId::parse(text);
}

/// The first event of the scenes.
inline EventView& christmas(Scene& scene)
{
    return scene.snapshot.events.front();
}

/// A scripted backend with its bridge, started, for tests of models. The clock starts at the scene's time and
/// stands still.
struct ModelBench
{
    explicit ModelBench(Scene scene = emptyScene())
        : clock(scene.snapshot.takenAt)
        , backend(std::move(scene))
        , model(backend)
    {
        (void)model.start();
        settle();
    }

    /// Delivers everything that is posted.
    static void settle()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }
    void edit(const std::function<void(Scene&)>& change)
    {
        backend.edit(change);
        settle();
    }

    ManualClock clock;
    ScriptedBackend backend;
    models::BackendModel model;
};

} // namespace firstcome::testing
