// SPDX-License-Identifier: MIT
// The page of a record, shown over a mock universe, with what its tests press and read.
#pragma once

#include "documents/record/json_tree_model.h"
#include "json/pointer.h"
#include "json/printer.h"
#include "record_fixture.h"
#include "support/test.h"
#include "ui/record/json_tree_view.h"
#include "ui/record/record_panel.h"
#include "ui/save/save_dialog.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QTreeView>

#include <algorithm>
#include <memory>

namespace plectrum {

using documents::JsonTreeModel;
using ui::RecordPanel;

inline json::Pointer at(const char* text)
{
    return *json::Pointer::parse(text);
}

constexpr auto data = R"({"coins":5,"items":["a","b","c"],"name":"Ada","none":null,"vip":true})";

/// A panel on a record, shown and with the focus in its tree.
struct Shown
{
    RecordFixture fixture;
    std::unique_ptr<documents::RecordDocument> document;
    std::unique_ptr<RecordPanel> panel;

    explicit Shown(const char* text = data)
    {
        fixture.putPlayer("ada", text);
        show(RecordFixture::player("ada"));
    }
    void show(const store::KeyAddress& address)
    {
        panel.reset();
        document = fixture.open(address);
        panel = std::make_unique<RecordPanel>(document.get());
        panel->resize(900, 700);
        panel->show();
        panel->activateWindow();
        panel->tree()->setFocus();
        [&] { QTRY_VERIFY(panel->tree()->hasFocus()); }();
    }
    ui::JsonTreeView* tree() const { return panel->tree(); }
    QAction* action(const char* name) const
    {
        for (QAction* action : panel->recordActions())
            if (action->objectName() == QLatin1StringView(name))
                return action;
        qFatal("no action %s", name);
    }
    QString text() const { return QString::fromStdString(json::print(document->value())); }
    QString pointer() const { return QString::fromStdString(tree()->currentPointer().toString()); }
    /// Types into the editor that is open in the tree and closes it with Return.
    void type(const QString& typed) const
    {
        QWidget* editor = QApplication::focusWidget();
        QVERIFY(qobject_cast<QLineEdit*>(editor));
        QTest::keyClicks(editor, typed);
        QTest::keyClick(editor, Qt::Key_Return);
    }
    template <typename Widget>
    Widget* find(const char* name) const
    {
        return panel->findChild<Widget*>(QLatin1StringView(name));
    }
    /// The one that is shown: one that was answered may not be deleted yet.
    ui::SaveDialog* saveDialog() const
    {
        const auto dialogs = panel->findChildren<ui::SaveDialog*>();
        const auto shown = std::ranges::find_if(dialogs, &QWidget::isVisible);
        return shown == dialogs.end() ? nullptr : *shown;
    }
    void confirmSave() const
    {
        action("record.save")->trigger();
        auto* dialog = saveDialog();
        QVERIFY(dialog);
        emit dialog->confirmed();
        dialog->close();
    }
};

} // namespace plectrum
