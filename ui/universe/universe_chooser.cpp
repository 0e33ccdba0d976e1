// SPDX-License-Identifier: MIT
#include "ui/universe/universe_chooser.h"

#include "documents/basics/failure_text.h"
#include "ui/connect/connect_dialog.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/icon.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>

namespace plectrum::ui {

using namespace Qt::StringLiterals;
using datastore::UniverseSpec;

namespace {

UniverseSpec specOf(const QString& path)
{
    return {.kind = UniverseSpec::Kind::File, .path = path.toStdString()};
}

/// In the folder of the last universe, where the next one probably is.
QString startFolder(const Settings& settings)
{
    for (const UniverseSpec& spec : settings.recentUniverses())
        if (spec.kind == UniverseSpec::Kind::File)
            return QFileInfo(QString::fromStdString(spec.path)).absolutePath();
    return QDir::homePath();
}

QFileDialog* makeDialog(const QString& title, const QString& folder, QWidget* window)
{
    auto* dialog = new QFileDialog(window, title, folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"universeDialog"_s);
    dialog->setNameFilters(
        {UniverseChooser::tr("Universes (*.plectrum)"), UniverseChooser::tr("All files (*)")});
    returnFocusAfter(dialog);
    return dialog;
}

} // namespace

UniverseChooser::UniverseChooser(Settings& settings, QWidget* window)
    : QObject(window)
    , m_settings(settings)
    , m_window(window)
    , m_tasks(async::TaskOwner::ErrorSink())
{
}

void UniverseChooser::chooseFile()
{
    QFileDialog* dialog = makeDialog(tr("Open Universe"), startFolder(m_settings), m_window);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { emit openRequested(specOf(path)); });
    dialog->open();
}

void UniverseChooser::chooseNewFile()
{
    QFileDialog* dialog = makeDialog(tr("New Universe"), startFolder(m_settings), m_window);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(u"plectrum"_s);
    // It is never overwritten: who opens it says so.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { emit newRequested(specOf(path)); });
    dialog->open();
}

void UniverseChooser::chooseDemo()
{
    emit openRequested({.kind = UniverseSpec::Kind::Demo, .path = {}});
}

void UniverseChooser::setDesk(documents::CloudDesk& desk)
{
    m_desk = &desk;
}

void UniverseChooser::chooseCloud(const documents::Connection& known)
{
    if (!m_desk)
        return;
    auto* dialog = new ConnectDialog(*m_desk, known, m_window);
    connect(dialog, &ConnectDialog::connectionMade, this, &UniverseChooser::apply);
    dialog->open();
}

void UniverseChooser::apply(const documents::Connection& connection)
{
    m_settings.setConnection(connection);
    emit connectionsChanged();
    emit openRequested(
        {.kind = UniverseSpec::Kind::OpenCloud, .path = {}, .cloud = connection.spec});
}

/// As the user named it; production is marked by word.
QString UniverseChooser::nameOf(const UniverseSpec& spec) const
{
    if (spec.kind == UniverseSpec::Kind::File)
        return QFileInfo(QString::fromStdString(spec.path)).completeBaseName();
    if (spec.kind != UniverseSpec::Kind::OpenCloud)
        return tr("Demo universe");
    QString name = tr("Universe %1").arg(spec.cloud.universeId);
    for (const documents::Connection& known : m_settings.connections())
        if (known.spec == spec.cloud)
            name = known.name;
    return spec.cloud.isProduction ? tr("%1 (PRODUCTION)").arg(name) : name;
}

void UniverseChooser::fillRecent(QMenu* menu)
{
    menu->clear();
    for (const UniverseSpec& spec : m_settings.recentUniverses()) {
        const QString path = QString::fromStdString(spec.path);
        const bool isFile = spec.kind == UniverseSpec::Kind::File;
        if (isFile && !QFileInfo::exists(path))
            continue;
        QString text = nameOf(spec);
        text.replace(u'&', u"&&"_s);
        const bool isCloud = spec.kind == UniverseSpec::Kind::OpenCloud;
        QAction* action = menu->addAction(icon(isCloud ? u"server"_s : u"database"_s), text);
        action->setToolTip(isFile ? QDir::toNativeSeparators(path) : text);
        connect(action, &QAction::triggered, this, [this, spec] { emit openRequested(spec); });
    }
    menu->setToolTipsVisible(true);
    if (menu->isEmpty())
        menu->addAction(tr("None yet"))->setEnabled(false);
}

