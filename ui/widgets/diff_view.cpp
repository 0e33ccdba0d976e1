// SPDX-License-Identifier: MIT
#include "ui/widgets/diff_view.h"

#include "documents/basics/tone.h"
#include "documents/history/diff_model.h"
#include "ui/widgets/diff_delegate.h"
#include "ui/widgets/tone_label.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int headerHeight = 24;

} // namespace

DiffView::DiffView(QWidget* parent)
    : QWidget(parent)
    , m_model(new documents::DiffModel(this))
    , m_tree(new QTreeView(this))
    , m_note(new ToneLabel(documents::Tone::Warning, this))
    , m_stateTitle(new ToneLabel(documents::Tone::Name, this))
    , m_stateExplanation(new ToneLabel(documents::Tone::Muted, this))
    , m_pages(new QStackedLayout)
    , m_equalTitle(tr("No difference"))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addLayout(m_pages, 1);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(documents::spacing::medium, documents::spacing::tiny,
                               documents::spacing::medium, documents::spacing::tiny);
    m_note->hide();
    makeTree();
    m_pages->addWidget(makeStatePage());
    m_pages->addWidget(m_tree);
    setFocusProxy(m_tree);
    connect(m_model, &documents::DiffModel::started, this, &DiffView::showComputing);
    connect(m_model, &documents::DiffModel::finished, this, &DiffView::showAnswer);
}

QWidget* DiffView::makeStatePage()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(documents::spacing::large, documents::spacing::small,
                               documents::spacing::large, documents::spacing::small);
    layout->setSpacing(documents::spacing::tiny);
    layout->addStretch();
    layout->addWidget(m_stateTitle);
    layout->addWidget(m_stateExplanation);
    layout->addStretch();
    for (QLabel* label : {m_stateTitle, m_stateExplanation}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    return page;
}

void DiffView::makeTree()
{
    m_tree->setObjectName(u"diff.tree"_s);
    m_tree->setAccessibleName(tr("Changes"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new DiffDelegate(m_tree));
    m_tree->setTreePosition(documents::DiffModel::PointerColumn);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setIndentation(documents::spacing::large);
    m_tree->header()->setFixedHeight(headerHeight);
    m_tree->header()->setSectionsMovable(false);
    m_tree->header()->setHighlightSections(false);
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_tree->header()->setResizeContentsPrecision(0); // what is seen: thousands take too long
    m_tree->header()->setSectionResizeMode(documents::DiffModel::KindColumn,
                                           QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(documents::DiffModel::PointerColumn,
                                           QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(documents::DiffModel::BeforeColumn,
                                           QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(documents::DiffModel::AfterColumn, QHeaderView::Stretch);
}

documents::DiffModel* DiffView::model() const
{
    return m_model;
}

QTreeView* DiffView::tree() const
{
    return m_tree;
}

void DiffView::setColumnTitles(const QString& before, const QString& after)
{
    m_model->setColumnTitles(before, after);
}

void DiffView::setEqualText(const QString& title, const QString& explanation)
{
    m_equalTitle = title;
    m_equalExplanation = explanation;
}

void DiffView::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void DiffView::compare(std::optional<json::Value> before, std::optional<json::Value> after)
{
    m_model->compare(std::move(before), std::move(after));
}

void DiffView::showDifference(documents::Difference difference)
{
    m_model->show(std::move(difference));
}

void DiffView::showState(const QString& title, const QString& explanation)
{
    m_model->clear();
    m_stateTitle->setText(title);
    m_stateExplanation->setText(explanation);
    m_stateExplanation->setVisible(!explanation.isEmpty());
    m_pages->setCurrentIndex(0);
}

void DiffView::showComputing()
{
    m_stateTitle->setText(tr("Comparing…"));
    m_stateExplanation->hide();
    m_pages->setCurrentIndex(0);
}

void DiffView::showAnswer()
{
    if (m_model->difference().isEmpty()) {
        showState(m_equalTitle, m_equalExplanation);
    } else {
        if (m_model->rowCount() == 0)
            m_model->fetchMore({});
        if (m_model->difference().changes.size() == 1)
            m_tree->expand(m_model->index(0, 0));
        m_pages->setCurrentIndex(1);
        // A view that gets the focus makes a row the current one without selecting it.
        if (window()->focusWidget() == m_tree)
            m_tree->selectionModel()->setCurrentIndex(
                m_model->index(0, documents::DiffModel::PointerColumn),
                QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    emit compared();
}

QString DiffView::summary() const
{
    const documents::Difference& difference = m_model->difference();
    QStringList parts;
    const auto say = [&parts](std::size_t count, const QString& text) {
        if (count > 0)
            parts += text.arg(count);
    };
    say(difference.added, tr("%1 added"));
    say(difference.removed, tr("%1 removed"));
    say(difference.replaced, tr("%1 changed"));
    return parts.join(u", "_s);
}

QString DiffView::stateTitle() const
{
    return m_pages->currentIndex() == 0 ? m_stateTitle->text() : QString();
}

} // namespace plectrum::ui

#include "moc_diff_view.cpp"
