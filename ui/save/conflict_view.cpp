// SPDX-License-Identifier: MIT
#include "ui/save/conflict_view.h"

#include "datastore/visible_text.h"
#include "documents/basics/tone.h"
#include "documents/record/conflict_model.h"
#include "json/printer.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>

#include <algorithm>

namespace plectrum::ui {

namespace {

/// More of a side is not needed to choose.
constexpr std::size_t longestText = 100'000;

QString sideText(const std::optional<json::Value>& value)
{
    if (!value)
        return {};
    std::string text = datastore::visibleJson(json::printPretty(*value));
    if (text.size() > longestText) {
        text.resize(longestText);
        return QString::fromStdString(text) + QChar(0x2026);
    }
    return QString::fromStdString(text);
}

} // namespace

ConflictView::ConflictView(QWidget* parent)
    : QWidget(parent)
    , m_model(new documents::ConflictModel(this))
    , m_title(new QLabel(this))
    , m_list(new QTreeView(this))
{
    setObjectName(QStringLiteral("record.conflicts"));
    m_title->setObjectName(QStringLiteral("conflicts.title"));
    m_title->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("conflicts.list"));
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Conflicts"));
    m_list->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_list->setMinimumHeight(60);
    m_list->installEventFilter(this);
    setFocusProxy(m_list);
    auto* floors = new QSplitter(Qt::Vertical, this);
    floors->addWidget(m_list);
    floors->addWidget(makeSides());
    floors->setChildrenCollapsible(false);
    floors->setStretchFactor(0, 2);
    floors->setStretchFactor(1, 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::medium, documents::spacing::small,
                               documents::spacing::medium, documents::spacing::small);
    column->setSpacing(documents::spacing::small);
    column->addWidget(m_title);
    column->addWidget(floors, 1);
    column->addWidget(makeButtons());
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ConflictView::showCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ConflictView::showCurrent);
    setVisible(false);
}

QWidget* ConflictView::makeSides()
{
    auto* sides = new QSplitter(Qt::Horizontal, this);
    sides->setChildrenCollapsible(false);
    sides->setHandleWidth(documents::spacing::small);
    sides->addWidget(makeSide(documents::ConflictModel::OursColumn, tr("Mine"), tr("Use &mine")));
    sides->addWidget(
        makeSide(documents::ConflictModel::TheirsColumn, tr("Theirs"), tr("Use &theirs")));
    sides->addWidget(
        makeSide(documents::ConflictModel::BaseColumn, tr("Before"), tr("Use &before")));
    sides->addWidget(makeSide(documents::ConflictModel::ResultColumn, tr("Result"), {}));
    return sides;
}

QWidget* ConflictView::makeSide(int column, const QString& title, const QString& chooseText)
{
    const auto at = static_cast<std::size_t>(column);
    auto* side = new QWidget(this);
    auto* text = new QPlainTextEdit(side);
    text->setReadOnly(true);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setTabChangesFocus(true);
    text->setAccessibleName(title);
    text->setPlaceholderText(chooseText.isEmpty() ? tr("(not chosen yet, or nothing)")
                                                  : tr("(nothing stands there)"));
    text->setMinimumSize(40, 48);
    m_texts[at] = text;
    auto* head = new QHBoxLayout;
    head->setSpacing(documents::spacing::small);
    head->addWidget(new QLabel(title, side), 1);
    if (!chooseText.isEmpty()) {
        auto* choose = new QPushButton(chooseText, side);
        choose->setCheckable(true);
        choose->setAutoDefault(false);
        choose->setObjectName(QStringLiteral("conflicts.choose%1").arg(column));
        connect(choose, &QPushButton::clicked, this, [this, column] { chooseCurrent(column); });
        m_choices[at] = choose;
        head->addWidget(choose);
    }
    auto* rows = new QVBoxLayout(side);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(documents::spacing::tiny);
    rows->addLayout(head);
    rows->addWidget(text, 1);
    return side;
}

