// SPDX-License-Identifier: MIT
// The colours of Luau, in the tones of the rest of the window. The definition is our own
// (resources/syntax/luau.xml), which each repository of definitions finds by itself.
#pragma once

#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>

class QPlainTextEdit;

namespace plectrum::ui {

class LuauHighlighter final : public KSyntaxHighlighting::SyntaxHighlighter
{
    Q_OBJECT

public:
    explicit LuauHighlighter(QPlainTextEdit* editor);

    /// The palette is another one.
    void setPalette();

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override;

private:
    KSyntaxHighlighting::Repository m_repository;
    QPlainTextEdit* m_editor;
};

} // namespace plectrum::ui
