// SPDX-License-Identifier: MIT
// English texts that count: each has its forms, and none says "1 key(s)".
#include "plectrum/language.h"
#include "support/waiting.h"
#include "ui/activity/undo_controller.h"
#include "ui/history/history_panel.h"
#include "ui/keys/key_browser.h"

#include <QCoreApplication>
#include <QDomDocument>
#include <QFile>
#include <QTemporaryDir>

namespace tst_language {

using namespace Qt::StringLiterals;
using namespace plectrum;

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

    /// What the sources count, read by Qt's own tool, against the forms that are written down.
    void allThatCountsHasItsForms()
    {
        const QTemporaryDir folder;
        const QString copy = folder.filePath(u"plectrum_en.ts"_s);
        const QString root = QStringLiteral(PLECTRUM_SOURCE_DIR);
        QVERIFY(QFile::copy(root + u"/translations/plectrum_en.ts"_s, copy));
        QProcess lupdate;
        lupdate.start(QStringLiteral(PLECTRUM_LUPDATE),
                      {u"-silent"_s, u"-pluralonly"_s, u"-locations"_s, u"none"_s,
                       u"-no-obsolete"_s, u"-disable-heuristic"_s, u"sametext"_s,
                       u"-disable-heuristic"_s, u"similartext"_s, u"-I"_s, root, root + u"/ui"_s,
                       root + u"/app"_s, u"-ts"_s, copy});
        QVERIFY(test::waitForFinished(lupdate));
        QCOMPARE(lupdate.exitCode(), 0);
        QDomDocument document;
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly) && document.setContent(&file));
        const auto messages = document.elementsByTagName(u"message"_s);
        QVERIFY(messages.size() > 15);
        for (int i = 0; i < messages.size(); ++i) {
            const QDomElement message = messages.at(i).toElement();
            const QString text = message.firstChildElement(u"source"_s).text();
            const QDomElement forms = message.firstChildElement(u"translation"_s);
            const bool isWritten =
                !forms.hasAttribute(u"type"_s) && !forms.text().contains(u"(s)"_s);
            QVERIFY2(isWritten, qPrintable(u"no forms for: "_s + text));
        }
    }
};

PLECTRUM_TEST(TestLanguage)

} // namespace tst_language

#include "tst_language.moc"
