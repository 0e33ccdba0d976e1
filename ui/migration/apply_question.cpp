// SPDX-License-Identifier: MIT
#include "ui/migration/apply_question.h"

#include "documents/basics/tone.h"
#include "documents/migration/lab_text.h"
#include "ui/widgets/confirm_button.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/focus_return.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int applyQuestionWidth = 520;

QString stepsText(const gamecode::LabResults& results)
{
    QStringList lines;
    for (const gamecode::StepResult& step : results.steps)
        if (step.applied > 0)
            lines << ApplyQuestion::tr("%1: %n record(s)", nullptr, int(step.applied))
                         .arg(QString::fromStdString(step.name));
    return lines.join(u'\n');
}

} // namespace

ApplyQuestion::ApplyQuestion(const QString& universe, const QString& store,
                             const gamecode::LabResults& results, QWidget* parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"applyQuestion"_s);
    setWindowTitle(tr("Apply Migrations"));
    const int writes = int(results.migrated);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::huge, documents::spacing::large,
                               documents::spacing::huge, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(makeDialogTitle(
        tr("Migrate up to %n record(s) of %1 in %2 now?", nullptr, writes).arg(store, universe),
        this));
    column->addWidget(makeDialogText(
        tr("Each record is read again and migrated under its lock. Records that a game server has "
           "locked are set aside and tried again. What is written is one group of the journal and "
           "can be taken back as a whole."),
        this));
    column->addWidget(
        makeDialogText(tr("The dry run: %1").arg(documents::resultText(results)), this));
    if (const QString steps = stepsText(results); !steps.isEmpty())
        column->addWidget(makeDialogText(steps, this));
    if (!results.isGood()) {
        QLabel* warning = makeDialogText(
            tr("Records that fail in a step, or that the schema rejects, stay as they are."), this);
        QPalette colours = palette();
        colours.setColor(QPalette::WindowText, documents::tone(documents::Tone::Danger, palette()));
        warning->setPalette(colours);
        column->addWidget(warning);
    }
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"apply.cancel"_s);
    cancel->setAutoDefault(false);
    auto* confirm = new ConfirmButton(tr("Migrate %n record(s)", nullptr, writes), this);
    confirm->setObjectName(u"apply.confirm"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(confirm, &QPushButton::clicked, this, [this] {
        emit confirmed();
        accept();
    });
    auto* row = new QHBoxLayout;
    row->setSpacing(documents::spacing::small);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(confirm);
    column->addLayout(row);
    returnFocusAfter(this);
    resize(applyQuestionWidth, sizeHint().height());
}

} // namespace plectrum::ui

#include "moc_apply_question.cpp"
