// SPDX-License-Identifier: MIT
#include "ui/shell/unsaved_question.h"

#include "documents/basics/tone.h"
#include "documents/locks/keep_trying.h"
#include "editing/lock_consent.h"
#include "ui/locks/lockless_dialog.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/focus_return.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownWorks = 6; ///< rows without scrolling

/// Below the names of a part, the last one first.
void addPart(documents::Difference& all, const documents::UnsavedWork::Part& part)
{
    documents::Difference own = documents::differenceOf(part.before, part.after);
    for (auto name = part.name.rbegin(); name != part.name.rend(); ++name) {
        documents::Difference below;
        documents::addBelow(below, *name, std::move(own));
        own = std::move(below);
    }
    all.added += own.added;
    all.removed += own.removed;
    all.replaced += own.replaced;
    std::ranges::move(own.changes, std::back_inserter(all.changes));
}

} // namespace

UnsavedQuestion::UnsavedQuestion(std::vector<std::unique_ptr<documents::UnsavedWork>> works,
                                 QWidget* parent)
    : QDialog(parent)
    , m_title(new QLabel(this))
    , m_explanation(new QLabel(this))
    , m_rows(new QTreeWidget(this))
    , m_diff(new DiffView(this))
    , m_comparing([this](const Compared& compared) { showCompared(compared); })
{
    setObjectName(u"unsavedQuestion"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Unsaved changes"));
    for (auto& work : works)
        m_items.push_back({std::move(work), nullptr, false});
    m_canKeep =
        std::ranges::all_of(m_items, [](const Item& item) { return item.work->canBeKept(); });
    QFont strong = m_title->font();
    strong.setPointSizeF(strong.pointSizeF() * 1.25);
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_title->setTextFormat(Qt::PlainText);
    m_explanation->setObjectName(u"unsaved.explanation"_s);
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setWordWrap(true);
    auto* frame = new QFrame(this);
    frame->setFrameShape(QFrame::Box);
    frame->setFrameShadow(QFrame::Plain);
    frame->setForegroundRole(QPalette::Mid);
    auto* framed = new QVBoxLayout(frame);
    framed->setContentsMargins(1, 1, 1, 1);
    framed->addWidget(m_diff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(m_title);
    column->addWidget(m_explanation);
    column->addWidget(m_rows);
    column->addWidget(frame, 1);
    column->addWidget(makeButtons());
    fillRows();
    m_diff->setColumnTitles(tr("Before"), tr("After"));
    returnFocusAfter(this);
    resize(820, 540);
    compareLeft();
    showTexts();
    (m_canKeep ? m_keep : m_cancel)->setFocus();
}

UnsavedQuestion::~UnsavedQuestion() = default;

QPushButton* UnsavedQuestion::makeButton(const QString& name, const QString& text,
                                         void (UnsavedQuestion::*does)())
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, does);
    return button;
}

QWidget* UnsavedQuestion::makeButtons()
{
    auto* bar = new QWidget(this);
    m_cancel = makeButton(u"unsaved.cancel"_s, tr("Cancel"), &UnsavedQuestion::reject);
    m_discard = makeButton(u"unsaved.discard"_s, tr("Discard"), &UnsavedQuestion::discard);
    m_keepTrying = makeButton(u"unsaved.keepTrying"_s, {}, &UnsavedQuestion::keepTryingOrStop);
    m_lockless =
        makeButton(u"unsaved.lockless"_s, locklessText(), &UnsavedQuestion::goWithoutLocks);
    m_save = makeButton(u"unsaved.save"_s, {}, &UnsavedQuestion::save);
    m_keep = makeButton(u"unsaved.keep"_s, tr("Keep drafts for next time"), &UnsavedQuestion::keep);
    m_keep->setVisible(m_canKeep);
    // Return never writes and never throws away.
    (m_canKeep ? m_keep : m_cancel)->setDefault(true);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::small);
    row->addStretch(1);
    for (QPushButton* button : {m_cancel, m_discard, m_keepTrying, m_lockless, m_save, m_keep})
        row->addWidget(button);
    return bar;
}

void UnsavedQuestion::fillRows()
{
    m_rows->setObjectName(u"unsaved.works"_s);
    m_rows->setAccessibleName(tr("What is not saved"));
    m_rows->setHeaderLabels({tr("Not saved"), tr("State")});
    m_rows->setRootIsDecorated(false);
    m_rows->setUniformRowHeights(false);
    m_rows->setWordWrap(true);
    m_rows->setSelectionMode(QAbstractItemView::NoSelection);
    m_rows->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        Item& item = m_items[i];
        item.row = new QTreeWidgetItem(m_rows, {item.work->title(), {}});
        item.row->setToolTip(0, item.work->title());
        connect(item.work.get(), &documents::UnsavedWork::ended, this,
                [this, i](bool isWritten, const QString& outcome, bool isOfLock) {
                    noteEnded(i, isWritten, outcome, isOfLock);
                });
    }
    const int rows = std::min<int>(int(m_items.size()), shownWorks) + 2;
    m_rows->setFixedHeight(rows * (m_rows->fontMetrics().height() + documents::spacing::small));
}

std::size_t UnsavedQuestion::countLeft() const
{
    return std::size_t(std::ranges::count(m_items, false, &Item::isWritten));
}

