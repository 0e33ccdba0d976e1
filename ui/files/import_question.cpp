// SPDX-License-Identifier: MIT
#include "ui/files/import_question.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "ui/widgets/confirm_button.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStringList>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using editing::ImportEffect;
using editing::ImportItem;

namespace {

bool isWritten(const ImportItem& item)
{
    return item.effect == ImportEffect::New || item.effect == ImportEffect::Replaced;
}

QString effectText(ImportEffect effect)
{
    switch (effect) {
    case ImportEffect::New:
        return ImportQuestion::tr("New");
    case ImportEffect::Replaced:
        return ImportQuestion::tr("Replaced");
    case ImportEffect::Unchanged:
        return ImportQuestion::tr("Unchanged");
    case ImportEffect::Refused:
        break;
    }
    return ImportQuestion::tr("Refused");
}

documents::Tone toneOf(ImportEffect effect)
{
    switch (effect) {
    case ImportEffect::New:
        return documents::Tone::Added;
    case ImportEffect::Replaced:
        return documents::Tone::Changed;
    case ImportEffect::Unchanged:
        return documents::Tone::Muted;
    case ImportEffect::Refused:
        break;
    }
    return documents::Tone::Danger;
}

QString problemText(const ImportItem& item)
{
    const QString why = item.problem ? documents::damageText(*item.problem) : QString();
    return item.isProblemOfFile ? ImportQuestion::tr("In the file: %1.").arg(why)
                                : ImportQuestion::tr("What stands there: %1.").arg(why);
}

} // namespace

ImportQuestion::ImportQuestion(const QString& file, std::vector<ImportItem> items, QWidget* parent)
    : QDialog(parent)
    , m_items(std::move(items))
    , m_list(new QTreeWidget(this))
    , m_diff(new DiffView(this))
    , m_confirm(new ConfirmButton({}, this))
{
    setObjectName(u"importQuestion"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import %1").arg(file));
    returnFocusAfter(this);
    // What is written stands first.
    std::ranges::stable_sort(m_items, {}, &ImportItem::effect);
    build(file);
    fill();
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ImportQuestion::showChosen);
    connect(m_confirm, &QPushButton::clicked, this, &ImportQuestion::confirm);
    m_list->setCurrentItem(m_list->topLevelItem(0));
    if (m_items.empty())
        showChosen();
    m_list->setFocus();
}

void ImportQuestion::build(const QString& file)
{
    m_list->setObjectName(u"import.list"_s);
    m_list->setAccessibleName(tr("Keys of the file"));
    m_list->setHeaderLabels({tr("Effect"), tr("Key"), tr("Store"), tr("Why")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setResizeContentsPrecision(50);
    m_diff->setColumnTitles(tr("Now"), tr("After"));
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->setObjectName(u"importParts"_s);
    parts->addWidget(m_list);
    parts->addWidget(m_diff);
    parts->setChildrenCollapsible(false);
    parts->setSizes({240, 180});
    auto* counts = new ToneLabel(documents::Tone::Muted, this);
    counts->setObjectName(u"import.counts"_s);
    counts->setText(countsText());
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"import.cancel"_s);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    const auto count = countOf(ImportEffect::New) + countOf(ImportEffect::Replaced);
    m_confirm->setObjectName(u"import.confirm"_s);
    m_confirm->setText(count > 0 ? tr("Import %n Key(s)", nullptr, int(count))
                                 : tr("Nothing to Import"));
    m_confirm->setEnabled(count > 0);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(documents::spacing::small);
    buttons->addWidget(counts, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(makeDialogTitle(tr("Import %1").arg(file), this));
    column->addWidget(makeDialogText(
        tr("Each key is written as a new version under its own lock, with the applied migrations, "
           "user IDs and attributes of the file. What stands there now stays in the history. The "
           "writes are one group of the journal, which Undo takes back as a whole."),
        this));
    column->addWidget(parts, 1);
    column->addLayout(buttons);
    resize(820, 560);
}

void ImportQuestion::fill()
{
    QList<QTreeWidgetItem*> rows;
    for (const ImportItem& item : m_items) {
        auto* row = new QTreeWidgetItem(
            {effectText(item.effect), documents::visibleName(item.address.key),
             documents::visibleName(item.address.store),
             item.effect == ImportEffect::Refused ? problemText(item) : QString()});
        row->setForeground(0, documents::tone(toneOf(item.effect), palette()));
        rows.append(row);
    }
    m_list->addTopLevelItems(rows);
    for (const int column : {0, 1, 2})
        m_list->resizeColumnToContents(column);
}

std::size_t ImportQuestion::countOf(ImportEffect effect) const
{
    return std::size_t(std::ranges::count(m_items, effect, &ImportItem::effect));
}

QString ImportQuestion::countsText() const
{
    if (m_items.empty())
        return tr("The file holds no keys.");
    QStringList parts;
    const auto say = [&parts](std::size_t count, const QString& text) {
        if (count > 0)
            parts += text.arg(count);
    };
    say(countOf(ImportEffect::New), tr("%1 new"));
    say(countOf(ImportEffect::Replaced), tr("%1 replaced"));
    say(countOf(ImportEffect::Unchanged), tr("%1 unchanged"));
    say(countOf(ImportEffect::Refused), tr("%1 refused"));
    return parts.join(u", "_s);
}

void ImportQuestion::showChosen()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row < 0)
        return m_diff->showState(tr("The file holds no keys"), {});
    const ImportItem& item = m_items[std::size_t(row)];
    if (item.effect == ImportEffect::Refused)
        return m_diff->showState(tr("It is not written"), problemText(item));
    m_diff->setEqualText(tr("No difference in the data"),
                         item.effect == ImportEffect::Replaced
                             ? tr("What is kept around it differs: migrations, user IDs or "
                                  "attributes.")
                             : QString());
    m_diff->compare(item.before, item.after);
}

void ImportQuestion::confirm()
{
    std::vector<ImportItem> written;
    std::ranges::copy_if(m_items, std::back_inserter(written), isWritten);
    emit confirmed(written);
    accept();
}

} // namespace plectrum::ui

#include "moc_import_question.cpp"
