// SPDX-License-Identifier: MIT
#include "ui/transaction/unfinished_transactions.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/locks/keep_trying.h"
#include "documents/transaction/outcome_text.h"
#include "documents/transaction/unfinished_model.h"
#include "ui/locks/lockless_dialog.h"
#include "ui/transaction/unfinished_delegate.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/tone_label.h"

#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

/// What is known of a transaction, and what each button would do.
QString factsText(const editing::FoundTransaction& found)
{
    QStringList lines{found.isMarkerThere
                          ? UnfinishedTransactions::tr("The marker stands, so readers get the data "
                                                       "before.")
                          : UnfinishedTransactions::tr("The marker is gone, so it is committed.")};
    lines << (found.records.size() >= 2
                  ? UnfinishedTransactions::tr(
                        "Finish removes the marker: all keys shown become the "
                        "data after. A key that was saved by a server since "
                        "cannot be seen here and keeps what it has.")
                  : UnfinishedTransactions::tr(
                        "Only one record holds it, so a part is gone for good: "
                        "it can only be rolled back."));
    lines << UnfinishedTransactions::tr("Roll back writes the data before into each key shown and "
                                        "then removes the marker. It is the safe choice.");
    if (found.unreadable > 0)
        lines << UnfinishedTransactions::tr("%n records could not be read and may hold it, too.",
                                            nullptr, static_cast<int>(found.unreadable));
    return lines.join(u'\n');
}

} // namespace

UnfinishedTransactions::UnfinishedTransactions(documents::Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_model(new documents::UnfinishedModel(workspace, this))
    , m_message(new MessageBar(this))
    , m_list(new QListView(this))
{
    setObjectName(u"unfinishedTransactions"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_list->setObjectName(u"unfinished.list"_s);
    m_list->setAccessibleName(tr("Unfinished transactions"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new UnfinishedDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    auto* sides = new QSplitter(Qt::Horizontal, this);
    sides->setChildrenCollapsible(false);
    sides->addWidget(m_list);
    sides->addWidget(makeDetails());
    sides->setStretchFactor(1, 1);
    sides->setSizes({240, 700});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_message);
    column->addWidget(sides, 1);
    m_message->hide();
    setFocusProxy(m_list);
    connect(m_model, &documents::UnfinishedModel::stateChanged, this,
            &UnfinishedTransactions::showState);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_list->setCurrentIndex(m_model->index(0));
        showCurrent();
    });
    connect(m_model, &documents::UnfinishedModel::ended, this, &UnfinishedTransactions::report);
    connect(m_model, &documents::UnfinishedModel::failed, m_message,
            [this](const QString& why) { m_message->showMessage(documents::Tone::Danger, why); });
    connect(m_model, &documents::UnfinishedModel::lockFailed, this,
            &UnfinishedTransactions::offerToGoOn);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &UnfinishedTransactions::showCurrent);
    showCurrent();
    m_model->scan();
}

QWidget* UnfinishedTransactions::makeBar()
{
    auto* bar = new QWidget(this);
    m_status = new ToneLabel(documents::Tone::Muted, bar);
    m_status->setObjectName(u"unfinished.status"_s);
    m_scan = new QPushButton(bar);
    m_scan->setObjectName(u"unfinished.scan"_s);
    connect(m_scan, &QPushButton::clicked, this, [this] {
        if (documents::Operation* running = m_model->operation())
            running->cancel();
        else
            m_model->scan();
    });
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(documents::spacing::medium, documents::spacing::small,
                            documents::spacing::medium, documents::spacing::small);
    row->setSpacing(documents::spacing::small);
    row->addWidget(m_status, 1);
    row->addWidget(m_scan);
    return bar;
}

QWidget* UnfinishedTransactions::makeDetails()
{
    auto* details = new QWidget(this);
    m_facts = new QLabel(details);
    m_facts->setObjectName(u"unfinished.facts"_s);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_records = new QSplitter(Qt::Vertical, details);
    m_records->setChildrenCollapsible(false);
    m_finish = new QPushButton(tr("Finish…"), details);
    m_finish->setObjectName(u"unfinished.finish"_s);
    m_rollBack = new QPushButton(tr("Roll Back…"), details);
    m_rollBack->setObjectName(u"unfinished.rollBack"_s);
    m_rollBack->setDefault(true); // the safe choice, and it looks so
    connect(m_finish, &QPushButton::clicked, this, [this] { ask(true); });
    connect(m_rollBack, &QPushButton::clicked, this, [this] { ask(false); });
    auto* row = new QHBoxLayout;
    row->setSpacing(documents::spacing::small);
    row->addStretch(1);
    row->addWidget(m_finish);
    row->addWidget(m_rollBack);
    auto* column = new QVBoxLayout(details);
    column->setContentsMargins(documents::spacing::medium, documents::spacing::small,
                               documents::spacing::medium, documents::spacing::medium);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(m_records, 1); // the data before the prose
    column->addWidget(m_facts);
    column->addLayout(row);
    return details;
}

