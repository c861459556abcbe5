#include "widgets/pages/launch/people_panel.h"

#include "widgets/pages/launch/draft_words.h"
#include "widgets/pages/launch/labelled_field.h"
#include "widgets/parts/format.h"
#include "widgets/parts/problem_words.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QIntValidator>
#include <QVBoxLayout>

namespace firstcome::pages::launch {

using parts::ActButton;
using parts::Label;
using theme::Token;
using theme::Type;

QVariant BadRowsTable::data(const QModelIndex& index, int role) const
{
    if (role == Qt::DisplayRole && index.column() == 1)
        return DraftWords::badRow(QIdentityProxyModel::data(index, role).toString());
    return QIdentityProxyModel::data(index, role);
}

QVariant BadRowsTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case 0: return tr("Line");
    case 1: return tr("Problem");
    default: return tr("Text");
    }
}

PeoplePanel::PeoplePanel(const theme::Theme& theme, models::BackendModel& backend, QWidget* page)
    : QObject(page)
    , m_people(backend)
    , m_panel(new parts::SidePanel(theme, tr("Add people"), page))
    , m_count(new QLineEdit(QStringLiteral("2000")))
    , m_prefix(new QLineEdit(QStringLiteral("test-")))
    , m_create(new ActButton(theme, tr("Add test people"), {}, m_panel))
    , m_import(new ActButton(theme, tr("Import CSV…"), {}, m_panel))
    , m_progress(new QProgressBar(m_panel))
    , m_result(new Label(theme, Type::Row, Token::Text, m_panel))
    , m_table(new parts::DataTable(theme, m_panel))
{
    m_count->setValidator(new QIntValidator(1, int(models::PeopleModel::kMostTestPeople), m_count));
    m_count->setAlignment(Qt::AlignRight);
    m_prefix->setMaxLength(48);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Adding people"));
    m_result->setWordWrap(true);
    m_words.setSourceModel(&m_people);
    m_table->setSource(&m_words);
    m_table->setFigureColumns({0});
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_table->setStretchColumn(2);
    m_table->setMinimumHeight(200);

    auto* hint = new Label(theme, tr("One participant ID a line; a header is skipped. Bad rows are listed, the good "
                                     "ones kept."), Type::Caption, Token::SoftText, m_panel);
    hint->setWordWrap(true);
    auto* body = m_panel->body();
    body->addWidget(new LabelledField(theme, tr("How many"), m_count, m_panel));
    body->addWidget(new LabelledField(theme, tr("IDs begin with"), m_prefix, m_panel));
    body->addWidget(m_create, 0, Qt::AlignLeft);
    body->addSpacing(theme::kEdge);
    body->addWidget(hint);
    body->addWidget(m_import, 0, Qt::AlignLeft);
    body->addSpacing(theme::kEdge);
    body->addWidget(m_progress);
    body->addWidget(m_result);
    body->addWidget(m_table, 1);
    body->addStretch(1);

    connect(m_create, &ActButton::activated, this, &PeoplePanel::create);
    connect(m_import, &ActButton::activated, this, &PeoplePanel::chooseFile);
    connect(&m_people, &models::PeopleModel::changed, this, &PeoplePanel::refresh);
    refresh();
}

void PeoplePanel::open()
{
    m_panel->open(m_count);
}

void PeoplePanel::create()
{
    m_people.create(m_count->text().toULongLong(), m_prefix->text());
}

void PeoplePanel::chooseFile()
{
    auto* dialog = new QFileDialog(m_panel, tr("Import people"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Comma-separated values (*.csv *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &PeoplePanel::importFile);
    dialog->open();
}

void PeoplePanel::importFile(const QString& path)
{
    m_people.importFile(path);
}

void PeoplePanel::refresh()
{
    const bool busy = m_people.busy();
    const QString wait = busy ? tr("People are being added") : QString();
    m_create->setDisabledReason(wait);
    m_import->setDisabledReason(wait);
    m_progress->setVisible(busy);
    QString result;
    if (!m_people.problem().isEmpty()) {
        result = parts::ProblemWords::refusal(m_people.problem());
    } else if (const auto& report = m_people.report()) {
        const auto count = [](std::uint64_t value) { return parts::formatCount(static_cast<std::int64_t>(value)); };
        result = tr("%1 added, %2 already there, %3 in all.")
                     .arg(count(report->added), count(report->alreadyThere), count(report->total));
        if (report->badRowCount > report->badRows.size())
            result += u' ' + tr("Bad rows left out: %1; the first %2 are below.")
                                 .arg(count(report->badRowCount), count(report->badRows.size()));
        else if (report->badRowCount > 0)
            result += u' ' + tr("Bad rows left out: %1.").arg(count(report->badRowCount));
    }
    m_result->setToken(m_people.problem().isEmpty() ? Token::Text : Token::Critical);
    m_result->setText(result);
    m_result->setVisible(!result.isEmpty());
    m_table->setVisible(m_people.rowCount() > 0);
}

} // namespace firstcome::pages::launch