/// Off the GUI thread. Nothing can be saved before it is shown.
void UnsavedQuestion::compareLeft()
{
    m_diff->showState(tr("Comparing…"), {});
    std::vector<std::vector<documents::UnsavedWork::Part>> works;
    for (const Item& item : m_items)
        works.push_back(item.isWritten ? std::vector<documents::UnsavedWork::Part>()
                                       : item.work->parts());
    m_comparing.start([works = std::move(works)] {
        Compared compared;
        for (const auto& parts : works) {
            const std::size_t before = compared.all.changes.size();
            for (const auto& part : parts)
                addPart(compared.all, part);
            compared.counts.push_back(compared.all.changes.size() - before);
        }
        return compared;
    });
}

void UnsavedQuestion::showCompared(const Compared& compared)
{
    m_diff->showDifference(compared.all);
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        Item& item = m_items[i];
        if (item.isWritten || !item.row->text(1).isEmpty())
            continue;
        const QString count =
            compared.counts[i] == 1 ? tr("1 change") : tr("%1 changes").arg(compared.counts[i]);
        const QString obstacle = item.work->obstacle();
        showState(item, obstacle.isEmpty() ? count : tr("%1. %2").arg(count, obstacle),
                  !obstacle.isEmpty());
    }
    showTexts();
}

void UnsavedQuestion::showState(const Item& item, const QString& state, bool isBad)
{
    item.row->setText(1, state);
    item.row->setToolTip(1, state);
    item.row->setForeground(
        1, documents::tone(isBad ? documents::Tone::Danger : documents::Tone::Muted, palette()));
}

void UnsavedQuestion::showTexts()
{
    const std::size_t left = countLeft();
    const std::size_t all = m_items.size();
    const bool isTransaction =
        left == 1 && std::ranges::find(m_items, false, &Item::isWritten)->work->isTransaction();
    m_title->setText(left < all ? tr("%1 of %2 are saved").arg(all - left).arg(all)
                                : tr("There are unsaved changes"));
    const QString what = tr("Below is all that would be written.");
    m_explanation->setText(
        m_canKeep
            ? tr("%1 Kept drafts are on this disk and come back with the next start.").arg(what)
            : tr("%1 Drafts cannot be kept on this disk: what you do not save is lost.").arg(what));
    m_save->setText(left > 1            ? tr("Save all %1").arg(left)
                        : isTransaction ? tr("Commit together")
                                        : tr("Save"));
    const bool isShown = !m_comparing.isRunning() && !m_isSaving;
    m_save->setEnabled(isShown);
    for (QPushButton* button : {m_cancel, m_discard, m_keep})
        button->setEnabled(!m_isSaving);
    m_keepTrying->setText(m_isTrying ? documents::stopTryingText() : documents::keepTryingText());
    m_lockless->setVisible(!m_isSaving && wantedConsent());
    m_keepTrying->setVisible(
        m_isTrying || (!m_isSaving && std::ranges::contains(m_items, true, &Item::isOfLock)));
}

void UnsavedQuestion::save()
{
    start(false);
}

editing::LockConsent* UnsavedQuestion::wantedConsent() const
{
    for (const Item& item : m_items)
        if (auto* consent = item.isOfLock ? item.work->lockConsent() : nullptr)
            return consent->isWanted() ? consent : nullptr;
    return nullptr;
}

void UnsavedQuestion::keepTryingOrStop()
{
    if (!m_isTrying)
        return start(true);
    m_isTrying = false; // for those that are still to come
    m_items[m_next - 1].work->stopTrying();
    showTexts();
}

void UnsavedQuestion::goWithoutLocks()
{
    if (auto* consent = wantedConsent())
        askLockless(*consent, this, [this] { start(false); });
}

void UnsavedQuestion::start(bool keepsTrying)
{
    m_isSaving = true;
    m_isTrying = keepsTrying;
    m_next = 0;
    showTexts();
    saveNext();
}

/// One by one, so that each is told of before the next begins.
void UnsavedQuestion::saveNext()
{
    while (m_next < m_items.size() && m_items[m_next].isWritten)
        ++m_next;
    if (m_next == m_items.size())
        return endSaving();
    Item& item = m_items[m_next++];
    showState(item, m_isTrying ? documents::tryingText(item.work->title()) : tr("Saving…"), false);
    item.work->write(m_isTrying);
}

void UnsavedQuestion::noteEnded(std::size_t index, bool isWritten, const QString& outcome,
                                bool isOfLock)
{
    m_items[index].isWritten = isWritten;
    m_items[index].isOfLock = isOfLock;
    showState(m_items[index], isWritten ? outcome : tr("Not saved. %1").arg(outcome), !isWritten);
    // The next one in a turn of its own: this may be inside the write.
    QMetaObject::invokeMethod(this, &UnsavedQuestion::saveNext, Qt::QueuedConnection);
}

void UnsavedQuestion::endSaving()
{
    m_isSaving = false;
    m_isTrying = false;
    if (countLeft() == 0)
        return finish(Answer::Saved);
    compareLeft();
    showTexts();
    (m_canKeep ? m_keep : m_cancel)->setFocus();
}

void UnsavedQuestion::keep()
{
    bool isKept = true;
    for (Item& item : m_items) {
        if (item.isWritten || item.work->keep())
            continue;
        isKept = false;
        showState(item, tr("It cannot be kept: the disk could not be written."), true);
    }
    if (isKept)
        finish(Answer::Keep);
}

void UnsavedQuestion::discard()
{
    finish(Answer::Discard);
}

void UnsavedQuestion::reject()
{
    if (!m_isSaving)
        finish(Answer::Cancel);
}

void UnsavedQuestion::finish(Answer answer)
{
    emit answered(answer);
    QDialog::done(answer == Answer::Cancel ? Rejected : Accepted);
}

} // namespace plectrum::ui

#include "moc_unsaved_question.cpp"
