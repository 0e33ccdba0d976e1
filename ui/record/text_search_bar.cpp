// SPDX-License-Identifier: MIT
#include "ui/record/text_search_bar.h"

#include "documents/basics/tone.h"
#include "ui/widgets/icon.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::ui {

namespace {

constexpr std::chrono::milliseconds searchTime{4}; ///< in one turn of the event loop

} // namespace

TextSearchBar::TextSearchBar(QPlainTextEdit* editor, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_text(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_again(new QTimer(this))
    , m_slices(new QTimer(this))
{
    m_text->setObjectName(QStringLiteral("text.search"));
    m_text->setPlaceholderText(tr("Find in the text"));
    m_text->setAccessibleName(tr("Find in the text"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_count->setObjectName(QStringLiteral("text.search.count"));
    m_count->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("20,000 of 20,000")));
    m_again->setSingleShot(true);
    m_again->setInterval(std::chrono::milliseconds(150));
    m_slices->setInterval(0);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(documents::spacing::small, documents::spacing::tiny,
                            documents::spacing::small, documents::spacing::tiny);
    row->setSpacing(documents::spacing::tiny);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    row->addWidget(
        makeButton(QStringLiteral("up"), tr("Previous match"), &TextSearchBar::previous));
    row->addWidget(makeButton(QStringLiteral("down"), tr("Next match"), &TextSearchBar::next));
    row->addWidget(
        makeButton(QStringLiteral("close"), tr("Close the search"), &TextSearchBar::close));

    connect(m_text, &QLineEdit::textChanged, this, [this] {
        m_from = m_editor->textCursor().selectionStart();
        begin();
    });
    connect(m_again, &QTimer::timeout, this, &TextSearchBar::begin);
    connect(m_slices, &QTimer::timeout, this, &TextSearchBar::searchSome);
    connect(editor->document(), &QTextDocument::contentsChange, this,
            [this](int, int removed, int added) {
                // Colours are told as an exchange of so many characters for as many.
                if (isVisible() && (removed != added || m_slices->isActive()))
                    m_again->start();
            });
    connect(editor, &QPlainTextEdit::cursorPositionChanged, this, &TextSearchBar::showCount);
    setVisible(false);
}

QToolButton* TextSearchBar::makeButton(const QString& iconName, const QString& text,
                                       void (TextSearchBar::*does)())
{
    auto* button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, this, does);
    return button;
}

void TextSearchBar::open()
{
    setVisible(true);
    const QString selected = m_editor->textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_text->setText(selected);
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    m_from = m_editor->textCursor().selectionStart();
    begin();
}

void TextSearchBar::close()
{
    m_slices->stop();
    m_again->stop();
    setVisible(false);
    m_editor->setFocus(Qt::OtherFocusReason);
}

bool TextSearchBar::isSearching() const
{
    return m_slices->isActive() || m_again->isActive();
}

void TextSearchBar::begin()
{
    m_matches.clear();
    m_nextLine = 0;
    m_slices->stop();
    if (isVisible() && !m_text->text().isEmpty())
        m_slices->start();
    showCount();
}

void TextSearchBar::searchSome()
{
    QElapsedTimer timer;
    timer.start();
    const QString wanted = m_text->text();
    QTextBlock line = m_editor->document()->findBlockByNumber(m_nextLine);
    for (; line.isValid() && m_matches.size() < mostMatches && timer.durationElapsed() < searchTime;
         line = line.next(), ++m_nextLine) {
        const QString text = line.text();
        for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive);
             at >= 0 && m_matches.size() < mostMatches;
             at = text.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive))
            m_matches.push_back(line.position() + static_cast<int>(at));
    }
    if (!line.isValid() || m_matches.size() >= mostMatches)
        m_slices->stop();
    // Typing on must not walk away from a match that still is one.
    const auto found = std::ranges::lower_bound(m_matches, m_from);
    if (m_from >= 0 && found != m_matches.end())
        select(std::size_t(found - m_matches.begin()));
    else if (m_from >= 0 && !m_slices->isActive() && !m_matches.empty())
        select(0);
    showCount();
}

void TextSearchBar::select(std::size_t match)
{
    m_from = -1;
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(m_matches[match]);
    cursor.setPosition(m_matches[match] + static_cast<int>(m_text->text().size()),
                       QTextCursor::KeepAnchor);
    m_editor->setTextCursor(cursor);
    m_editor->ensureCursorVisible();
}

bool TextSearchBar::isSelected(int match) const
{
    const QTextCursor cursor = m_editor->textCursor();
    return cursor.selectionStart() == match
        && cursor.selectionEnd() == match + static_cast<int>(m_text->text().size());
}

void TextSearchBar::next()
{
    if (!isVisible())
        return open();
    if (m_matches.empty())
        return;
    const auto found = std::ranges::upper_bound(m_matches, m_editor->textCursor().selectionStart());
    select(found == m_matches.end() ? 0 : std::size_t(found - m_matches.begin()));
}

void TextSearchBar::previous()
{
    if (!isVisible())
        return open();
    if (m_matches.empty())
        return;
    const auto found = std::ranges::lower_bound(m_matches, m_editor->textCursor().selectionStart());
    select(found == m_matches.begin() ? m_matches.size() - 1
                                      : std::size_t(found - m_matches.begin() - 1));
}

void TextSearchBar::showCount()
{
    if (!isVisible())
        return;
    const auto count = QLocale().toString(static_cast<qulonglong>(m_matches.size()));
    const auto current =
        std::ranges::lower_bound(m_matches, m_editor->textCursor().selectionStart());
    QString text;
    if (m_text->text().isEmpty())
        text.clear();
    else if (m_matches.empty())
        text = m_slices->isActive() ? tr("Searching…") : tr("No matches");
    else if (current != m_matches.end() && isSelected(*current))
        text = tr("%1 of %2").arg(QLocale().toString(current - m_matches.begin() + 1), count);
    else
        text = tr("%n match(es)", nullptr, static_cast<int>(m_matches.size()));
    m_count->setText(text);
}

void TextSearchBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return event->modifiers() & Qt::ShiftModifier ? previous() : next();
    QWidget::keyPressEvent(event);
}

} // namespace plectrum::ui

#include "moc_text_search_bar.cpp"