documents::UnfinishedModel* UnfinishedTransactions::model() const
{
    return m_model;
}

QString UnfinishedTransactions::message() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

void UnfinishedTransactions::showState()
{
    const bool isScanning = m_model->isScanning();
    m_scan->setText(isScanning ? tr("Stop") : tr("Check Again"));
    if (isScanning) {
        m_status->setText(tr("Looking through all Lyra stores…"));
        connect(m_model->operation(), &documents::Operation::progressChanged, m_status, [this] {
            if (const documents::Operation* running = m_model->operation())
                m_status->setText(
                    tr("%Ln records read…", nullptr, static_cast<int>(running->done())));
        });
    } else if (!m_model->failure().isEmpty()) {
        m_status->setText(m_model->failure());
    } else {
        const int count = m_model->rowCount();
        m_status->setText(count == 0 ? tr("No unfinished transactions in this universe")
                                     : tr("%n unfinished transactions", nullptr, count));
    }
    showCurrent();
}

void UnfinishedTransactions::showCurrent()
{
    const editing::FoundTransaction* found = m_model->at(m_list->currentIndex());
    const bool isFree = found && !m_model->isEnding();
    m_finish->setEnabled(isFree && found->isMarkerThere && found->records.size() >= 2);
    m_rollBack->setEnabled(isFree && found->isMarkerThere);
    m_facts->setText(found ? factsText(*found)
                           : tr("A transaction is unfinished when its server stopped between its "
                                "writes. Nothing is lost: readers get the data before."));
    qDeleteAll(
        m_records->findChildren<QWidget*>(u"unfinished.record"_s, Qt::FindDirectChildrenOnly));
    if (found)
        showRecords(*found);
}

void UnfinishedTransactions::showRecords(const editing::FoundTransaction& found)
{
    for (const editing::TransactionRecord& record : found.records) {
        auto* one = new QWidget(m_records);
        one->setObjectName(u"unfinished.record"_s);
        auto* title = new QLabel(documents::visibleName(record.key), one);
        title->setTextFormat(Qt::PlainText);
        if (record.isLocked)
            title->setText(tr("%1 · locked: its server may still be at work").arg(title->text()));
        auto* diff = new DiffView(one);
        diff->setColumnTitles(tr("Before (roll back)"), tr("After (finish)"));
        if (record.damage)
            diff->showState(tr("The data after cannot be had"),
                            documents::damageText(*record.damage));
        else
            diff->compare(record.before, record.after);
        auto* column = new QVBoxLayout(one);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(documents::spacing::tiny);
        column->addWidget(title);
        column->addWidget(diff, 1);
        m_records->addWidget(one);
    }
}

void UnfinishedTransactions::ask(bool isFinish)
{
    const editing::FoundTransaction* current = m_model->at(m_list->currentIndex());
    if (!current)
        return;
    const editing::FoundTransaction found = *current;
    auto* box = new QMessageBox(QMessageBox::Warning, windowTitle(),
                                isFinish ? tr("Finish this transaction?")
                                         : tr("Roll this transaction back?"),
                                QMessageBox::Cancel, this);
    box->button(QMessageBox::Cancel)->setText(tr("Cancel"));
    box->setObjectName(u"unfinished.question"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const int keys = static_cast<int>(found.records.size());
    box->setInformativeText(
        isFinish ? tr("%n keys become the data after. This is final.", nullptr, keys)
                 : tr("%n keys keep the data before; what the transaction wrote is dropped.",
                      nullptr, keys));
    QPushButton* yes =
        box->addButton(isFinish ? tr("Finish") : tr("Roll Back"), QMessageBox::AcceptRole);
    yes->setObjectName(u"unfinished.confirm"_s);
    connect(yes, &QPushButton::clicked, this,
            [this, found, isFinish] { m_model->end(found, isFinish); });
    box->open();
}

void UnfinishedTransactions::offerToGoOn(const editing::FoundTransaction& found, bool isFinish,
                                         const QString& why)
{
    const auto goOn = [this, found, isFinish] {
        m_message->showMessage(documents::Tone::Accent, documents::tryingText(tr("each key")),
                               {{documents::stopTryingText(), [this] { m_model->stopTrying(); }}},
                               false);
        m_model->end(found, isFinish, true);
    };
    QList<MessageBar::Choice> choices{{documents::keepTryingText(), goOn}};
    choices += locklessChoices(m_model->lockConsent(), this,
                               [this, found, isFinish] { m_model->end(found, isFinish); });
    m_message->showMessage(documents::Tone::Danger, tr("Nothing was ended. %1").arg(why), choices);
}

void UnfinishedTransactions::report(const editing::EndResult& result, bool isFinish)
{
    const bool isDone = result.outcome == editing::EndOutcome::Done;
    m_message->showMessage(isDone ? documents::Tone::Added : documents::Tone::Warning,
                           documents::endText(result, isFinish));
    showState();
}

} // namespace plectrum::ui

#include "moc_unfinished_transactions.cpp"
