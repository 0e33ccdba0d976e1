// SPDX-License-Identifier: MIT
// The window in a language of brackets and long words, from screen to screen: each text comes from
// the translations, is found there in German, too, and has room.
#include "async/pool_executor.h"
#include "documents/history/record_history.h"
#include "documents/history/version_list_model.h"
#include "documents/keys/key_list_model.h"
#include "documents/locks/lock_status.h"
#include "documents/record/record_document.h"
#include "plectrum/language.h"
#include "plectrum/windows.h"
#include "support/pseudo_language.h"
#include "support/waiting.h"
#include "ui/connect/connect_dialog.h"
#include "ui/history/history_panel.h"
#include "ui/history/version_timeline.h"
#include "ui/keys/key_browser.h"
#include "ui/locks/break_lock_dialog.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"
#include "ui/shell/record_tabs.h"
#include "ui/shell/unsaved_question.h"
#include "ui/widgets/tone_label.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTextDocumentFragment>
#include <QToolButton>

namespace tst_pseudo_language {

using namespace Qt::StringLiterals;
using namespace plectrum;
using test::PseudoLanguage;

namespace {

constexpr QSize windowSize{1280, 800};

/// What stands in a widget for people to read, and what of it is meant.
struct Shown
{
    QString what;
    QString text;
};

void addActions(QList<Shown>& all, const QWidget* widget)
{
    for (const QAction* action : widget->actions()) {
        all.append({u"action "_s + action->objectName(), action->text()});
        all.append({u"tool tip of action "_s + action->objectName(), action->toolTip()});
    }
}

void addHeaders(QList<Shown>& all, const QHeaderView* header)
{
    for (int i = 0; header->model() && i < header->count(); ++i)
        if (!header->isSectionHidden(i))
            all.append(
                {u"heading"_s, header->model()->headerData(i, header->orientation()).toString()});
}

void addTexts(QList<Shown>& all, const QWidget* widget)
{
    const QString name =
        QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName() + u' ';
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        all.append({name, label->text()});
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        all.append({name, button->text()});
    if (const auto* field = qobject_cast<const QLineEdit*>(widget))
        all.append({name + u"placeholder"_s, field->placeholderText()});
    if (const auto* menu = qobject_cast<const QMenu*>(widget))
        all.append({name + u"title"_s, menu->title()});
    if (const auto* header = qobject_cast<const QHeaderView*>(widget))
        addHeaders(all, header);
    if (const auto* bar = qobject_cast<const QTabBar*>(widget))
        for (int i = 0; i < bar->count(); ++i)
            all.append({name + u"tab"_s, bar->tabText(i)});
    if (const auto* box = qobject_cast<const QComboBox*>(widget))
        for (int i = 0; i < box->count(); ++i)
            all.append({name + u"item"_s, box->itemText(i)});
    if (widget->isWindow() || qobject_cast<const QDockWidget*>(widget))
        all.append({name + u"title"_s, widget->windowTitle()});
    if (widget->objectName().startsWith("qt_"_L1)) // Qt says what they are
        return;
    all.append({name + u"tool tip"_s, widget->toolTip()});
    all.append({name + u"accessible name"_s, widget->accessibleName()});
}

/// Of all that can be seen now, menus as if they were open.
QList<Shown> textsNow()
{
    QList<Shown> all;
    for (const QWidget* widget : QApplication::allWidgets()) {
        const bool isMenu = qobject_cast<const QMenu*>(widget) && widget->parentWidget()
            && widget->parentWidget()->window()->isVisible();
        if (!widget->isVisible() && !isMenu)
            continue;
        addTexts(all, widget);
        addActions(all, widget);
    }
    return all;
}

QString plain(const QString& text)
{
    return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
}

/// Whether it lacks room: what stands in it is wider than it is, or, in lines, higher.
bool isCut(const QWidget* widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(widget)) {
        if (label->text().isEmpty())
            return false;
        if (label->wordWrap())
            return label->heightForWidth(label->width()) > label->height();
        // The others that are one line end in "…", and tell the rest in a tool tip.
        const int needed = label->sizeHint().width();
        const bool elides = qobject_cast<const ui::ToneLabel*>(widget) != nullptr;
        return label->width() < (elides ? needed / 4 : needed);
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        return !button->text().isEmpty() && button->sizeHint().width() > button->width();
    return false;
}

} // namespace

class TestPseudoLanguage final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        app::installLanguage(*QCoreApplication::instance(), u"de"_s);
        m_german = QCoreApplication::instance()->findChildren<QTranslator*>();
        QVERIFY(!m_german.isEmpty());
        QCoreApplication::installTranslator(&m_pseudo);
        QLocale::setDefault(QLocale::c());
    }
    void cleanupTestCase() { QCoreApplication::removeTranslator(&m_pseudo); }

    void itsTexts()
    {
        QCOMPARE(PseudoLanguage::textOf(u"&Save %1 of %Ln…"_s), u"«&Sååvéé %1 ööf %Ln…»"_s);
        QCOMPARE(PseudoLanguage::outside(u"players · «Lööčk: «frééé» nöw»!"_s), u"players · !"_s);
    }

    void everyScreen()
    {
        m_windows.disableSimulation();
        app::OpenWindow& opened =
            m_windows.open({.kind = datastore::UniverseSpec::Kind::Demo,
                            .path = m_folder.filePath(u"demo.plectrum"_s).toStdString()});
        m_window = opened.window.get();
        m_workspace = opened.workspace.get();
        m_window->resize(windowSize);
        m_window->show();
        QVERIFY(test::waitForActive(m_window));
        QTRY_VERIFY(!m_workspace->isListingStores());
        look(u"start"_s);
        panels();
        record();
        dialogs();
        transactions();
        closing();
        QCOMPARE(m_known.size(), 0);
    }

    /// A text that is asked for in another context than the one it is written down in stays
    /// English.
    void whatWasAskedForIsInGerman()
    {
        QStringList missing;
        QVERIFY(m_pseudo.asked().size() > 300);
        for (const auto& [context, source] : m_pseudo.asked()) {
            const bool isThere = std::ranges::any_of(m_german, [&](const QTranslator* german) {
                return !german->translate(context.constData(), source.constData(), nullptr, 2)
                            .isEmpty()
                    || !german->translate(context.constData(), source.constData(), "a date format")
                            .isEmpty();
            });
            if (!isThere)
                missing.append(QString::fromUtf8(context + ": " + source));
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

private:
    void look(const QString& screen)
    {
        QApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        for (const Shown& shown : textsNow())
            if (!isTranslated(plain(shown.text)))
                note(u"not translated: "_s + shown.what + u": "_s + shown.text, screen);
        for (const QWidget* widget : QApplication::allWidgets())
            if (widget->isVisible() && isCut(widget))
                note(u"cut: %1 %2: %3"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                             widget->objectName(), textOf(widget)),
                     u"%1, %2 of %3"_s.arg(screen)
                         .arg(widget->width())
                         .arg(widget->sizeHint().width()));
        const QString folder = qEnvironmentVariable("PLECTRUM_PICTURES");
        if (!folder.isEmpty())
            for (QWidget* window : QApplication::topLevelWidgets())
                if (window->isVisible())
                    window->grab().save(u"%1/pseudo-%2-%3.png"_s.arg(
                        folder, screen,
                        QString::fromLatin1(window->metaObject()->className()).section(u':', -1)));
    }

    static QString textOf(const QWidget* widget)
    {
        const auto* label = qobject_cast<const QLabel*>(widget);
        return label ? label->text() : qobject_cast<const QAbstractButton*>(widget)->text();
    }

    void note(const QString& fault, const QString& screen)
    {
        if (m_known.contains(fault))
            return;
        m_known.insert(fault);
        qWarning("%s (%s)", qPrintable(fault), qPrintable(screen));
    }

    /// Names of stores and keys, dates, units and shortcuts are data, not texts.
    bool isTranslated(const QString& text) const
    {
        QString rest = PseudoLanguage::outside(text);
        for (const QString& name : m_names)
            rest.remove(name);
        static const QRegularExpression data(
            u"https?://\\S+|\\b(OK|UTC|[KM]i?B|bytes|JSON|Plectrum|(Ctrl|Alt|Shift)\\+[^ ]*|"
            "(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun|"
            "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[0-9A-F]+(\\.[0-9A-F]+)*)(?=\\b|$)"_s);
        rest.remove(data);
        static const QRegularExpression words(u"\\p{L}{2,}"_s);
        return !words.match(rest).hasMatch();
    }

    QAction* action(const QString& name) const { return m_window->findChild<QAction*>(name); }

    template <typename Dialog>
    Dialog* dialog() const
    {
        for (auto* one : m_window->findChildren<Dialog*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }

    void panels()
    {
        for (const QString& name :
             {u"view.tasks"_s, u"view.journal"_s, u"view.log"_s, u"view.tasks"_s}) {
            action(name)->trigger();
            look(name);
        }
    }

    void record()
    {
        for (const auto& listed : m_workspace->stores())
            m_names.prepend(QString::fromStdString(listed.name)); // longer ones come later
        m_window->keyBrowser()->setCurrentStore(m_workspace->stores().front());
        const documents::KeyListModel* keys = m_window->keyBrowser()->keys();
        QTRY_VERIFY(keys->rowCount() > 4);
        m_address = keys->address(keys->index(4));
        m_names.append(QString::fromStdString(m_address.key));
        look(u"keys"_s);
        documents::RecordDocument* document = m_workspace->openRecord(m_address);
        QTRY_COMPARE(document->phase(), documents::RecordDocument::Phase::Ready);
        document->lock()->poll();
        QTRY_VERIFY(document->lock()->view().state != editing::LockState::Unknown);
        auto* history = m_window->findChild<ui::HistoryPanel*>();
        QTRY_VERIFY((history = m_window->findChild<ui::HistoryPanel*>())
                    && history->history()->versions().size() > 1
                    && !history->history()->isLoading());
        look(u"record"_s);
        auto* timeline = history->findChild<ui::VersionTimeline*>();
        timeline->choose(timeline->points().at(1).version);
        QTRY_VERIFY(!history->isStrip());
        look(u"version"_s);
        action(u"view.text"_s)->trigger();
        action(u"edit.find"_s)->trigger();
        look(u"text"_s);
    }

    void dialogs()
    {
        for (const QString& name : {u"help.palette"_s, u"help.shortcuts"_s, u"help.about"_s,
                                    u"file.goToKey"_s, u"file.connect"_s, u"keys.elements"_s}) {
            action(name)->trigger();
            QDialog* shown = dialog<QDialog>();
            QVERIFY2(shown, qPrintable(name));
            look(name);
            shown->close();
            QTRY_VERIFY(!dialog<QDialog>());
        }
        documents::RecordDocument* document = m_workspace->currentDocument();
        {
            ui::BreakLockDialog breaking(document->lock(), m_window);
            breaking.setAttribute(Qt::WA_DeleteOnClose, false);
            breaking.open();
            look(u"break the lock"_s);
        }
        QVERIFY(document->replace(json::Pointer({"coins"}), json::Value(std::int64_t(-1)))
                || document->replace(json::Pointer(), json::Value(std::int64_t(-1))));
        look(u"edited"_s);
        QTRY_VERIFY(action(u"record.save"_s)->isEnabled());
        action(u"record.save"_s)->trigger();
        QTRY_VERIFY(dialog<ui::SaveDialog>());
        look(u"save"_s);
        dialog<ui::SaveDialog>()->close();
        QTRY_VERIFY(!dialog<QDialog>());
    }

    void transactions()
    {
        action(u"file.newTransaction"_s)->trigger();
        look(u"transaction"_s);
        action(u"file.unfinished"_s)->trigger();
        look(u"unfinished"_s);
    }

    void closing()
    {
        m_window->close();
        QTRY_VERIFY(dialog<ui::UnsavedQuestion>());
        look(u"closing"_s);
        QTest::mouseClick(
            dialog<ui::UnsavedQuestion>()->findChild<QPushButton*>(u"unsaved.discard"_s),
            Qt::LeftButton);
        QTRY_COMPARE(m_windows.count(), 0);
    }

    PseudoLanguage m_pseudo;
    QList<QTranslator*> m_german;
    QTemporaryDir m_folder;
    async::EventLoopClock m_clock;
    async::Random m_random{3};
    async::PoolExecutor m_executor;
    ui::Settings m_settings{m_folder.filePath(u"settings.ini"_s)};
    ui::Appearance m_appearance{ui::Appearance::Choice::Light};
    app::Windows m_windows{m_clock, m_random, m_executor, m_settings, m_appearance};
    ui::MainWindow* m_window = nullptr;
    documents::Workspace* m_workspace = nullptr;
    store::KeyAddress m_address;
    QStringList m_names{u"demo"_s};
    QSet<QString> m_known;
};

PLECTRUM_UI_TEST(TestPseudoLanguage)

} // namespace tst_pseudo_language

#include "tst_pseudo_language.moc"
