// SPDX-License-Identifier: MIT
// The draft as highlighted JSON text. Printed off the GUI thread, put in by slices, and only while
// it is seen. What one types is checked at once; applying it is one step of undo.
#pragma once

#include "json/parser.h"
#include "json/pointer.h"
#include "json/value.h"

#include <QFutureWatcher>
#include <QWidget>

#include <expected>
#include <memory>
#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;
class QTimer;

namespace KSyntaxHighlighting {
class Repository;
class SyntaxHighlighter;
} // namespace KSyntaxHighlighting

namespace plectrum::ui {

class RecordDocument;

class JsonTextView final : public QWidget
{
    Q_OBJECT

public:
    /// Longer texts are shown by the part that is selected, or when asked for.
    static constexpr std::size_t longText = 256 * 1024;

    /// Shows the document's draft; the document must outlive the view.
    explicit JsonTextView(RecordDocument* document, QWidget* parent = nullptr);
    ~JsonTextView() override;

    /// Shows this value read-only instead of the draft; nullopt: the draft again.
    void setOther(std::optional<json::Value> value);
    /// The part to show when the whole is too long.
    void setSelection(const json::Pointer& place);
    /// Shows the whole text, however long.
    void showAll();

    /// There is typed text that is not part of the draft.
    bool isPending() const;
    /// Takes the typed text over into the draft. False when it is not JSON.
    bool apply();
    /// Drops the typed text.
    void revert();
    QPlainTextEdit* editor() const;
    bool isBusy() const; ///< text is being printed or put in
    const std::optional<json::ParseError>& error() const; ///< of the typed text

signals:
    void pendingChanged(bool isPending);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Printed
    {
        json::Pointer place;
        json::Value value;
        std::size_t size = 0;
        std::optional<QString> text; ///< nullopt when too long
    };
    using Checked = std::expected<json::Value, json::ParseError>;

    QWidget* makeFoot();
    QWidget* makePlaceholder();
    void refresh();
    void takePrinted();
    void putText(const QString& text);
    void putSlice();
    void replaceText(const QString& text);
    void textEdited();
    bool isOtherText();
    void noteText();
    void check();
    void takeChecked(const Checked& checked);
    void showState();
    void markError();
    void setPending(bool isPending);
    void highlight();
    json::Value shownRoot() const;
    bool isReadOnly() const;

    RecordDocument* m_document;
    std::optional<json::Value> m_other;
    json::Pointer m_selection;
    bool m_wantsAll = false;

    QStackedLayout* m_pages;
    QPlainTextEdit* m_editor;
    QWidget* m_placeholder;
    QLabel* m_tooLong;
    QLabel* m_state;
    QPushButton* m_apply;
    QPushButton* m_revert;

    QFutureWatcher<Printed> m_printing;
    QFutureWatcher<Checked> m_checking;
    QTimer* m_checkSoon;
    QTimer* m_slices;
    QString m_rest; ///< text that is still to be put in
    qsizetype m_put = 0; ///< characters of it that stand there
    json::Pointer m_place; ///< of the text that is shown
    std::optional<json::Value> m_shown; ///< the value that the text was printed from
    json::Value m_typed; ///< the value of the typed text
    bool m_isTypedJson = false; ///< else there is none
    std::optional<json::ParseError> m_error;
    QString m_text; ///< what the editor held when it was last looked at; empty when long
    int m_count = 0; ///< of its characters then
    bool m_mayDiffer = false; ///< what stands there may not be the value that is shown
    bool m_isPending = false;
    bool m_isPutting = false;
    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository;
    KSyntaxHighlighting::SyntaxHighlighter* m_highlighter = nullptr;
};

} // namespace plectrum::ui
