// SPDX-License-Identifier: MIT
#include "ui/keys/element_names_dialog.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "ui/record/json_value_editors.h"
#include "ui/widgets/focus_return.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

ElementNamesDialog::ElementNamesDialog(const editing::StoreListing& store,
                                       const QStringList& members, QWidget* parent)
    : QDialog(parent)
    , m_members(new QPlainTextEdit(members.join(u'\n'), this))
{
    setObjectName(u"elementNames"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Array Elements of %1").arg(documents::visibleName(store.name)));
    auto* explanation = new QLabel(
        tr("When a save, an undo or a commit meets changes of others, the elements of an array are "
           "matched by a member that tells them apart: id, uuid, guid, uid, key, _id, itemId, "
           "userId, name or slug. If this store has others, name them here, one on each line. A "
           "member counts where all elements have it, each with another number or text."),
        this);
    explanation->setWordWrap(true);
    explanation->setTextFormat(Qt::PlainText);
    m_members->setObjectName(u"elementNames.members"_s);
    m_members->setAccessibleName(tr("Members, one on each line"));
    m_members->setPlaceholderText(tr("slot"));
    m_members->setTabChangesFocus(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ElementNamesDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(explanation);
    column->addWidget(m_members, 1);
    column->addWidget(buttons);
    returnFocusAfter(this);
    resize(460, 320);
    m_members->setFocus();
}

/// As they are typed: a space may be part of a name.
void ElementNamesDialog::choose()
{
    emit chosen(exactText(*m_members).split(u'\n', Qt::SkipEmptyParts));
    accept();
}

} // namespace plectrum::ui

#include "moc_element_names_dialog.cpp"
