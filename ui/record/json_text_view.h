// SPDX-License-Identifier: MIT
// The draft as highlighted JSON text. Printed by the executor, put in by slices, and only while it
// is seen. What one types is checked (json_text_check.h); applying it is one step of undo.
#pragma once

#include "async/task_owner.h"
#include "json/parser.h"
#include "json/pointer.h"
#include "json/value.h"
#include "ui/widgets/edit_host.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <string>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;
class QTimer;

namespace plectrum::documents {
class RecordDocument;
} // namespace plectrum::documents

namespace plectrum::ui {

class JsonHighlighter;
class JsonTextCheck;
class NumberedTextEdit;
class TextSearchBar;
struct JsonSyntax;

class JsonTextView final : public QWidget, public EditHost
{
    Q_OBJECT

public:
    /// Longer texts are shown by the part that is selected, or when asked for.
    static constexpr std::size_t longText = 256 * 1024;

    /// Shows the document's draft; the document must outlive the view.
    explicit JsonTextView(documents::RecordDocument* document, QWidget* parent = nullptr);
    ~JsonTextView() override;

    /// Shows this value read-only instead of the draft; nullopt: the draft again.
    void setOther(std::optional<json::Value> value);
    /// The part to show when the whole is too long.
    void setSelection(const json::Pointer& pointer);
    /// Shows the whole text, however long.
    void showAll();

    /// There is typed text that is not part of the draft.
    bool isPending() const;
    /// Takes the typed text over into the draft, beside what was changed elsewhere meanwhile. False
    /// when it is not JSON, or the same places were changed.
    bool apply();
    const documents::RecordDocument* editedDocument() const override { return m_document; }
    bool hasEdits() const override;
    bool commitEdits() override;
    /// Drops the typed text.
    void revert();
    /// Prints the text anew with one member a line, when it is JSON.
    void format();
    NumberedTextEdit* lines() const { return m_editor; }
    TextSearchBar* search() const { return m_search; }
    bool hasFocusInside() const;
    QPlainTextEdit* editor() const;
    bool isBusy() const; ///< text is being printed or put in
    const std::optional<json::ParseError>& error() const; ///< of the typed text

signals:
    void pendingChanged(bool isPending);
    void refused(const QString& why); ///< what is typed cannot be taken over

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Printed
    {
        json::Pointer pointer;
        json::Value value;
        std::size_t size = 0;
        std::optional<QString> text; ///< nullopt when too long
        std::shared_ptr<JsonSyntax> syntax; ///< for the text, where it was asked for
    };

    QWidget* makeFoot();
    QWidget* makePlaceholder();
    void refresh();
    static Printed printedOf(const json::Value& root, const json::Pointer& selection,
                             std::size_t limit, bool needsSyntax);
    async::Task<void> print(std::size_t limit, std::stop_token stop);
    void applyPrinted(const Printed& printed);
    void putText(const QString& text);
    void putSlice();
    void putSome();
    void replaceText(const QString& text);
    void textEdited();
    void applyChecked();
    void showState();
    void markError();
    void setPending(bool isPending);
    json::Value shownRoot() const;
    json::Value takenFrom(const std::string& text) const;
    bool canFormat() const;
    async::Task<void> formatElsewhere(std::stop_token stop);
    void exchangeText(const QString& text);
    std::optional<json::Value> mergedWithDraft(const json::Value& typed) const;
    bool isReadOnly() const;

    documents::RecordDocument* m_document;
    std::optional<json::Value> m_other;
    json::Pointer m_selection;
    bool m_wantsAll = false;

    QStackedLayout* m_pages;
    NumberedTextEdit* m_editor;
    TextSearchBar* m_search;
    QWidget* m_placeholder;
    QLabel* m_tooLong;
    QLabel* m_state;
    QPushButton* m_format;
    QPushButton* m_apply;
    QPushButton* m_revert;

    JsonTextCheck* m_check;
    QTimer* m_slices;
    QString m_rest; ///< text that is still to be put in
    qsizetype m_put = 0; ///< characters of it that stand there
    json::Pointer m_pointer; ///< of the text that is shown
    std::optional<json::Value> m_shown; ///< the value that the text was printed from
    std::string m_shownText; ///< that text, or the one that m_shown was edited in last
    bool m_isPending = false;
    bool m_isPutting = false;
    bool m_isPrinting = false;
    bool m_isFormatting = false; ///< typed text is being put in, printed anew
    std::size_t m_question = 0; ///< of what was last to be printed
    JsonHighlighter* m_highlighter = nullptr; ///< made with the first text
    async::TaskOwner m_tasks;
};

} // namespace plectrum::ui
