// SPDX-License-Identifier: MIT
// The tree of a record by mouse and keyboard. Every edit works on the current row, goes through the
// document and is one step of undo; what cannot be done is told by message().
#pragma once

#include "json/pointer.h"
#include "json/value.h"
#include "ui/widgets/edit_host.h"

#include <QTreeView>

#include <optional>

namespace plectrum::json {
class Pointer;
}

namespace plectrum::documents {
class JsonTreeModel;
class RecordDocument;
} // namespace plectrum::documents

namespace plectrum::ui {

class JsonTreeView final : public QTreeView, public EditHost
{
    Q_OBJECT

public:
    /// Both must outlive the view.
    JsonTreeView(documents::RecordDocument* document, documents::JsonTreeModel* model,
                 QWidget* parent = nullptr);

    using QTreeView::edit; // beside the protected one below
    documents::JsonTreeModel* jsonModel() const;

    const documents::RecordDocument* editedDocument() const override { return m_document; }
    bool hasEdits() const override;
    bool commitEdits() override;

    json::Pointer currentPointer() const;
    json::Value currentValue() const;
    /// Makes a place the current one and brings it into sight.
    void goTo(const json::Pointer& pointer);
    void goTo(const QModelIndex& index);

    void editValue(); ///< scalars are edited or switched; containers open and close
    void renameCurrent(); ///< the name where there is one, else the value
    void addSibling(); ///< behind the current row; at the root, inside it
    void addChild();
    void removeCurrent();
    void duplicateCurrent();
    void moveCurrent(int by); ///< -1 up, 1 down; elements of arrays only
    void copyCurrent() const; ///< as JSON text
    void copyCurrentLuau() const; ///< as a Luau table literal
    void copyCurrentPointer() const; ///< as JSON Pointer
    void paste(); ///< the clipboard's JSON in place of the current value
    void pasteInside(); ///< the clipboard's JSON as a new child
    void changeType(json::Type type);
    void expandAllWithinReason(); ///< level by level until there are some thousand rows

signals:
    void exportWanted(); ///< of the current value, into a file
    void editsChanged(); ///< hasEdits()
    void currentPointerChanged();
    void message(const QString& text);
    /// The value has no editor, only other types.
    void typeMenuWanted();

protected:
    bool edit(const QModelIndex& index, EditTrigger trigger, QEvent* event) override;
    void closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint) override;
    void keyPressEvent(QKeyEvent* event) override;
    void drawBranches(QPainter* painter, const QRect& rect,
                      const QModelIndex& index) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void takeBackInserted(bool isWanted);
    void insertAndEdit(const json::Pointer& container, std::size_t index, const json::Value& value);
    std::optional<json::Value> clipboardValue();
    void notifyRefused();
    QModelIndex valueCell() const;
    QList<QWidget*> openEditors() const;
    QString refusalOf(QWidget* editor) const;
    void openFirst();
    void fetchWhatIsSeen();

    documents::RecordDocument* m_document;
    documents::JsonTreeModel* m_model;
    /// What is in its first editor yet.
    struct Inserted
    {
        json::Pointer before; ///< what was current
        int step; ///< of the undo stack, once it was there
    };
    std::optional<Inserted> m_inserted;
};

} // namespace plectrum::ui
