#include "app/console/other_console_dialog.h"

#include <QApplication>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include <cstdio>

namespace firstcome::console {

namespace {

constexpr int kNotShown = 3;

QString sinceText(const InstanceHolder& holder)
{
    return holder.since.isValid() ? QLocale().toString(holder.since.toLocalTime(), QLocale::ShortFormat)
                                  : QCoreApplication::translate("OtherConsole", "an unknown time");
}

} // namespace

int tellOfOther(SingleInstance& instance, const InstanceHolder& holder, bool silent)
{
    if (silent) {
        std::fprintf(stderr, "firstcome: another console (process %lld) holds this data directory\n",
                     static_cast<long long>(holder.pid));
        return kNotShown;
    }
    const auto text = [](const char* source) { return QCoreApplication::translate("OtherConsole", source); };
    QMessageBox box(QMessageBox::Information, QStringLiteral("Firstcome"),
                    text("Another console is using this data directory."), QMessageBox::Close);
    box.setInformativeText(text("Process %1, since %2. One console at a time may serve a data directory; nothing "
                                "was changed.")
                               .arg(holder.pid)
                               .arg(sinceText(holder)));
    QPushButton* show = box.addButton(text("Show that console"), QMessageBox::AcceptRole);
    box.setDefaultButton(show);
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
