// SPDX-License-Identifier: MIT
#include "ui/save/save_dialog.h"

#include "documents/basics/tone.h"
#include "documents/history/diff_model.h"
#include "ui/widgets/confirm_button.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/tone_label.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

SaveDialog::SaveDialog(const Question& question, QWidget* parent)
    : QDialog(parent)
    , m_diff(new DiffView(this))
    , m_explanation(new QLabel(question.explanation, this))
    , m_counts(new ToneLabel(documents::Tone::Muted, this))
    , m_confirm(new ConfirmButton(question.confirmText, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(question.title);
    setAccessibleDescription(question.explanation);
    build(question);
    returnFocusAfter(this);
    connect(m_diff, &DiffView::compared, this, &SaveDialog::showCounts);
    connect(m_confirm, &QPushButton::clicked, this, &SaveDialog::confirm);
    m_diff->setEqualText(tr("No difference in the data"), {});
    m_diff->setFocus();
    if (question.difference)
        m_diff->showDifference(*question.difference);
    else
        m_diff->compare(question.before, question.after);
}

void SaveDialog::build(const Question& question)
{
    auto* title = new QLabel(question.title, this);
    QFont strong = title->font();
    strong.setPointSizeF(strong.pointSizeF() * 1.25);
    strong.setWeight(QFont::DemiBold);
    title->setFont(strong);
    title->setTextFormat(Qt::PlainText);
    m_explanation->setObjectName(u"save.explanation"_s);
    m_explanation->setTextFormat(Qt::PlainText);
    m_explanation->setWordWrap(true);
    m_explanation->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_explanation->setVisible(!question.explanation.isEmpty());
    m_counts->setObjectName(u"save.counts"_s);
    m_counts->setText(tr("Comparing…"));

    auto* frame = new QFrame(this);
    frame->setFrameShape(QFrame::Box);
    frame->setFrameShadow(QFrame::Plain);
    frame->setForegroundRole(QPalette::Mid); // one line, as between all parts
    auto* framed = new QVBoxLayout(frame);
    framed->setContentsMargins(1, 1, 1, 1);
    framed->addWidget(m_diff);

    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"save.cancel"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_confirm->setObjectName(u"save.confirm"_s);
    cancel->setAutoDefault(false);
    setTabOrder(cancel, m_confirm);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(documents::spacing::small);
    buttons->addWidget(m_counts, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    layout->setSpacing(documents::spacing::medium);
    layout->addWidget(title);
    layout->addWidget(m_explanation);
    layout->addWidget(frame, 1);
    layout->addLayout(buttons);
    resize(760, 460);
}

void SaveDialog::setConfirmText(const QString& text)
{
    m_confirm->setText(text);
}

void SaveDialog::setExplanation(const QString& text)
{
    m_explanation->setText(text);
    m_explanation->setVisible(!text.isEmpty());
    setAccessibleDescription(text);
}

void SaveDialog::showCounts()
{
    // A view that gets the focus makes a row the current one without selecting it.
    if (const QModelIndex first = m_diff->model()->index(0, documents::DiffModel::PointerColumn);
        first.isValid())
        m_diff->tree()->selectionModel()->setCurrentIndex(
            first, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const QString summary = m_diff->summary();
    m_counts->setText(summary.isEmpty() ? tr("No difference in the data") : summary);
}

void SaveDialog::confirm()
{
    emit confirmed();
    accept();
}

/// Enter presses the button that has the focus and no other.
void SaveDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QDialog::keyPressEvent(event);
        return;
    }
    if (auto* button = qobject_cast<QPushButton*>(focusWidget()))
        button->click();
}

} // namespace plectrum::ui

#include "moc_save_dialog.cpp"