void UniverseChooser::fillConnections(QMenu* menu)
{
    menu->clear();
    const auto connections = m_settings.connections();
    for (const documents::Connection& connection : connections)
        menu->addMenu(makeConnectionMenu(connection, menu));
    if (connections.empty()) {
        menu->addAction(tr("None yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    QAction* all = menu->addAction(icon(u"download"_s), tr("&Export without Keys…"));
    all->setObjectName(u"connections.export"_s);
    connect(all, &QAction::triggered, this, &UniverseChooser::chooseExport);
}

QList<QMenu*> UniverseChooser::connectionMenus()
{
    QList<QMenu*> menus;
    for (const documents::Connection& connection : m_settings.connections())
        menus.append(makeConnectionMenu(connection, nullptr));
    return menus;
}

QMenu* UniverseChooser::makeConnectionMenu(const documents::Connection& connection, QMenu* parent)
{
    const UniverseSpec spec{
        .kind = UniverseSpec::Kind::OpenCloud, .path = {}, .cloud = connection.spec};
    QString title = nameOf(spec);
    title.replace(u'&', u"&&"_s);
    auto* menu = new QMenu(title, parent);
    menu->setObjectName(u"connection."_s + connection.name);
    const auto add = [menu](const QString& iconName, const QString& text, auto does) {
        QObject::connect(menu->addAction(icon(iconName), text), &QAction::triggered, menu, does);
    };
    add(u"go"_s, tr("&Open"), [this, spec] { emit openRequested(spec); });
    add(u"edit"_s, tr("&Change…"), [this, connection] { chooseCloud(connection); });
    add(u"duplicate"_s, tr("&Duplicate…"), [this, connection] {
        documents::Connection copy = connection;
        copy.name = tr("%1 (copy)").arg(connection.name);
        copy.spec.placeId = 0;
        chooseCloud(copy);
    });
    add(u"remove"_s, tr("&Remove…"), [this, connection] { askToRemove(connection); });
    return menu;
}

void UniverseChooser::askToRemove(const documents::Connection& connection)
{
    confirmRemoval({.text = tr("Remove %1?").arg(connection.name),
                    .consequence = tr("Its API key is taken out of the keychain with it. Nothing "
                                      "happens to the universe."),
                    .confirm = tr("Remove")},
                   [this, connection] { m_tasks.start(remove(connection, m_tasks.stopToken())); });
}

void UniverseChooser::confirmRemoval(const Removal& removal, const std::function<void()>& confirmed)
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Remove Connection"), removal.text,
                                QMessageBox::NoButton, m_window);
    box->setObjectName(u"removeConnection"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(removal.consequence);
    box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    auto* confirm = box->addButton(removal.confirm, QMessageBox::AcceptRole);
    confirm->setObjectName(u"removeConnection.confirm"_s);
    connect(confirm, &QAbstractButton::clicked, this, confirmed);
    returnFocusAfter(box);
    box->open();
}

/// The key first: what stays can be removed again. Without a keychain a connection can still go.
async::Task<void> UniverseChooser::remove(documents::Connection connection, std::stop_token stop)
{
    std::exception_ptr error;
    try {
        if (m_desk)
            co_await m_desk->forgetKey(connection.spec);
    } catch (...) {
        error = std::current_exception();
    }
    async::throwIfStopped(stop);
    if (error) {
        confirmRemoval(
            {.text =
                 tr("The key of %1 could not be taken out of the keychain.").arg(connection.name),
             .consequence = tr("%1 If this computer keeps the key, it stays there.")
                                .arg(documents::failureText(error)),
             .confirm = tr("Remove All the Same")},
            [this, connection] { forget(connection); });
        co_return;
    }
    forget(connection);
}

void UniverseChooser::forget(const documents::Connection& connection)
{
    m_settings.forgetConnection(connection);
    emit connectionsChanged();
}

void UniverseChooser::chooseExport()
{
    auto* dialog = new QFileDialog(m_window, tr("Export Connections"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"exportConnections"_s);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("JSON (*.json)"), tr("All files (*)")});
    dialog->setDefaultSuffix(u"json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &UniverseChooser::exportTo);
    returnFocusAfter(dialog);
    dialog->open();
}

void UniverseChooser::exportTo(const QString& path)
{
    const QByteArray text = documents::connectionsToJson(m_settings.connections());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        showFailure(tr("The connections were not exported"), file.errorString());
}

void UniverseChooser::showFailure(const QString& title, const QString& why)
{
    auto* box =
        new QMessageBox(QMessageBox::Warning, tr("Plectrum"), title, QMessageBox::Close, m_window);
    box->setObjectName(u"universeFailure"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(why);
    returnFocusAfter(box);
    box->open();
}

} // namespace plectrum::ui

#include "moc_universe_chooser.cpp"
