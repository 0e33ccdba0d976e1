// SPDX-License-Identifier: MIT
#include "ui/compare/compare_dialog.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/tone.h"
#include "documents/basics/version_text.h"
#include "documents/basics/visible_name.h"
#include "documents/history/diff_model.h"
#include "documents/workspace.h"
#include "ui/shell/go_to_key_dialog.h"
#include "ui/widgets/confirm_button.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using documents::CompareSource;
using documents::Comparison;

namespace {

constexpr int versionCount = 50;

QString nameOfKey(const store::KeyAddress& address)
{
    return documents::visibleName(address.key);
}

} // namespace

CompareDialog::CompareDialog(documents::Workspace& workspace, const store::KeyAddress& about,
                             QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_about(about)
    , m_comparison(new Comparison(workspace, this))
    , m_diff(new DiffView(this))
    , m_note(new ToneLabel(documents::Tone::Muted, this))
    , m_takeOver(new ConfirmButton({}, this))
{
    setObjectName(u"compareDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare"));
    returnFocusAfter(this);
    build();
    offerDrafts();
    if (std::ranges::none_of(
            m_sources, [this](const CompareSource& source) { return source.address == m_about; }))
        offer({.address = m_about, .title = tr("%1, as stored").arg(nameOfKey(m_about))});
    offerOthers();
    connect(m_comparison, &Comparison::changed, this, &CompareDialog::showDifference);
    connect(m_diff, &DiffView::compared, this, &CompareDialog::showChoice);
    connect(m_diff->tree()->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CompareDialog::showChoice);
    connect(m_takeOver, &QPushButton::clicked, this, &CompareDialog::takeOver);
    offerVersions();
    showDifference();
}

void CompareDialog::build()
{
    auto* sides = new QFormLayout;
    sides->setSpacing(documents::spacing::small);
    sides->addRow(tr("&Left"), makeSide(Comparison::Left));
    sides->addRow(tr("&Right"), makeSide(Comparison::Right));
    m_diff->tree()->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_diff->setColumnTitles(tr("Left"), tr("Right"));
    m_diff->setEqualText(tr("No difference"), tr("Both sides hold the same data."));
    auto* frame = new QFrame(this);
    frame->setFrameShape(QFrame::Box);
    frame->setFrameShadow(QFrame::Plain);
    frame->setForegroundRole(QPalette::Mid);
    auto* framed = new QVBoxLayout(frame);
    framed->setContentsMargins(1, 1, 1, 1);
    framed->addWidget(m_diff);
    m_note->setObjectName(u"compare.note"_s);
    m_note->setWordWrap(true);
    m_takeOver->setObjectName(u"compare.takeOver"_s);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(u"compare.close"_s);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(documents::spacing::small);
    buttons->addWidget(m_note, 1);
    buttons->addWidget(close);
    buttons->addWidget(m_takeOver);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(makeDialogTitle(tr("Compare"), this));
    column->addLayout(sides);
    column->addWidget(frame, 1);
    column->addLayout(buttons);
    resize(860, 560);
}

QComboBox* CompareDialog::makeSide(Side side)
{
    auto* box = new QComboBox(this);
    box->setObjectName(side == Comparison::Left ? u"compare.left"_s : u"compare.right"_s);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setPlaceholderText(tr("Choose what to compare"));
    m_boxes[side] = box;
    connect(box, &QComboBox::activated, this, [this, side](int row) { chooseAt(side, row); });
    return box;
}

/// Before what asks for more.
void CompareDialog::offer(const CompareSource& source)
{
    if (std::ranges::contains(m_sources, source))
        return;
    const bool isFile = source.kind == CompareSource::Kind::File;
    const bool isVersion = source.kind == CompareSource::Kind::Version;
    const QIcon picture = icon(isFile ? u"folder"_s : isVersion ? u"history"_s : u"key"_s);
    for (QComboBox* box : m_boxes)
        box->insertItem(int(m_sources.size()), picture, source.title);
    m_sources.push_back(source);
}

void CompareDialog::offerDrafts()
{
    for (const documents::RecordDocument* document : m_workspace.documents())
        offer({.kind = CompareSource::Kind::Draft,
               .address = document->address(),
               .title = document->isModified()
                   ? tr("%1, as edited").arg(nameOfKey(document->address()))
                   : nameOfKey(document->address())});
}

/// What asks for more stands behind all sources: a key here, a file, keys of other universes.
void CompareDialog::offerOthers()
{
    const auto others = m_workspace.fileDesk() ? m_workspace.fileDesk()->others(&m_workspace)
                                               : QList<QPointer<documents::Workspace>>();
    for (QComboBox* box : m_boxes) {
        box->addItem(icon(u"search"_s), tr("Another key…"));
        box->addItem(icon(u"folder"_s), tr("A file…"));
        for (const auto& other : others)
            box->addItem(icon(u"database"_s), tr("A key in %1…").arg(other->universeTitle()),
                         QVariant::fromValue(QPointer<QObject>(other)));
    }
}

void CompareDialog::offerVersions()
{
    m_workspace.tasks().start(
        listVersions(this, m_workspace.records(), m_about, m_workspace.tasks().stopToken()));
}

