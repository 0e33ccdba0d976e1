// SPDX-License-Identifier: MIT
#include "ui/transaction/commit_question.h"

#include "documents/basics/tone.h"
#include "ui/widgets/confirm_button.h"
#include "ui/widgets/diff_view.h"

#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

CommitQuestion::CommitQuestion(const documents::TransactionDrafts& drafts, bool isStepwise,
                               QWidget* parent)
    : QDialog(parent)
{
    setObjectName(u"commitQuestion"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    const QString text = commitText(drafts.size());
    setWindowTitle(text);
    auto* explanation = new QLabel(this);
    explanation->setWordWrap(true);
    explanation->setText(
        drafts.size() > 1
            ? tr("The locks of all keys are taken, the newest data is merged with your drafts, and "
                 "all keys are written together or none of them.")
            : tr("Only one key is changed: it is written plain, under its lock, without a "
                 "marker."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(explanation);
    column->addWidget(makeDifferences(drafts), 1);
    column->addWidget(makeButtons(isStepwise ? tr("Begin, step by step") : text));
    resize(760, 520);
}

QString CommitQuestion::commitText(std::size_t keys)
{
    if (keys == 0)
        return tr("Nothing to commit");
    return keys == 1 ? tr("Commit changes to 1 key") : tr("Commit changes to %1 keys").arg(keys);
}

QWidget* CommitQuestion::makeDifferences(const documents::TransactionDrafts& drafts)
{
    auto* all = new QSplitter(Qt::Vertical, this);
    for (const auto& [part, draft] : drafts) {
        auto* one = new QWidget(all);
        auto* title = new QLabel(part->title(), one);
        QFont strong = title->font();
        strong.setWeight(QFont::DemiBold);
        title->setFont(strong);
        title->setTextFormat(Qt::PlainText);
        auto* diff = new DiffView(one);
        diff->setColumnTitles(tr("Before"), tr("After"));
        diff->compare(draft.base, draft.value);
        auto* column = new QVBoxLayout(one);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(documents::spacing::tiny);
        column->addWidget(title);
        column->addWidget(diff, 1);
    }
    return all;
}

QWidget* CommitQuestion::makeButtons(const QString& text)
{
    auto* bar = new QWidget(this);
    auto* cancel = new QPushButton(tr("Cancel"), bar);
    cancel->setObjectName(u"commit.cancel"_s);
    auto* confirm = new ConfirmButton(text, this);
    confirm->setObjectName(u"commit.confirm"_s);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(confirm, &QPushButton::clicked, this, [this] {
        emit confirmed();
        accept();
    });
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::small);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(confirm);
    return bar;
}

} // namespace plectrum::ui

#include "moc_commit_question.cpp"
