// SPDX-License-Identifier: MIT
#include "ui/shell/journal_notice.h"

#include "documents/workspace.h"
#include "ui/widgets/message_bar.h"

#include <QVBoxLayout>

namespace plectrum::ui {

JournalNotice::JournalNotice(documents::Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_bar(new MessageBar(this))
{
    setObjectName(QStringLiteral("journalNotice"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_bar);
    connect(&workspace, &documents::Workspace::draftsRecovered, this,
            &JournalNotice::showRecovered);
    connect(&workspace, &documents::Workspace::journalFailed, this, &JournalNotice::showFailure);
}

void JournalNotice::showRecovered(int records, int transactions, int unreadable, int ofUnknownGroup)
{
    QStringList lines;
    if (records > 0)
        lines << tr("Unsaved changes of %n record(s) were recovered. They are open again and not "
                    "saved yet.",
                    nullptr, records);
    if (transactions > 0)
        lines << tr("%n transaction(s) that were not committed were recovered, each as one page.",
                    nullptr, transactions);
    if (unreadable > 0)
        lines << tr("Unsaved changes of %n more record(s) are kept but could not be read.", nullptr,
                    unreadable);
    if (ofUnknownGroup > 1)
        lines << tr("%1 of the records were kept by an older Plectrum, which did not note what "
                    "belongs to one transaction. If some are parts of a transfer, save none of "
                    "them alone: make a new transaction of them.")
                     .arg(ofUnknownGroup);
    const bool needsCare = unreadable > 0 || ofUnknownGroup > 1;
    m_bar->showMessage(needsCare ? documents::Tone::Warning : documents::Tone::Accent,
                       lines.join(u'\n'));
}

void JournalNotice::showFailure(const QString& why)
{
    m_bar->showMessage(documents::Tone::Warning,
                       tr("%1. Edits are not kept if the program ends, and writes cannot be "
                          "undone later. Everything else works.")
                           .arg(why));
}

} // namespace plectrum::ui

#include "moc_journal_notice.cpp"
