// SPDX-License-Identifier: MIT
#include "ui/shell/unlock_dialog.h"

#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/production.h"
#include "ui/widgets/dialog_text.h"
#include "ui/widgets/focus_return.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int defaultWidth = 520;

} // namespace

UnlockDialog::UnlockDialog(documents::Production& production, QWidget* parent)
    : QDialog(parent)
    , m_production(production)
    , m_typed(new QLineEdit(this))
    , m_minutes(new QSpinBox(this))
    , m_confirm(new QPushButton(tr("&Unlock for Writing"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"unlock"_s);
    setWindowTitle(tr("Unlock for Writing"));
    build();
    connect(m_typed, &QLineEdit::textChanged, this,
            [this] { m_confirm->setEnabled(m_typed->text() == m_production.name()); });
    connect(m_confirm, &QPushButton::clicked, this, &UnlockDialog::confirm);
    m_confirm->setEnabled(false);
    m_typed->setFocus();
    returnFocusAfter(this);
}

void UnlockDialog::build()
{
    const QString name = documents::visibleName(m_production.name());
    QLabel* title = makeDialogTitle(tr("Unlock %1 for writing?").arg(name), this);
    m_typed->setObjectName(u"unlock.name"_s);
    m_typed->setPlaceholderText(name);
    m_typed->setAccessibleName(tr("The universe's name, typed to confirm"));
    m_minutes->setObjectName(u"unlock.minutes"_s);
    m_minutes->setRange(1, int(documents::Production::maxTime.count()));
    m_minutes->setValue(int(documents::Production::defaultTime.count()));
    m_minutes->setSuffix(tr(" min"));
    m_confirm->setObjectName(u"unlock.confirm"_s);
    m_confirm->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"unlock.cancel"_s);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* fields = new QFormLayout;
    fields->setHorizontalSpacing(documents::spacing::large);
    fields->addRow(tr("&Type its name:"), m_typed);
    fields->addRow(tr("&For:"), m_minutes);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(documents::spacing::small);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(documents::spacing::large, documents::spacing::large,
                               documents::spacing::large, documents::spacing::large);
    column->setSpacing(documents::spacing::medium);
    column->addWidget(title);
    column->addWidget(
        makeDialogText(tr("Players are in it. Until the time is over, what you save, "
                          "restore, undo or commit in this window is written to their "
                          "data. Then it is read-only again by itself."),
                       this));
    column->addLayout(fields);
    column->addStretch(1);
    column->addLayout(buttons);
    resize(defaultWidth, sizeHint().height());
}

void UnlockDialog::confirm()
{
    if (m_production.unlock(m_typed->text(), std::chrono::minutes(m_minutes->value())))
        accept();
}

} // namespace plectrum::ui

#include "moc_unlock_dialog.cpp"
