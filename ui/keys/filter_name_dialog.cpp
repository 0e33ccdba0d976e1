// SPDX-License-Identifier: MIT
#include "ui/keys/filter_name_dialog.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/focus_return.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

FilterNameDialog::FilterNameDialog(const SavedFilter& filter, QWidget* parent)
    : QDialog(parent)
    , m_name(new QLineEdit(filter.filter.isEmpty() ? filter.prefix : filter.filter, this))
    , m_confirm(new QPushButton(tr("Save Filter"), this))
{
    setObjectName(u"filterNameDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Save This Filter"));
    returnFocusAfter(this);
    m_name->setObjectName(u"filterName"_s);
    m_name->selectAll();
    m_confirm->setObjectName(u"filterName.confirm"_s);
    m_confirm->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    auto* form = new QFormLayout;
    form->setSpacing(documents::spacing::medium);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("Starts with"), makeDialogText(documents::visibleName(filter.prefix), this));
    form->addRow(tr("Contains"), makeDialogText(documents::visibleName(filter.filter), this));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(makeDialogTitle(tr("Save This Filter"), this));
    column->addLayout(form);
    column->addLayout(buttons);
    setMinimumWidth(380);
    m_name->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &FilterNameDialog::confirm);
    connect(m_name, &QLineEdit::textChanged, m_confirm,
            [this](const QString& text) { m_confirm->setEnabled(!text.trimmed().isEmpty()); });
    m_confirm->setEnabled(!m_name->text().trimmed().isEmpty());
}

void FilterNameDialog::confirm()
{
    emit named(m_name->text().trimmed());
    accept();
}

} // namespace plectrum::ui

#include "moc_filter_name_dialog.cpp"
