// SPDX-License-Identifier: MIT
// SaveDialog: shows what changes, is confirmed only on purpose, goes away by itself.
#include "json/parser.h"
#include "support/waiting.h"
#include "ui/save/save_dialog.h"
#include "ui/widgets/diff_view.h"

#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTreeView>

namespace tst_save_dialog {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

class TestSaveDialog : public QObject
{
    Q_OBJECT

private:
    static QPointer<SaveDialog> open()
    {
        SaveDialog::Question question;
        question.title = u"Save changes"_s;
        question.explanation = u"Writes the draft."_s;
        question.confirmText = u"Save 2 changes"_s;
        question.before = json::parse("{\"a\":1,\"b\":2}").value();
        question.after = json::parse("{\"a\":3,\"c\":2,\"b\":2}").value();
        QPointer<SaveDialog> dialog = new SaveDialog(question);
        dialog->open();
        return dialog;
    }
    static QPushButton* confirmButton(SaveDialog* dialog)
    {
        return dialog->findChild<QPushButton*>(u"save.confirm"_s);
    }

private slots:
    void showsWhatChanges()
    {
        const auto dialog = open();
        auto* counts = dialog->findChild<QLabel*>(u"save.counts"_s);
        QTRY_COMPARE(counts->text(), u"1 added, 1 changed"_s);
        QCOMPARE(dialog->findChild<DiffView*>()->tree()->model()->rowCount(), 2);
        QCOMPARE(confirmButton(dialog)->text(), u"Save 2 changes"_s);
        QCOMPARE(dialog->windowTitle(), u"Save changes"_s);
        QVERIFY(confirmButton(dialog)->isDefault()); // what is meant stands out
        const auto* tree = dialog->findChild<DiffView*>()->tree();
        QTRY_VERIFY(tree->hasFocus());
        QCOMPARE(tree->selectionModel()->selectedRows(1).size(), 1);
        dialog->close();
        QTRY_VERIFY(!dialog);
    }

    void theButtonConfirms()
    {
        const auto dialog = open();
        const QSignalSpy confirmed(dialog.data(), &SaveDialog::confirmed);
        QTest::mouseClick(confirmButton(dialog), Qt::LeftButton);
        QCOMPARE(confirmed.size(), 1);
        QTRY_VERIFY(!dialog);
    }

    void escapeCancels()
    {
        const auto dialog = open();
        const QSignalSpy confirmed(dialog.data(), &SaveDialog::confirmed);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
        QCOMPARE(confirmed.size(), 0);
    }

    void enterConfirmsOnlyOnTheButton()
    {
        const auto dialog = open();
        const QSignalSpy confirmed(dialog.data(), &SaveDialog::confirmed);
        auto* tree = dialog->findChild<QTreeView*>();
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Return);
        QTest::keyClick(dialog, Qt::Key_Enter);
        QCOMPARE(confirmed.size(), 0);
        QVERIFY(dialog->isVisible());
        confirmButton(dialog)->setFocus();
        QTest::keyClick(confirmButton(dialog), Qt::Key_Return);
        QCOMPARE(confirmed.size(), 1);
        QTRY_VERIFY(!dialog);
    }

    void controlEnterConfirmsFromAnywhere()
    {
        const auto dialog = open();
        QVERIFY(test::waitForActive(dialog));
        const QSignalSpy confirmed(dialog.data(), &SaveDialog::confirmed);
        QTest::keyClick(dialog->findChild<QTreeView*>(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(confirmed.size(), 1);
        QTRY_VERIFY(!dialog);
    }

    void enterOnCancelCancels()
    {
        const auto dialog = open();
        const QSignalSpy confirmed(dialog.data(), &SaveDialog::confirmed);
        auto* cancel = dialog->findChild<QPushButton*>(u"save.cancel"_s);
        cancel->setFocus();
        QTest::keyClick(cancel, Qt::Key_Return);
        QTRY_VERIFY(!dialog);
        QCOMPARE(confirmed.size(), 0);
    }
};

PLECTRUM_UI_TEST(TestSaveDialog)

} // namespace tst_save_dialog

#include "tst_save_dialog.moc"
