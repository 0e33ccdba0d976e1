// SPDX-License-Identifier: MIT
#include "ui/shell/go_to_key_dialog.h"

#include "datastore/limits.h"
#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/keys/key_list_model.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/icon.h"

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

GoToKeyDialog::GoToKeyDialog(const std::vector<editing::StoreListing>& stores,
                             const std::optional<editing::StoreListing>& current, QWidget* parent)
    : QDialog(parent)
    , m_stores(stores)
    , m_store(new QComboBox(this))
    , m_key(new QLineEdit(this))
    , m_note(new QLabel(this))
{
    setObjectName(u"goToKeyDialog"_s);
    setWindowTitle(tr("Go to Key"));
    setAttribute(Qt::WA_DeleteOnClose);
    returnFocusAfter(this);
    setMinimumWidth(420);
    m_store->setObjectName(u"goToKeyStore"_s);
    m_key->setObjectName(u"goToKeyName"_s);
    for (const auto& store : m_stores)
        m_store->addItem(
            icon(store.kind == store::KeyAddress::Kind::Lyra ? u"store"_s : u"table"_s),
            documents::visibleName(store.name));
    if (const auto found = std::ranges::find(m_stores, current); found != m_stores.end())
        m_store->setCurrentIndex(static_cast<int>(found - m_stores.begin()));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_open = buttons->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
    m_open->setDefault(true);
    m_make = buttons->addButton(tr("New Record…"), QDialogButtonBox::ActionRole);
    m_make->setObjectName(u"goToKeyMake"_s);
    m_make->setAutoDefault(false);
    connect(m_make, &QPushButton::clicked, this, &GoToKeyDialog::make);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(documents::spacing::large, documents::spacing::large,
                             documents::spacing::large, documents::spacing::large);
    form->setSpacing(documents::spacing::medium);
    form->addRow(tr("&Key"), m_key);
    form->addRow(tr("&Store"), m_store);
    form->addRow(QString(), m_note);
    form->addRow(buttons);
    m_key->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &GoToKeyDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_key, &QLineEdit::textChanged, this, &GoToKeyDialog::check);
    check();
}

void GoToKeyDialog::setPurpose(const QString& title, const QString& openText)
{
    setWindowTitle(title);
    m_open->setText(openText);
    m_make->hide();
    m_note->hide();
}

void GoToKeyDialog::setLoadedKeys(documents::KeyListModel* keys)
{
    m_loaded = keys;
    connect(m_store, &QComboBox::currentIndexChanged, this, &GoToKeyDialog::complete);
    connect(m_store, &QComboBox::currentIndexChanged, this, &GoToKeyDialog::check);
    complete();
}

void GoToKeyDialog::complete()
{
    const auto at = static_cast<std::size_t>(std::max(0, m_store->currentIndex()));
    if (at >= m_stores.size() || m_loaded->store() != m_stores[at])
        return m_key->setCompleter(nullptr);
    auto* completer = new QCompleter(m_loaded, m_key);
    completer->setCompletionRole(documents::KeyListModel::KeyRole);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_key->setCompleter(completer);
}

void GoToKeyDialog::check()
{
    const auto length = static_cast<std::size_t>(m_key->text().toUtf8().size());
    const bool isTooLong = length > datastore::limits::keyLength;
    const bool isGood = length > 0 && !isTooLong && !m_stores.empty();
    m_open->setEnabled(isGood);
    m_make->setEnabled(isGood && !isLoaded());
    if (isTooLong)
        m_note->setText(tr("A key has at most %1 bytes; this has %2.")
                            .arg(datastore::limits::keyLength)
                            .arg(length));
    else if (isGood && !isLoaded())
        m_note->setText(tr("It is not among the loaded keys. Open shows whether it is there; New "
                           "Record makes it when it is not."));
    else
        m_note->setText(tr("It opens also when the key is not listed, or not there yet."));
}

bool GoToKeyDialog::isLoaded() const
{
    const store::KeyAddress typed = address();
    const auto store = m_loaded ? m_loaded->store() : std::nullopt;
    return store && store->kind == typed.kind && store->name == typed.store
        && m_loaded->indexOf(typed.key).isValid();
}

store::KeyAddress GoToKeyDialog::address() const
{
    store::KeyAddress address;
    const auto at = static_cast<std::size_t>(std::max(0, m_store->currentIndex()));
    if (at < m_stores.size()) {
        address.kind = m_stores[at].kind;
        address.store = m_stores[at].name;
    }
    address.key = m_key->text().toStdString();
    return address;
}

void GoToKeyDialog::make()
{
    const store::KeyAddress wanted = address();
    accept();
    emit newRecordWanted(wanted);
}

void GoToKeyDialog::choose()
{
    if (!m_open->isEnabled())
        return;
    const store::KeyAddress wanted = address();
    accept();
    emit chosen(wanted);
}

} // namespace plectrum::ui
