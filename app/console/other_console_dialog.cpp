#include "app/console/other_console_dialog.h"

#include "widgets/parts/icon.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>

#include <cstdio>

namespace firstcome::console {

namespace {

constexpr int kNotShown = 3;

class OtherConsole
{
    Q_DECLARE_TR_FUNCTIONS(OtherConsole)

public:
    static QString holderText(const InstanceHolder& holder)
    {
        if (!holder.since.isValid())
            return tr("Process %1. One console at a time may serve a data directory; nothing was changed.")
                .arg(holder.pid);
        return tr("Process %1, since %2. One console at a time may serve a data directory; nothing was changed.")
            .arg(holder.pid)
            .arg(holder.since.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")));
    }
    static QString title() { return tr("Another console is using this data directory."); }
    static QString show() { return tr("Show that console"); }
    static QString close() { return tr("Close"); }
};

} // namespace

int tellOfOther(SingleInstance& instance, const InstanceHolder& holder, bool silent)
{
    if (silent) {
        std::fprintf(stderr, "firstcome: another console (process %lld) holds this data directory\n",
                     static_cast<long long>(holder.pid));
        return kNotShown;
    }
    QMessageBox box(QMessageBox::NoIcon, QStringLiteral("Firstcome"), OtherConsole::title());
    box.setWindowIcon(parts::applicationIcon());
    box.setInformativeText(OtherConsole::holderText(holder));
    QPushButton* show = box.addButton(OtherConsole::show(), QMessageBox::AcceptRole);
    box.setDefaultButton(show);
    box.setEscapeButton(box.addButton(OtherConsole::close(), QMessageBox::RejectRole));
    box.exec();
    if (box.clickedButton() != show)
        return kNotShown;
    bool shown = false;
    instance.askToShow(&box, [&shown](bool answered) {
        shown = answered;
        QCoreApplication::exit();
    });
    QCoreApplication::exec();
    return shown ? 0 : kNotShown;
}

} // namespace firstcome::console
