<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>EventWords</name>
    <message>
        <source>draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>armed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>draining</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <comment>the countdown</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <comment>a paused event</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Armed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disarmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Countdown held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Countdown resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sold out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>throttled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unavailable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remaining</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unconsumed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1&#xa0;s ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1&#xa0;min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1&#xa0;h ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1਍ ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemWords</name>
    <message>
        <source>Nobody gets a coupon now: attempts are answered 503 and can be sent again. Coupons already shown as accepted are safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coupons are still issued and safe in the store; they are saved to the ledger later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can reach the event. Coupons already shown as accepted are safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the disk can only be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the disk reports an error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the stored data is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: it cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: another program keeps it locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the port is taken by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: saving falls behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: it is getting ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: it does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space; service returns by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk of the data directory; service returns by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the data directory as it is and restore it from a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the other program or choose another port in Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the other program that uses the data directory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing need be done while it shrinks; watch &quot;Accepted, not yet saved&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait; it goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again by itself; the log in the data directory says more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: the event has changed since you looked. Look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: that is not possible in the present state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: a go/no-go line forbids it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: there is no such event any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: an event with this coupon ID exists already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not armed: the opening time has passed. Edit the event first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not armed: the closing time has passed. Edit the event first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: more coupons than that are issued already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: the stock must be between 1 and 100,000,000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: the reason must have 1 to 300 bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not added: the prefix must begin with a letter or digit and have only letters, digits, dot, underscore or hyphen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not added: the number must be between 1 and 5,000,000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not armed: not everybody on the list could be loaded. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is larger than 64 MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: the store does not answer. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: the directory of events does not answer. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done: the disk is full. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not audited: not everything is saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not started: another run is under way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done (%1): %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::charts::Chart</name>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, now: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not write %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::charts::ChartGroup</name>
    <message>
        <source>at %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::charts::ChartTable</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::charts::WindowBar</name>
    <message>
        <source>30 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time shown by the charts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::pages::settings::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set in the configuration file or with --port; they take effect at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window, columns and charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About this console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU a tick, p50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU a tick, p99</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU a tick, highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest stall of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticks skipped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::parts::DataTable</name>
    <message>
        <source>Copy as table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::parts::SidePanel</name>
    <message>
        <source>Close the panel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::parts::StateMark</name>
    <message>
        <source>fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::parts::Toast</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::parts::ToastBar</name>
    <message>
        <source>Notices</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::parts::TypeToConfirm</name>
    <message>
        <source>Type %1 to go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::shell::KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::shell::MainWindow</name>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the newest act, while it is offered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>← →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the crosshair of the focused chart; with Shift by ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the charts follow again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close a panel, a list, or the pinned read-out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::shell::Rail</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>firstcome::shell::StatusStrip</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 :%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rehearsal: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHADOW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rehearsal: real events are not touched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RPS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data for %1&#xa0;s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
