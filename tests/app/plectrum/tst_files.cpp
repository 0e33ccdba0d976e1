// SPDX-License-Identifier: MIT
// Files in and out of the window: what is exported comes in again, after a question that tells what
// each key becomes; an import is one group that undo takes back.
#include "backends/backends.h"
#include "documents/files/json_file.h"
#include "file_world.h"
#include "support/test.h"
#include "ui/files/import_question.h"
#include "ui/record/json_tree_view.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/diff_view.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QMimeData>
#include <QPushButton>
#include <QTreeWidget>

namespace tst_files {

using namespace plectrum;
using namespace Qt::StringLiterals;
using test::FileWorld;
using test::press;
using test::shown;

namespace {

/// As a file manager would drop it.
void drop(QWidget* window, const QString& path)
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(QPointF(300, 300), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(window, &dropped);
}

bool write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT

private slots:
    void whatIsExportedComesInAgain()
    {
        FileWorld world;
        const QString path = world.folder.filePath(u"out.json"_s);
        QVERIFY(world.choose("a"));
        world.keyView()->selectAll();
        world.action(u"file.export"_s)->trigger();
        auto* dialog = world.window()->findChild<QFileDialog*>(u"exportFileDialog"_s);
        QVERIFY(dialog);
        emit dialog->fileSelected(path);
        dialog->reject();
        QTRY_VERIFY(world.message().contains(u"Exported 2 key"_s));

        const std::string exported = world.data("a");
        world.save("a", R"({"coins":99})");
        QCoro::waitFor(world.workspace().records().deleteKey(FileWorld::lyra("b"), {}));
        drop(world.window(), path);
        ui::ImportQuestion* question = nullptr;
        QTRY_VERIFY((question = shown<ui::ImportQuestion>(world.window())));
        const QTreeWidget* list = question->list();
        QCOMPARE(list->topLevelItemCount(), 2);
        QCOMPARE(list->topLevelItem(0)->text(0), u"New"_s);
        QCOMPARE(list->topLevelItem(0)->text(1), u"b"_s);
        QCOMPARE(list->topLevelItem(1)->text(0), u"Replaced"_s);
        QCOMPARE(world.data("b"), "none");
        press(question, u"import.confirm"_s);
        QTRY_COMPARE(world.data("a"), exported);
        QTRY_COMPARE(world.data("b"), R"({"coins":20})");
        QTRY_VERIFY(world.message().contains(u"Imported 2 key"_s));

        // The whole of it is taken back.
        auto* journal = world.workspace().journal();
        const auto newest = journal->page({}, {}, 1).at(0);
        QCOMPARE(journal->group(newest.group).size(), std::size_t(2));
        const auto undone = QCoro::waitFor(world.workspace().undo()->undoGroup(newest.group, {}));
        QCOMPARE(undone.size(), std::size_t(2));
        QCOMPARE(world.data("a"), R"({"coins":99})");
        QCOMPARE(world.data("b"), "none");
    }

    void aStoreAndAValueAreExported()
    {
        FileWorld world;
        QVERIFY(world.choose("a"));
        const QString all = world.folder.filePath(u"store.json"_s);
        world.action(u"file.exportStore"_s)->trigger();
        auto* dialog = world.window()->findChild<QFileDialog*>(u"exportFileDialog"_s);
        QVERIFY(dialog);
        emit dialog->fileSelected(all);
        delete dialog;
        QTRY_VERIFY(world.message().contains(u"Exported 2 key"_s));

        auto* document = world.workspace().openRecord(FileWorld::lyra("a"));
        QTRY_COMPARE(document->phase(), documents::RecordDocument::Phase::Ready);
        auto* tree = world.window()->findChild<ui::JsonTreeView*>();
        tree->goTo(json::Pointer({"items", "0"}));
        const QString one = world.folder.filePath(u"value.json"_s);
        world.action(u"node.export"_s)->trigger();
        dialog = world.window()->findChild<QFileDialog*>(u"exportFileDialog"_s);
        QVERIFY(dialog);
        emit dialog->fileSelected(one);
        QTRY_VERIFY(QFile::exists(one));
        const auto read = QCoro::waitFor(documents::readJsonFile(&world.executor, one));
        QCOMPARE(json::print(read.value()), R"({"id":"x","n":1})");
        world.action(u"node.copyLuau"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"{\n\tid = \"x\",\n\tn = 1,\n}"_s);
    }

    void aValueBecomesTheDraftOfTheRecord()
    {
        FileWorld world;
        const QString path = world.folder.filePath(u"v.json"_s);
        QVERIFY(write(path, R"({"coins":7})"));
        drop(world.window(), path);
        QTRY_VERIFY(world.message().contains(u"holds a value and no keys"_s));
        auto* document = world.workspace().openRecord(FileWorld::lyra("b"));
        QTRY_COMPARE(document->phase(), documents::RecordDocument::Phase::Ready);
        drop(world.window(), path);
        ui::SaveDialog* question = nullptr;
        QTRY_VERIFY((question = shown<ui::SaveDialog>(world.window())));
        press(question, u"save.confirm"_s);
        QCOMPARE(json::print(document->value()), R"({"coins":7})");
        QCOMPARE(world.data("b"), R"({"coins":20})"); // not written before it is saved
        document->discard();
    }

    void whatIsNoJsonIsTold()
    {
        FileWorld world;
        const QString path = world.folder.filePath(u"bad.json"_s);
        QVERIFY(write(path, "{"));
        drop(world.window(), path);
        QTRY_VERIFY(world.message().contains(u"no JSON"_s));
    }

    /// Dragged out of the list a key is a file.
    void aDraggedKeyIsAFile()
    {
        FileWorld world;
        QVERIFY(world.choose("a"));
        const std::unique_ptr<QMimeData> mime(world.keys()->mimeData({world.keys()->indexOf("a")}));
        QCOMPARE(mime->urls().size(), 1);
        const QString path = mime->urls().front().toLocalFile();
        QCOMPARE(QFileInfo(path).fileName(), u"a.json"_s);
        QTRY_VERIFY(QFile::exists(path));
        const auto read = QCoro::waitFor(documents::readJsonFile(&world.executor, path));
        QVERIFY(documents::isImportDocument(read.value(), {}));
    }
};

PLECTRUM_UI_TEST(TestFiles)

} // namespace tst_files

#include "tst_files.moc"