QWidget* ConflictView::makeButtons()
{
    auto* bar = new QWidget(this);
    auto* mine = new QPushButton(tr("Mine everywhere"), bar);
    auto* theirs = new QPushButton(tr("Theirs everywhere"), bar);
    auto* cancel = new QPushButton(tr("Cancel"), bar);
    m_save = new QPushButton(bar);
    mine->setObjectName(QStringLiteral("conflicts.mine"));
    theirs->setObjectName(QStringLiteral("conflicts.theirs"));
    cancel->setObjectName(QStringLiteral("conflicts.cancel"));
    m_save->setObjectName(QStringLiteral("conflicts.save"));
    connect(mine, &QPushButton::clicked, m_model,
            [this] { m_model->chooseAll(documents::ConflictModel::Ours); });
    connect(theirs, &QPushButton::clicked, m_model,
            [this] { m_model->chooseAll(documents::ConflictModel::Theirs); });
    connect(cancel, &QPushButton::clicked, this, &ConflictView::cancelled);
    connect(m_save, &QPushButton::clicked, this, &ConflictView::resolve);
    m_save->setAutoDefault(false);
    m_save->setDefault(true); // for the look
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::small);
    row->addWidget(mine);
    row->addWidget(theirs);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_save);
    return bar;
}

void ConflictView::setResult(const editing::SaveResult& result)
{
    m_newest = result.newest;
    m_model->setConflicts(result.written, result.conflicts);
    m_title->setText(tr("Somebody changed the same values since you opened the record. Nothing "
                        "was written. Choose what each value shall be: M for mine, T for "
                        "theirs, B for what was there before."));
    goTo(0);
    showCurrent();
}

documents::ConflictModel* ConflictView::model() const
{
    return m_model;
}

int ConflictView::currentRow() const
{
    return m_list->currentIndex().isValid() ? m_list->currentIndex().row() : 0;
}

void ConflictView::goTo(int row)
{
    m_list->setCurrentIndex(m_model->index(row, documents::ConflictModel::PointerColumn));
}

bool ConflictView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->modifiers() == Qt::NoModifier && chooseByKey(key->key()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool ConflictView::chooseByKey(int key)
{
    switch (key) {
    case Qt::Key_M:
        chooseCurrent(documents::ConflictModel::OursColumn);
        return true;
    case Qt::Key_T:
        chooseCurrent(documents::ConflictModel::TheirsColumn);
        return true;
    case Qt::Key_B:
        chooseCurrent(documents::ConflictModel::BaseColumn);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_save->click();
        return true;
    case Qt::Key_Escape:
        emit cancelled();
        return true;
    default:
        return false;
    }
}

/// And on to the next place that is still open.
void ConflictView::chooseCurrent(int column)
{
    if (m_model->rowCount() == 0)
        return;
    const int row = currentRow();
    m_model->choose(
        row,
        column == documents::ConflictModel::TheirsColumn     ? documents::ConflictModel::Theirs
            : column == documents::ConflictModel::BaseColumn ? documents::ConflictModel::Base
                                                             : documents::ConflictModel::Ours);
    if (const int next = m_model->nextUndecided(row); next >= 0)
        goTo(next);
}

void ConflictView::showCurrent()
{
    if (m_model->rowCount() > 0) {
        const int row = currentRow();
        for (const int column :
             {documents::ConflictModel::OursColumn, documents::ConflictModel::TheirsColumn,
              documents::ConflictModel::BaseColumn, documents::ConflictModel::ResultColumn}) {
            const auto at = static_cast<std::size_t>(column);
            const QString text =
                sideText(m_model->side(row, static_cast<documents::ConflictModel::Column>(column)));
            if (m_texts[at]->toPlainText() != text)
                m_texts[at]->setPlainText(text);
            if (m_choices[at]) {
                const QModelIndex cell = m_model->index(row, column);
                m_choices[at]->setChecked(cell.data(Qt::CheckStateRole).toInt() == Qt::Checked);
            }
        }
    }
    showState();
}

void ConflictView::showState()
{
    const int open = m_model->undecidedCount();
    m_save->setEnabled(open == 0);
    m_save->setText(open == 0       ? tr("Save again…")
                        : open == 1 ? tr("Choose 1 more")
                                    : tr("Choose %1 more").arg(open));
}

void ConflictView::resolve()
{
    emit resolved(m_newest, m_model->resolved());
}

} // namespace plectrum::ui

#include "moc_conflict_view.cpp"