async::Task<void> CompareDialog::listVersions(QPointer<CompareDialog> self,
                                              editing::RecordAccess records,
                                              store::KeyAddress about, std::stop_token stop)
{
    datastore::Page<datastore::VersionInfo> page;
    QString failure;
    try {
        page = co_await records.listVersions(about, {}, versionCount, stop);
    } catch (const async::Cancelled&) {
        throw;
    } catch (...) {
        failure = documents::failureText(std::current_exception());
    }
    if (!self)
        co_return;
    if (!failure.isEmpty())
        self->m_note->setText(failure);
    for (const datastore::VersionInfo& version : page.items) {
        if (version.deleted)
            continue;
        const QString moment =
            documents::momentText(version.createdTime.time_since_epoch().count());
        self->offer({.kind = CompareSource::Kind::Version,
                     .address = about,
                     .version = version.version,
                     .title = tr("%1, version of %2").arg(nameOfKey(about), moment)});
    }
}

void CompareDialog::choose(Side side, const CompareSource& source)
{
    offer(source);
    const auto at = std::ranges::find(m_sources, source) - m_sources.begin();
    m_boxes[side]->setCurrentIndex(int(at));
    m_comparison->setSource(side, source);
}

void CompareDialog::chooseAt(Side side, int row)
{
    const int count = int(m_sources.size());
    if (row < count)
        return m_comparison->setSource(side, m_sources[std::size_t(row)]);
    const QVariant universe = m_boxes[side]->itemData(row);
    // What was chosen stands there until there is an answer.
    const auto& before = m_comparison->source(side);
    const auto at = before ? std::ranges::find(m_sources, *before) : m_sources.end();
    m_boxes[side]->setCurrentIndex(at == m_sources.end() ? -1 : int(at - m_sources.begin()));
    if (row == count + 1)
        return askForFile(side);
    auto* other = qobject_cast<documents::Workspace*>(universe.value<QPointer<QObject>>());
    if (row == count || other)
        askForKey(side, other ? other : &m_workspace);
}

void CompareDialog::askForKey(Side side, documents::Workspace* universe)
{
    const editing::StoreListing store{.kind = m_about.kind, .name = m_about.store};
    auto* dialog = new GoToKeyDialog(universe->stores(), store, this);
    const bool isOwn = universe == &m_workspace;
    dialog->setPurpose(isOwn ? tr("Compare with Another Key")
                             : tr("Compare with a Key in %1").arg(universe->universeTitle()),
                       tr("Compare"));
    connect(dialog, &GoToKeyDialog::chosen, this,
            [this, side, isOwn, other = QPointer(universe)](const store::KeyAddress& address) {
                CompareSource source{.address = address, .title = nameOfKey(address)};
                if (!isOwn && other) {
                    source.universe = other;
                    source.title = tr("%1 in %2").arg(nameOfKey(address), other->universeTitle());
                }
                choose(side, source);
            });
    dialog->open();
}

void CompareDialog::askForFile(Side side)
{
    auto* dialog = new QFileDialog(this, tr("Compare with a File"));
    dialog->setObjectName(u"compareFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({tr("JSON (*.json)"), tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, side](const QString& path) {
        choose(side,
               {.kind = CompareSource::Kind::File,
                .address = m_about,
                .path = path,
                .title = QFileInfo(path).fileName()});
    });
    dialog->open();
}

void CompareDialog::showDifference()
{
    for (const Side side : {Comparison::Left, Comparison::Right})
        if (const QString problem = m_comparison->problem(side); !problem.isEmpty()) {
            m_diff->showState(problem, m_comparison->source(side)->title);
            return showChoice();
        }
    if (m_comparison->isReading())
        m_diff->showState(tr("Reading…"), {});
    else if (!m_comparison->isComplete())
        m_diff->showState(tr("Nothing to compare yet"),
                          tr("Choose both sides: an open record, one of its versions, a key, a "
                             "file."));
    else
        return m_diff->compare(m_comparison->data(Comparison::Left),
                               m_comparison->data(Comparison::Right));
    showChoice();
}

std::vector<bool> CompareDialog::chosenChanges() const
{
    std::vector<bool> isChosen(m_diff->model()->difference().changes.size(), false);
    const auto rows = m_diff->tree()->selectionModel()->selectedRows();
    for (QModelIndex row : rows) {
        while (row.parent().isValid()) // a part of a change is taken over with all of it
            row = row.parent();
        isChosen.at(std::size_t(row.row())) = true;
    }
    return isChosen;
}

/// Nothing selected means all of it.
void CompareDialog::showChoice()
{
    const bool hasRows = m_diff->stateTitle().isEmpty() && m_comparison->isComplete();
    const auto isChosen = chosenChanges();
    const auto chosen = int(std::ranges::count(isChosen, true));
    const int count = chosen > 0 ? chosen : int(isChosen.size());
    const documents::RecordDocument* target = m_comparison->target();
    m_takeOver->setEnabled(hasRows && target && count > 0);
    m_takeOver->setText(hasRows && count > 0 ? tr("Take Over %n Change(s)", nullptr, count)
                                             : tr("Take Over"));
    if (!hasRows)
        m_note->clear();
    else if (!target)
        m_note->setText(
            tr("%1. An open record at the left takes changes over.").arg(m_diff->summary()));
    else
        m_note->setText(tr("%1. What is taken over becomes part of the draft of %2; its own Save "
                           "writes it.")
                            .arg(m_diff->summary(), nameOfKey(target->address())));
}

void CompareDialog::takeOver()
{
    auto isChosen = chosenChanges();
    if (std::ranges::none_of(isChosen, std::identity()))
        isChosen.assign(isChosen.size(), true);
    if (!m_comparison->takeOver(m_diff->model()->difference().changes, isChosen))
        m_note->setText(tr("The draft has changed meanwhile, or cannot be edited."));
}

} // namespace plectrum::ui

#include "moc_compare_dialog.cpp"
