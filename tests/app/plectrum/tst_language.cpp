// SPDX-License-Identifier: MIT
// The languages: which is taken, that each text of the sources is in them, and that what counts has
// its forms: none says "1 key(s)".
#include "plectrum/language.h"
#include "support/waiting.h"
#include "ui/activity/undo_controller.h"
#include "ui/history/history_panel.h"
#include "ui/keys/key_browser.h"

#include <QCoreApplication>
#include <QDomDocument>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>

namespace tst_language {

using namespace Qt::StringLiterals;
using namespace plectrum;

namespace {

struct Message
{
    QString context;
    QString source;
    QString comment;
    bool isCounted = false;
    bool isFinished = false;
    QStringList translations; ///< one, or a form for each number

    bool isIn(const QList<Message>& others) const
    {
        return std::ranges::any_of(others, [this](const Message& other) {
            return other.context == context && other.source == source && other.comment == comment;
        });
    }
};

Message messageOf(const QString& context, const QDomElement& element)
{
    const QDomElement translation = element.firstChildElement(u"translation"_s);
    Message message{.context = context,
                    .source = element.firstChildElement(u"source"_s).text(),
                    .comment = element.firstChildElement(u"comment"_s).text(),
                    .isCounted = element.hasAttribute(u"numerus"_s),
                    .isFinished = !translation.hasAttribute(u"type"_s),
                    .translations = {}};
    for (QDomElement form = translation.firstChildElement(); !form.isNull();
         form = form.nextSiblingElement())
        message.translations.append(form.text());
    if (!message.isCounted)
        message.translations.append(translation.text());
    return message;
}

QList<Message> messagesOf(const QString& name)
{
    QFile file(name);
    QDomDocument document;
    if (!file.open(QIODevice::ReadOnly) || !document.setContent(&file))
        return {};
    QList<Message> all;
    const auto messages = document.elementsByTagName(u"message"_s);
    for (int i = 0; i < messages.size(); ++i) {
        const QDomElement message = messages.at(i).toElement();
        all.append(messageOf(message.parentNode().firstChildElement(u"name"_s).text(), message));
    }
    return all;
}

QSet<QString> placeholdersOf(const QString& text)
{
    static const QRegularExpression one(u"%L?(\\d+|n)"_s);
    QSet<QString> all;
    for (const auto& match : one.globalMatch(text))
        all.insert(match.captured());
    return all;
}

QStringList faultsOf(const Message& message)
{
    QStringList faults;
    const QString where = u": "_s + message.context + u": "_s + message.source;
    if (!message.isFinished)
        faults.append(u"not translated"_s + where);
    if (message.isCounted && message.translations.size() != 2)
        faults.append(u"forms lack"_s + where);
    for (const QString& text : message.translations) {
        if (text.isEmpty() || text.contains(u"(s)"_s))
            faults.append(u"no text"_s + where);
        if (placeholdersOf(text) != placeholdersOf(message.source))
            faults.append(u"other placeholders"_s + where);
        if (!message.isCounted && text.count(u'&') != message.source.count(u'&'))
            faults.append(u"another number of marked letters"_s + where);
    }
    return faults;
}

} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { app::installLanguage(*QCoreApplication::instance()); }

    void counts_data()
    {
        QTest::addColumn<QByteArray>("context");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("shown");
        QTest::newRow("one key") << QByteArray("JournalText") << QByteArray("%n key(s)") << 1
                                 << u"1 key"_s;
        QTest::newRow("two keys") << QByteArray("JournalText") << QByteArray("%n key(s)") << 2
                                  << u"2 keys"_s;
        QTest::newRow("no key") << QByteArray("JournalText") << QByteArray("%n key(s)") << 0
                                << u"0 keys"_s;
        QTest::newRow("one write")
            << QByteArray("plectrum::ui::UndoController") << QByteArray("%n write(s) were undone.")
            << 1 << u"1 write was undone."_s;
        QTest::newRow("one member")
            << QByteArray("ValueText") << QByteArray("%n members") << 1 << u"1 member"_s;
    }
    void counts()
    {
        QFETCH(QByteArray, context);
        QFETCH(QByteArray, text);
        QFETCH(int, count);
        QFETCH(QString, shown);
        QCOMPARE(QCoreApplication::translate(context.constData(), text.constData(), nullptr, count),
                 shown);
    }

