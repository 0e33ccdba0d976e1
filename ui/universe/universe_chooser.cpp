// SPDX-License-Identifier: MIT
#include "ui/universe/universe_chooser.h"

#include "ui/connect/connect_dialog.h"
#include "ui/widgets/focus_return.h"
#include "ui/widgets/icon.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>

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
    connect(dialog, &ConnectDialog::connectionMade, this, &UniverseChooser::adopt);
    dialog->open();
}

void UniverseChooser::adopt(const documents::Connection& connection)
{
    m_settings.setConnection(connection);
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

void UniverseChooser::tellFailure(const QString& title, const QString& why)
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
