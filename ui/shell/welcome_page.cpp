// SPDX-License-Identifier: MIT
#include "ui/shell/welcome_page.h"

#include "documents/basics/tone.h"
#include "ui/widgets/icon.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel* makeLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setAlignment(Qt::AlignHCenter);
    label->setWordWrap(true);
    return label;
}

QString plainText(const QAction* action)
{
    return action->text().remove(u'&');
}

/// A button that runs an action, with its shortcut beside it.
void addActionRow(QGridLayout* grid, QAction* action, QWidget* parent)
{
    const int row = grid->rowCount();
    auto* button = new QPushButton(action->icon(), plainText(action), parent);
    button->setFlat(true);
    button->setStyleSheet(u"QPushButton { text-align: left; padding: 5px 10px; }"_s);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    auto* shortcut = new QLabel(action->shortcut().toString(QKeySequence::NativeText), parent);
    shortcut->setForegroundRole(QPalette::PlaceholderText);
    shortcut->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(button, row, 0);
    grid->addWidget(shortcut, row, 1);
}

QToolButton* makeToolButton(const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

/// A button that opens the connection, and one with what else can be done with it.
QLayout* makeConnectionRow(QMenu* menu, QWidget* parent)
{
    auto* open = makeToolButton(u"welcome."_s + menu->objectName(), parent);
    open->setText(menu->title());
    open->setIcon(icon(u"server"_s));
    open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    QObject::connect(open, &QToolButton::clicked, menu->actions().front(), &QAction::trigger);
    auto* more = makeToolButton(u"welcome.more."_s + menu->objectName(), parent);
    more->setIcon(icon(u"chevron-down"_s));
    more->setToolTip(WelcomePage::tr("Change, duplicate or remove it"));
    more->setAccessibleName(more->toolTip());
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(menu);
    auto* row = new QHBoxLayout;
    row->setSpacing(documents::spacing::tiny);
    row->addStretch(1);
    row->addWidget(open);
    row->addWidget(more);
    row->addStretch(1);
    return row;
}

} // namespace

WelcomePage::WelcomePage(const QString& universe, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(u"welcomePage"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* picture = makeLabel({}, this);
    picture->setPixmap(icon(u"plectrum"_s).pixmap(QSize(56, 56), devicePixelRatio()));
    auto* title = makeLabel(tr("No record open"), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto* hint =
        makeLabel(tr("Choose a store and click a key on the left to see its record.\nUniverse: %1")
                      .arg(universe),
                  this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(documents::spacing::huge);
    grid->setVerticalSpacing(documents::spacing::tiny);
    for (QAction* action : actions)
        addActionRow(grid, action, this);
    auto* centre = new QHBoxLayout;
    centre->addStretch();
    centre->addLayout(grid);
    centre->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(documents::spacing::medium);
    layout->addStretch(2);
    layout->addWidget(picture);
    layout->addWidget(title);
    layout->addWidget(hint);
    layout->addSpacing(documents::spacing::medium);
    layout->addLayout(centre);
    m_rows = new QVBoxLayout;
    layout->addLayout(m_rows);
    layout->addStretch(3);
}

void WelcomePage::showConnections(const QList<QMenu*>& menus)
{
    constexpr qsizetype most = 6; // all of them are in the menu File
    if (m_connections) { // one of its menus may be what leads here
        m_connections->hide();
        m_connections->deleteLater();
    }
    m_connections = new QWidget(this);
    auto* column = new QVBoxLayout(m_connections);
    column->setSpacing(documents::spacing::tiny);
    if (!menus.isEmpty()) {
        auto* heading = makeLabel(tr("Connections"), m_connections);
        heading->setForegroundRole(QPalette::PlaceholderText);
        column->addWidget(heading);
    }
    for (QMenu* menu : menus) {
        menu->setParent(m_connections, menu->windowFlags());
        if (column->count() > most || menu->isEmpty())
            continue;
        column->addLayout(makeConnectionRow(menu, m_connections));
    }
    m_rows->addWidget(m_connections);
}

} // namespace plectrum::ui
