// SPDX-License-Identifier: MIT
#include "ui/console/luau_highlighter.h"

#include "documents/basics/tone.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Theme>
#include <QPlainTextEdit>

#include <optional>

namespace plectrum::ui {

namespace {

/// None: as all text is.
std::optional<documents::Tone> luauTone(KSyntaxHighlighting::Theme::TextStyle style)
{
    using Theme = KSyntaxHighlighting::Theme;
    using documents::Tone;
    switch (style) {
    case Theme::ControlFlow:
    case Theme::Keyword:
        return Tone::Accent;
    case Theme::String:
        return Tone::String;
    case Theme::SpecialChar:
    case Theme::Preprocessor:
    case Theme::Attribute:
        return Tone::Warning;
    case Theme::DecVal:
        return Tone::Number;
    case Theme::Constant:
        return Tone::Boolean;
    case Theme::Comment:
    case Theme::Operator:
        return Tone::Muted;
    case Theme::Function:
    case Theme::BuiltIn:
        return Tone::Name;
    case Theme::DataType:
    case Theme::Extension:
        return Tone::Changed;
    case Theme::Error:
        return Tone::Danger;
    default:
        return std::nullopt;
    }
}

} // namespace

LuauHighlighter::LuauHighlighter(QPlainTextEdit* editor)
    : SyntaxHighlighter(static_cast<QObject*>(editor))
    , m_editor(editor)
{
    setDefinition(m_repository.definitionForName(QStringLiteral("Luau")));
    setTheme(m_repository.themeForPalette(editor->palette()));
    setDocument(editor->document());
}

void LuauHighlighter::setPalette()
{
    setTheme(m_repository.themeForPalette(m_editor->palette()));
    rehighlight();
}

void LuauHighlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format)
{
    const auto meaning = luauTone(format.textStyle());
    if (length == 0 || !meaning)
        return;
    QTextCharFormat shown;
    shown.setForeground(documents::tone(*meaning, m_editor->palette()));
    setFormat(offset, length, shown);
}

} // namespace plectrum::ui

#include "moc_luau_highlighter.cpp"
