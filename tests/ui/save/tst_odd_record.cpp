// SPDX-License-Identifier: MIT
// An entry that games take for no data (`{}`, no `file`, lists that are none): a person may, too,
// and is shown all that is written and all that is replaced.
#include "documents/history/diff_model.h"
#include "record_panel_fixture.h"
#include "support/test.h"
#include "ui/record/json_text_view.h"
#include "ui/widgets/diff_view.h"
#include "ui/widgets/message_bar.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tst_odd_record {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

namespace {

constexpr auto oddEntry = R"({"appliedMigrations":["addPets"],"note":"kept by hand"})";

MessageBar* bannerOf(const Shown& shown)
{
    return shown.find<MessageBar>("record.banner");
}

QPushButton* treatButton(const Shown& shown)
{
    for (auto* button : bannerOf(shown)->findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == u"Treat as no data"_s)
            return button;
    return nullptr;
}

/// "entry that is replaced/note": place, what was, what is; also of the parts below.
QStringList rowsOf(const DiffModel* model, const QModelIndex& parent = {})
{
    QStringList rows;
    for (int i = 0; i < model->rowCount(parent); ++i) {
        const QModelIndex row = model->index(i, 0, parent);
        const auto text = [&](int column) { return row.siblingAtColumn(column).data().toString(); };
        rows += row.data(DiffModel::PointerRole).toString() % u' ' % text(DiffModel::BeforeColumn)
            % u" -> " % text(DiffModel::AfterColumn);
    }
    return rows;
}

/// An odd entry with its page.
struct Odd
{
    Shown shown;

    explicit Odd(const char* entry = oddEntry)
    {
        shown.fixture.put("lyra/records/Player", "odd", parsed(entry));
        shown.panel.reset();
        shown.document = shown.fixture.open(RecordFixture::player("odd"));
        shown.panel = std::make_unique<RecordPanel>(shown.document.get());
        shown.panel->resize(900, 700);
        shown.panel->show();
    }
    json::Value raw()
    {
        auto& records = shown.fixture.universe.dataStores().dataStore("lyra/records/Player");
        return QCoro::waitFor(records.get("odd"))->value;
    }
};

} // namespace

class TestOddRecord final : public QObject
{
    Q_OBJECT

private slots:
    void becomesANewRecord()
    {
        Odd odd;
        const Shown& shown = odd.shown;
        QVERIFY(!shown.document->isEditable());
        QVERIFY(treatButton(shown));
        QTest::mouseClick(treatButton(shown), Qt::LeftButton);
        QVERIFY(shown.document->isEditable());
        QCOMPARE(shown.text(), u"{}"_s);
        QVERIFY(bannerOf(shown)->text().contains(u"counts as no data"_s));
        QVERIFY(!treatButton(shown));
        QVERIFY(shown.document->insert(at("/coins"), json::Value(5)));
        QTRY_VERIFY(shown.action("record.save")->isEnabled());
        shown.action("record.save")->trigger();
        const SaveDialog* dialog = shown.saveDialog();
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<QLabel*>(u"save.explanation"_s)
                    ->text()
                    .contains(u"replaces it as a whole"_s));
        const auto* model = dialog->findChild<DiffView*>()->model();
        QTRY_COMPARE(model->rowCount(), 2);
        const QStringList rows = rowsOf(model);
        QVERIFY2(rows[0].contains(u"kept by hand"_s), qPrintable(rows[0]));
        QVERIFY2(rows[0].startsWith(u"/entry that is replaced "_s), qPrintable(rows[0]));
        QVERIFY2(rows[1].startsWith(u"/data that is written "_s), qPrintable(rows[1]));
        QVERIFY2(rows[1].contains(u"\"coins\": 5"_s), qPrintable(rows[1]));
        QCOMPARE(json::print(odd.raw()), json::print(parsed(oddEntry)));
        QTest::mouseClick(dialog->findChild<QPushButton*>(u"save.confirm"_s), Qt::LeftButton);
        QTRY_COMPARE(json::print(odd.raw()["file"]["data"]["committedData"]), R"({"coins":5})");
        QTRY_VERIFY(!bannerOf(shown)->isVisible());
        QVERIFY(!shown.document->countsAsNoData());
        QVERIFY(!shown.document->isModified());
        QVERIFY(shown.document->isEditable());
    }

    void isTakenAsItIsShown_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<bool>("isOdd");
        QTest::newRow("empty") << QByteArray("{}") << true;
        QTest::newRow("a list that is none")
            << QByteArray(R"({"appliedMigrations":5,"file":{"data":{"committedData":{}}},)"
                          R"("orphanedFiles":[]})")
            << true;
        QTest::newRow("a text") << QByteArray("\"hello\"") << false;
        QTest::newRow("a missing shard")
            << QByteArray(R"({"appliedMigrations":[],"file":{"shard":"X","count":1,"size":9},)"
                          R"("orphanedFiles":[]})")
            << false;
    }
    void isTakenAsItIsShown()
    {
        QFETCH(QByteArray, entry);
        QFETCH(bool, isOdd);
        const Odd odd(entry.constData());
        QVERIFY(!odd.shown.document->isEditable());
        QCOMPARE(odd.shown.document->canCountAsNoData(), isOdd);
        QCOMPARE(treatButton(odd.shown) != nullptr, isOdd);
    }

    void readingAgainEndsIt()
    {
        Odd odd;
        const Shown& shown = odd.shown;
        QTest::mouseClick(treatButton(shown), Qt::LeftButton);
        QVERIFY(shown.document->isEditable());
        shown.document->discard();
        QVERIFY(shown.document->reload());
        QTRY_COMPARE(shown.document->phase(), RecordDocument::Phase::Ready);
        QVERIFY(!shown.document->isEditable());
        QVERIFY(treatButton(shown));
        QTRY_VERIFY(shown.panel->text()->editor()->toPlainText().contains(u"kept by hand"_s));
    }

    void whatOthersHaveWrittenSinceIsNotReplaced()
    {
        Odd odd;
        Shown& shown = odd.shown;
        QTest::mouseClick(treatButton(shown), Qt::LeftButton);
        QVERIFY(shown.document->insert(at("/coins"), json::Value(5)));
        shown.fixture.putPlayer("odd", R"({"coins":7})");
        shown.confirmSave();
        QTRY_COMPARE(shown.document->phase(), RecordDocument::Phase::Ready);
        QCOMPARE(json::print(odd.raw()["file"]["data"]["committedData"]), R"({"coins":7})");
        QVERIFY(shown.document->isModified());
    }
};

PLECTRUM_UI_TEST(TestOddRecord)

} // namespace tst_odd_record

#include "tst_odd_record.moc"