    /// The context of a translation is the name of a class with its namespaces.
    void contextsAreThoseOfTheClasses()
    {
        QCOMPARE(ui::KeyBrowser::tr("%Ln keys", nullptr, 1), u"1 key"_s);
        QCOMPARE(ui::HistoryPanel::tr("%n versions", nullptr, 1), u"1 version"_s);
        QCOMPARE(ui::UndoController::tr("Undo %n write(s)", nullptr, 1), u"Undo 1 write"_s);
    }

    void isTheChosenOneOrTheSystems_data()
    {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QStringList>("system");
        QTest::addColumn<QString>("language");
        QTest::newRow("none") << QString() << QStringList() << u"en"_s;
        QTest::newRow("C") << QString() << QStringList{u"C"_s} << u"en"_s;
        QTest::newRow("a German system")
            << QString() << QStringList{u"de-AT"_s, u"de"_s, u"en"_s} << u"de"_s;
        QTest::newRow("one we have before one we have not")
            << QString() << QStringList{u"fr-FR"_s, u"fr"_s, u"de"_s, u"en-US"_s} << u"de"_s;
        QTest::newRow("others alone") << QString() << QStringList{u"fr"_s, u"del"_s} << u"en"_s;
        QTest::newRow("chosen") << u"en"_s << QStringList{u"de-DE"_s} << u"en"_s;
        QTest::newRow("chosen German") << u"de"_s << QStringList{u"en-GB"_s} << u"de"_s;
        QTest::newRow("chosen, unknown") << u"xx"_s << QStringList{u"de-DE"_s} << u"de"_s;
    }
    void isTheChosenOneOrTheSystems()
    {
        QFETCH(QString, chosen);
        QFETCH(QStringList, system);
        QTEST(app::languageOf(chosen, system), "language");
    }

    void germanIsSpoken()
    {
        const QObjectList before = QCoreApplication::instance()->children();
        app::installLanguage(*QCoreApplication::instance(), u"de"_s);
        QCOMPARE(ui::KeyBrowser::tr("Load All"), u"Alle laden"_s);
        QCOMPARE(QCoreApplication::translate("Actions", "&Quit"), u"&Beenden"_s);
        QCOMPARE(ui::HistoryPanel::tr("%n versions", nullptr, 1), u"1 Version"_s);
        QCOMPARE(ui::HistoryPanel::tr("%n versions", nullptr, 2), u"2 Versionen"_s);
        QCOMPARE(QLocale().language(), QLocale::German);
        QLocale::setDefault(QLocale::system());
        for (QObject* child : QCoreApplication::instance()->children())
            if (!before.contains(child))
                delete child;
        QCOMPARE(ui::KeyBrowser::tr("Load All"), u"Load All"_s);
    }

    void filesAreUpToDate_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("English, what counts") << u"plectrum_en.ts"_s;
        QTest::newRow("German") << u"plectrum_de.ts"_s;
    }
    /// The texts of the sources, as Qt's own tool reads them, against those that are written down:
    /// none lacks, none is left over, and each is translated.
    void filesAreUpToDate()
    {
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const QString root = QStringLiteral(PLECTRUM_SOURCE_DIR);
        for (const QString& file : {u"plectrum_en.ts"_s, u"plectrum_de.ts"_s})
            QVERIFY(QFile::copy(root + u"/translations/"_s + file, folder.filePath(file)));
        const QList<Message> written = messagesOf(folder.filePath(name));
        QProcess update;
        update.start(QStringLiteral(PLECTRUM_CMAKE),
                     {u"-D"_s, u"LUPDATE="_s + QStringLiteral(PLECTRUM_LUPDATE), u"-D"_s,
                      u"TS="_s + folder.path(), u"-P"_s, root + u"/translations/update.cmake"_s});
        QVERIFY(test::waitForFinished(update));
        QVERIFY2(update.exitCode() == 0, update.readAllStandardError().constData());
        const QList<Message> asked = messagesOf(folder.filePath(name));
        QVERIFY(asked.size() > 15);
        QStringList faults;
        for (const Message& message : asked)
            faults += faultsOf(message);
        for (const Message& message : written)
            if (!message.isIn(asked))
                faults.append(u"no source has: "_s + message.source);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }
};

PLECTRUM_TEST(TestLanguage)

} // namespace tst_language

#include "tst_language.moc"
