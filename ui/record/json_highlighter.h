// SPDX-License-Identifier: MIT
// The colours of JSON text. Of a long text only the lines that are seen are coloured, by what each
// line alone tells: its first word says whether it stands in an object or in an array.
#pragma once

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/SyntaxHighlighter>

#include <memory>

class QPlainTextEdit;
class QTimer;

namespace plectrum::ui {

/// The definition of JSON with the repository that it needs. Slow to load, in any thread.
struct JsonSyntax
{
    KSyntaxHighlighting::Repository repository;
    KSyntaxHighlighting::Definition definition;

    static std::shared_ptr<JsonSyntax> load();
};

class JsonHighlighter final : public KSyntaxHighlighting::SyntaxHighlighter
{
    Q_OBJECT

public:
    JsonHighlighter(QPlainTextEdit* editor, std::shared_ptr<JsonSyntax> syntax);

    /// For what is put in from now on. Tell before the text changes.
    void setLong(bool isLong);
    /// The palette is another one.
    void setPalette(const QPalette& palette);

protected:
    void highlightBlock(const QString& text) override;
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override;

private:
    void highlightSeen();

    std::shared_ptr<JsonSyntax> m_syntax;
    QPlainTextEdit* m_editor;
    QTimer* m_soon;
    KSyntaxHighlighting::State m_inObject;
    KSyntaxHighlighting::State m_inArray;
    bool m_isLong = false;
    bool m_isShowing = false; ///< the line that is asked for is one that is seen
};

} // namespace plectrum::ui
