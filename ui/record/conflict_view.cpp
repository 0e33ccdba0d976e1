// SPDX-License-Identifier: MIT
#include "ui/record/conflict_view.h"

#include "ui/record/conflict_model.h"
#include "ui/tone.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>

#include <algorithm>

namespace plectrum::ui {

namespace {

constexpr int mostRows = 5; ///< more are scrolled

} // namespace

ConflictView::ConflictView(QWidget* parent)
    : QWidget(parent)
    , m_model(new ConflictModel(this))
    , m_title(new QLabel(this))
    , m_list(new QTreeView(this))
{
    setObjectName(QStringLiteral("record.conflicts"));
    m_title->setWordWrap(true);
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Conflicts"));
    m_list->header()->setSectionResizeMode(QHeaderView::Stretch);
    setFocusProxy(m_list);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::medium, spacing::small, spacing::medium, spacing::small);
    column->setSpacing(spacing::small);
    column->addWidget(m_title);
    column->addWidget(m_list);
    column->addWidget(makeButtons());
    setVisible(false);
}

QWidget* ConflictView::makeButtons()
{
    auto* bar = new QWidget(this);
    auto* mine = new QPushButton(tr("Keep all of mine"), bar);
    auto* theirs = new QPushButton(tr("Take all of theirs"), bar);
    auto* cancel = new QPushButton(tr("Cancel"), bar);
    auto* save = new QPushButton(tr("Save again…"), bar);
    mine->setObjectName(QStringLiteral("conflicts.mine"));
    theirs->setObjectName(QStringLiteral("conflicts.theirs"));
    cancel->setObjectName(QStringLiteral("conflicts.cancel"));
    save->setObjectName(QStringLiteral("conflicts.save"));
    connect(mine, &QPushButton::clicked, m_model, [this] { m_model->chooseAll(false); });
    connect(theirs, &QPushButton::clicked, m_model, [this] { m_model->chooseAll(true); });
    connect(cancel, &QPushButton::clicked, this, &ConflictView::cancelled);
    connect(save, &QPushButton::clicked, this, &ConflictView::resolve);
    save->setAutoDefault(false);
    save->setDefault(true); // for the look
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::small);
    row->addWidget(mine);
    row->addWidget(theirs);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(save);
    return bar;
}

void ConflictView::setResult(const store::SaveResult& result)
{
    m_newest = result.newest;
    m_model->setConflicts(result.written, result.conflicts);
    const int rows = std::clamp(m_model->rowCount(), 1, mostRows);
    m_list->setFixedHeight(m_list->header()->sizeHint().height()
                           + rows * std::max(m_list->sizeHintForRow(0), 1) + spacing::tiny);
    m_title->setText(tr("Somebody changed the same places since you opened the record. Nothing "
                        "was written. Choose what shall stand at each place, then save again."));
}

ConflictModel* ConflictView::model() const
{
    return m_model;
}

void ConflictView::resolve()
{
    emit resolved(m_newest, m_model->resolved());
}

} // namespace plectrum::ui

#include "moc_conflict_view.cpp"
