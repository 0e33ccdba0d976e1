// SPDX-License-Identifier: MIT
#include "ui/console/write_question.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "ui/widgets/confirm_button.h"
#include "ui/widgets/diff_view.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

WriteQuestion::WriteQuestion(std::shared_ptr<const documents::ConsoleQuestion> question,
                             QWidget* parent)
    : QDialog(parent)
    , m_question(std::move(question))
    , m_forAll(new QCheckBox(tr("Do not ask for the other writes of this input"), this))
{
    setObjectName(u"writeQuestion"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_question->writes.size() > 1 ? tr("The Script Commits a Transaction")
                                                 : tr("The Script Writes a Key"));
    m_forAll->setObjectName(u"write.forAll"_s);
    auto* text = new QLabel(explanation(), this);
    text->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(text);
    column->addWidget(makeDifferences(), 1);
    column->addWidget(m_forAll);
    column->addWidget(makeButtons());
    resize(760, 520);
}

QString WriteQuestion::explanation() const
{
    const QString store = documents::visibleName(m_question->store);
    if (m_question->writes.size() == 1)
        return tr("This is what changes in the store %1. The key stays locked meanwhile.")
            .arg(store);
    return tr("This is what changes in the store %1: all of it is written, or nothing. The keys "
              "stay locked meanwhile.")
        .arg(store);
}

QWidget* WriteQuestion::makeDifferences()
{
    auto* all = new QSplitter(Qt::Vertical, this);
    for (const store::SessionWrite& write : m_question->writes) {
        auto* one = new QWidget(all);
        auto* title = new QLabel(documents::visibleName(write.key), one);
        QFont strong = title->font();
        strong.setWeight(QFont::DemiBold);
        title->setFont(strong);
        title->setTextFormat(Qt::PlainText);
        auto* diff = new DiffView(one);
        diff->setColumnTitles(tr("Before"), tr("After"));
        diff->setEqualText(tr("The same data"),
                           tr("What is kept around it changes: applied migrations, user ids."));
        diff->compare(write.before, write.after);
        auto* column = new QVBoxLayout(one);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(documents::spacing::tiny);
        column->addWidget(title);
        column->addWidget(diff, 1);
    }
    return all;
}

QWidget* WriteQuestion::makeButtons()
{
    auto* bar = new QWidget(this);
    auto* refuse = new QPushButton(tr("Do Not Write"), bar);
    refuse->setObjectName(u"write.refuse"_s);
    refuse->setAutoDefault(false);
    auto* confirm = new ConfirmButton(tr("Write"), this);
    confirm->setObjectName(u"write.confirm"_s);
    connect(refuse, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, [this] { emit answered(false, false); });
    connect(confirm, &QPushButton::clicked, this, [this] {
        emit answered(true, m_forAll->isChecked());
        accept();
    });
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::small);
    row->addStretch(1);
    row->addWidget(refuse);
    row->addWidget(confirm);
    return bar;
}

} // namespace plectrum::ui

#include "moc_write_question.cpp"
