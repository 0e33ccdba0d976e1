// SPDX-License-Identifier: MIT
#include "ui/record/json_text_view.h"

#include "datastore/visible_text.h"
#include "documents/basics/failure_text.h"
#include "documents/basics/tone.h"
#include "documents/basics/visible_name.h"
#include "documents/record/record_document.h"
#include "json/edited_text.h"
#include "json/merge.h"
#include "json/printer.h"
#include "store/record/data_depth.h"
#include "ui/record/json_highlighter.h"
#include "ui/record/json_text_check.h"
#include "ui/record/json_value_editors.h"
#include "ui/record/text_search_bar.h"
#include "ui/widgets/numbered_text_edit.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedLayout>
#include <QTextBlock>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace plectrum::ui {

namespace {

constexpr qsizetype sliceLength = 1024; ///< characters put in at once: about a millisecond
constexpr std::chrono::milliseconds sliceTime{3}; ///< for as many of them as that allows

} // namespace

JsonTextView::JsonTextView(documents::RecordDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_pages(new QStackedLayout)
    , m_editor(new NumberedTextEdit(this))
    , m_search(new TextSearchBar(m_editor, this))
    , m_check(new JsonTextCheck(m_editor, document->records().executor(), this))
    , m_slices(new QTimer(this))
    , m_tasks([](const std::exception_ptr&) { }) // printing throws nothing
{
    m_editor->setObjectName(QStringLiteral("json.text"));
    m_editor->setAccessibleName(tr("Data of the record as text"));
    m_editor->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setTabStopDistance(2 * m_editor->fontMetrics().horizontalAdvance(u' '));
    m_editor->setTabChangesFocus(true); // else nobody gets out of it by keyboard
    m_placeholder = makePlaceholder();
    m_pages->addWidget(m_editor);
    m_pages->addWidget(m_placeholder);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_pages, 1);
    column->addWidget(m_search);
    column->addWidget(makeFoot());
    m_slices->setInterval(0);

    connect(document, &documents::RecordDocument::valueChanged, this, &JsonTextView::refresh);
    connect(document, &documents::RecordDocument::phaseChanged, this, &JsonTextView::showState);
    connect(document, &documents::RecordDocument::loaded, this, &JsonTextView::refresh);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &JsonTextView::textEdited);
    connect(m_check, &JsonTextCheck::checked, this, &JsonTextView::applyChecked);
    connect(m_check, &JsonTextCheck::edited, this, [this] {
        setPending(true);
        showState();
    });
    connect(m_slices, &QTimer::timeout, this, &JsonTextView::putSome);
    auto* applyKey = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), m_editor);
    applyKey->setContext(Qt::WidgetShortcut);
    connect(applyKey, &QShortcut::activated, this, &JsonTextView::commitEdits);
    showState();
}

JsonTextView::~JsonTextView()
{
    m_editor->disconnect(this);
}

QWidget* JsonTextView::makeFoot()
{
    auto* foot = new QWidget(this);
    m_state = new QLabel(foot);
    m_state->setObjectName(QStringLiteral("json.text.state"));
    m_state->setMinimumWidth(1);
    m_format = new QPushButton(tr("Format"), foot);
    m_format->setObjectName(QStringLiteral("json.text.format"));
    m_format->setToolTip(tr("One member a line"));
    m_apply = new QPushButton(tr("Apply"), foot);
    m_apply->setObjectName(QStringLiteral("json.text.apply"));
    m_apply->setToolTip(tr("Take the text over into the draft (Ctrl+Return)"));
    m_revert = new QPushButton(tr("Revert"), foot);
    m_revert->setObjectName(QStringLiteral("json.text.revert"));
    m_revert->setToolTip(tr("Drop what was typed since"));
    connect(m_format, &QPushButton::clicked, this, &JsonTextView::format);
    connect(m_apply, &QPushButton::clicked, this, &JsonTextView::commitEdits);
    connect(m_revert, &QPushButton::clicked, this, &JsonTextView::revert);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(documents::spacing::small, documents::spacing::tiny,
                            documents::spacing::small, documents::spacing::tiny);
    row->setSpacing(documents::spacing::small);
    row->addWidget(m_state, 1);
    row->addWidget(m_format);
    row->addWidget(m_revert);
    row->addWidget(m_apply);
    foot->setFixedHeight(foot->sizeHint().height());
    return foot;
}

QWidget* JsonTextView::makePlaceholder()
{
    auto* page = new QWidget(this);
    m_tooLong = new QLabel(page);
    m_tooLong->setWordWrap(true);
    m_tooLong->setAlignment(Qt::AlignCenter);
    auto* all = new QPushButton(tr("Show all text"), page);
    all->setObjectName(QStringLiteral("json.text.showAll"));
    connect(all, &QPushButton::clicked, this, &JsonTextView::showAll);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(documents::spacing::huge, documents::spacing::huge,
                               documents::spacing::huge, documents::spacing::huge);
    column->setSpacing(documents::spacing::medium);
    column->addStretch(1);
    column->addWidget(m_tooLong);
    column->addWidget(all, 0, Qt::AlignHCenter);
    column->addStretch(1);
    return page;
}

QPlainTextEdit* JsonTextView::editor() const
{
    return m_editor;
}

bool JsonTextView::isPending() const
{
    return m_isPending;
}

bool JsonTextView::isBusy() const
{
    return m_isPrinting || m_slices->isActive();
}

const std::optional<json::ParseError>& JsonTextView::error() const
{
    return m_check->error();
}

json::Value JsonTextView::shownRoot() const
{
    return m_other.value_or(m_document->value());
}

bool JsonTextView::isReadOnly() const
{
    return m_other || !m_document->isEditable() || m_slices->isActive();
}

void JsonTextView::setOther(std::optional<json::Value> value)
{
    m_other = std::move(value);
    refresh();
}

void JsonTextView::setSelection(const json::Pointer& pointer)
{
    m_selection = pointer;
    const bool showsPart = m_shown && (!m_pointer.isRoot() || m_pages->currentIndex() == 1);
    if (showsPart && !m_wantsAll) {
        m_shown.reset();
        refresh();
    }
}

void JsonTextView::showAll()
{
    m_wantsAll = true;
    m_shown.reset();
    refresh();
}

void JsonTextView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void JsonTextView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter) {
        const QScopedValueRollback putting(m_isPutting, true);
        m_highlighter->setPalette(palette());
    }
}

/// Prints what is to be shown, unless nobody sees it, it stands there, or text was typed over it.
void JsonTextView::refresh()
{
    showState();
    if (!isVisible() || m_isPending)
        return;
    const json::Value root = shownRoot();
    const json::Value* part = json::resolve(root, m_pointer);
    if (m_shown && part && part->isSameNode(*m_shown)
        && (m_pointer.isRoot() || m_pages->currentIndex() == 0)) {
        ++m_question; // what is being printed is older
        if (std::exchange(m_isPrinting, false))
            showState();
        return;
    }
    const std::size_t limit = m_wantsAll ? std::size_t(-1) : longText;
    ++m_question;
    m_isPrinting = true;
    m_tasks.start(print(limit, m_tasks.stopToken()));
}

JsonTextView::Printed JsonTextView::printedOf(const json::Value& root,
                                              const json::Pointer& selection, std::size_t limit,
                                              bool needsSyntax)
{
    Printed printed{{}, root, json::printedSize(root), {}, {}};
    const json::Value* selected = json::resolve(root, selection);
    if (printed.size > limit && selected && !selection.isRoot())
        printed = {selection, *selected, json::printedSize(*selected), {}, {}};
    if (printed.size <= limit) {
        printed.text =
            QString::fromStdString(datastore::visibleJson(json::printPretty(printed.value)));
        if (needsSyntax)
            printed.syntax = JsonSyntax::load();
    }
    return printed;
}

/// Always elsewhere: the colours alone take long to load. An answer that is not the newest drops.
async::Task<void> JsonTextView::print(std::size_t limit, std::stop_token stop)
{
    const std::size_t question = m_question;
    const bool needsSyntax = !m_highlighter;
    const Printed printed = co_await m_document->records().executor().run(
        [root = shownRoot(), selection = m_selection, limit, needsSyntax] {
            return printedOf(root, selection, limit, needsSyntax);
        },
        stop);
    if (question != m_question)
        co_return;
    m_isPrinting = false;
    if (!m_isPending)
        applyPrinted(printed);
}

void JsonTextView::applyPrinted(const Printed& printed)
{
    const bool isOtherPointer = std::exchange(m_pointer, printed.pointer) != printed.pointer;
    m_shown = printed.value;
    m_shownText = printed.text ? printed.text->toStdString() : std::string();
    m_check->setDeepest(store::maximumDataDepth(m_document->address().kind)
                        - static_cast<int>(m_pointer.tokens().size()));
    m_check->clear();
    if (!printed.text) {
        m_tooLong->setText(
            tr("The text is %1 long. Choose a part in the tree to see its text, "
               "or show all of it.")
                .arg(QLocale().formattedDataSize(static_cast<qint64>(printed.size), 1,
                                                 QLocale::DataSizeTraditionalFormat)));
        m_pages->setCurrentIndex(1);
        m_slices->stop();
        m_isPutting = true;
        m_editor->clear();
        m_isPutting = false;
    } else {
        m_pages->setCurrentIndex(0);
        if (!m_highlighter && printed.syntax) {
            const QScopedValueRollback putting(m_isPutting, true);
            m_highlighter = new JsonHighlighter(m_editor, printed.syntax);
        }
        if (isOtherPointer || m_editor->document()->isEmpty()
            || printed.text->size() > 16 * sliceLength) {
            putText(*printed.text);
        } else {
            replaceText(*printed.text);
        }
    }
    showState();
}

/// A new text: the first slice at once, the others one by one between what else is to be done.
void JsonTextView::putText(const QString& text)
{
    m_slices->stop();
    m_isFormatting = false;
    m_rest = text;
    m_put = 0;
    m_isPutting = true;
    m_editor->setUndoRedoEnabled(false);
    m_editor->clear();
    m_isPutting = false;
    if (m_highlighter)
        m_highlighter->setLong(text.size() > static_cast<qsizetype>(longText));
    putSome();
}

void JsonTextView::putSlice()
{
    const qsizetype cut = m_rest.indexOf(u'\n', std::min(m_put + sliceLength, m_rest.size()));
    const qsizetype end = cut < 0 ? m_rest.size() : cut + 1;
    m_isPutting = true;
    QTextCursor cursor(m_editor->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(m_rest.mid(m_put, end - m_put));
    m_isPutting = false;
    m_put = end;
}

void JsonTextView::putSome()
{
    QElapsedTimer timer;
    timer.start();
    do {
        putSlice();
    } while (m_put < m_rest.size() && timer.durationElapsed() < sliceTime);
    m_check->noteShown();
    if (m_put < m_rest.size()) {
        if (!m_slices->isActive())
            m_slices->start();
    } else {
        m_slices->stop();
        m_rest.clear();
        m_put = 0;
        m_editor->setUndoRedoEnabled(true);
        if (std::exchange(m_isFormatting, false))
            m_check->unsettle(); // it is what was typed
    }
    showState();
}

/// The same text with another middle: only that is exchanged, so that the view does not jump.
void JsonTextView::replaceText(const QString& text)
{
    const QString old = exactText(*m_editor);
    const qsizetype shorter = std::min(old.size(), text.size());
    qsizetype head = 0;
    while (head < shorter && old[head] == text[head])
        ++head;
    qsizetype tail = 0;
    while (head + tail < shorter && old[old.size() - 1 - tail] == text[text.size() - 1 - tail])
        ++tail;
    const int across = m_editor->horizontalScrollBar()->value();
    const int down = m_editor->verticalScrollBar()->value();
    m_isPutting = true;
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(static_cast<int>(head));
    cursor.setPosition(static_cast<int>(old.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(head, text.size() - head - tail));
    m_editor->document()->clearUndoRedoStacks();
    m_isPutting = false;
    m_check->noteShown();
    m_editor->verticalScrollBar()->setValue(down);
    m_editor->horizontalScrollBar()->setValue(across);
    m_editor->setExtraSelections({});
}

void JsonTextView::textEdited()
{
    if (!m_isPutting)
        m_check->noteEdited();
}

void JsonTextView::applyChecked()
{
    const auto& typed = m_check->value();
    if (typed && m_shown && *typed == *m_shown && typed->type() == m_shown->type()) {
        m_check->accept();
        setPending(false);
    } else {
        setPending(true);
    }
    markError();
    showState();
}

void JsonTextView::markError()
{
    const auto& error = m_check->error();
    if (!error) {
        m_editor->setExtraSelections({});
        return;
    }
    const QTextBlock line =
        m_editor->document()->findBlockByNumber(static_cast<int>(error->line) - 1);
    QTextEdit::ExtraSelection whole;
    whole.cursor = QTextCursor(line.isValid() ? line : m_editor->document()->lastBlock());
    whole.format.setBackground(documents::toneFill(documents::Tone::Danger, palette()));
    whole.format.setProperty(QTextFormat::FullWidthSelection, true);
    QTextEdit::ExtraSelection exact;
    exact.cursor = whole.cursor;
    const auto characters = QStringView(exact.cursor.block().text());
    const auto column = std::min<qsizetype>(static_cast<qsizetype>(error->column) - 1,
                                            std::max<qsizetype>(characters.size() - 1, 0));
    exact.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::MoveAnchor,
                              static_cast<int>(column));
    exact.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    exact.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    exact.format.setUnderlineColor(documents::tone(documents::Tone::Danger, palette()));
    m_editor->setExtraSelections({whole, exact});
}

bool JsonTextView::hasEdits() const
{
    return m_isPending;
}

bool JsonTextView::commitEdits()
{
    if (apply())
        return true;
    m_editor->setFocus(Qt::OtherFocusReason);
    emit refused(
        !m_document->isEditable() ? tr("The typed text cannot become part of the draft now.")
            : m_check->value() ? tr("The typed text changes values that were changed elsewhere in "
                                    "the draft since. Revert it, or undo the other change.")
                               : tr("The typed text is not valid JSON. Correct it or revert it."));
    return false;
}

/// Only what was edited of the text: the rest stays the values that it was printed from.
json::Value JsonTextView::takenFrom(const std::string& text) const
{
    const json::Value& typed = *m_check->value();
    return m_shown ? json::applyEdited({*m_shown, m_shownText}, {typed, text}) : typed;
}

/// The draft may have been changed by another view since the text was printed: nothing of that is
/// lost. nullopt: both have changed the same places.
std::optional<json::Value> JsonTextView::mergedWithDraft(const json::Value& typed) const
{
    const json::Value* now = json::resolve(m_document->value(), m_pointer);
    if (!now || !m_shown || now->isSameNode(*m_shown))
        return typed;
    const auto identity = m_document->records().identityOf(m_document->address().store);
    auto merge = json::mergeThreeWay(*m_shown, *now, typed, identity);
    return merge.conflicts.empty() ? std::optional(std::move(merge.merged)) : std::nullopt;
}

bool JsonTextView::apply()
{
    if (!m_check->mayDiffer())
        return true;
    if (!m_check->value())
        m_check->checkNow();
    if (!m_isPending)
        return true;
    if (!m_check->value())
        return false;
    std::string text = exactText(*m_editor).toStdString();
    const json::Value typed = takenFrom(text);
    const auto merged = mergedWithDraft(typed);
    if (!merged)
        return false;
    const auto changed = json::replaceAt(m_document->value(), m_pointer, *merged);
    const auto shownBefore = std::exchange(m_shown, typed);
    std::string textBefore = std::exchange(m_shownText, std::move(text));
    m_check->accept();
    setPending(false);
    if (!changed || !m_document->setValue(*changed, tr("edit as text"))) {
        m_shown = shownBefore;
        m_shownText = std::move(textBefore);
        m_check->unsettle();
        setPending(true);
        return false;
    }
    showState();
    return true;
}

bool JsonTextView::hasFocusInside() const
{
    return isAncestorOf(window()->focusWidget());
}

/// Read-only text is printed like that, and what is typed must be JSON.
bool JsonTextView::canFormat() const
{
    return m_document->isEditable() && !m_other && !isBusy() && m_pages->currentIndex() == 0
        && (m_isPending ? m_check->value().has_value() : m_shown.has_value());
}

void JsonTextView::format()
{
    if (m_check->mayDiffer() && !m_check->value())
        m_check->checkNow();
    if (canFormat())
        m_tasks.start(formatElsewhere(m_tasks.stopToken()));
}

async::Task<void> JsonTextView::formatElsewhere(std::stop_token stop)
{
    const std::size_t question = m_question;
    const int revision = m_editor->document()->revision();
    const json::Value typed = m_isPending ? *m_check->value() : *m_shown;
    const QString formatted = co_await m_document->records().executor().run(
        [typed, isPending = m_isPending, shown = m_shown, shownText = m_shownText,
         text = m_isPending ? exactText(*m_editor).toStdString() : std::string()] {
            const json::Value value =
                isPending && shown ? json::applyEdited({*shown, shownText}, {typed, text}) : typed;
            return QString::fromStdString(datastore::visibleJson(json::printPretty(value)));
        },
        stop);
    if (question != m_question || revision != m_editor->document()->revision() || !canFormat())
        co_return;
    if (formatted.size() <= 16 * sliceLength) {
        exchangeText(formatted);
    } else {
        const bool isPending = m_isPending;
        putText(formatted);
        m_isFormatting = isPending;
        if (!m_slices->isActive() && std::exchange(m_isFormatting, false))
            m_check->unsettle();
    }
    showState();
}

/// One step of the editor's undo.
void JsonTextView::exchangeText(const QString& text)
{
    QTextCursor cursor(m_editor->document());
    cursor.select(QTextCursor::Document);
    if (exactText(*m_editor) != text)
        cursor.insertText(text);
    cursor.movePosition(QTextCursor::Start);
    m_editor->setTextCursor(cursor);
}

void JsonTextView::revert()
{
    m_check->clear();
    setPending(false);
    m_shown.reset();
    m_editor->setExtraSelections({});
    refresh();
}

void JsonTextView::setPending(bool isPending)
{
    if (std::exchange(m_isPending, isPending) != isPending)
        emit pendingChanged(isPending);
}

void JsonTextView::showState()
{
    m_editor->setReadOnly(isReadOnly());
    m_format->setVisible(!isReadOnly() && m_pages->currentIndex() == 0);
    m_format->setEnabled(canFormat());
    m_apply->setVisible(m_isPending);
    m_revert->setVisible(m_isPending);
    m_apply->setEnabled(m_check->value() && m_document->isEditable());
    QPalette colours = palette();
    documents::Tone meaning = documents::Tone::Muted;
    QString text;
    if (m_slices->isActive()) {
        text =
            tr("Loading the text: %1 %").arg(m_put * 100 / std::max<qsizetype>(m_rest.size(), 1));
    } else if (m_isPending && m_check->error()) {
        meaning = documents::Tone::Danger;
        text = documents::parseErrorTextWithPosition(*m_check->error());
    } else if (m_isPending && !m_check->value()) {
        text = tr("Checking…");
    } else if (m_isPending) {
        meaning = documents::Tone::Changed;
        text = tr("Valid JSON, not yet part of the draft");
    } else if (!m_pointer.isRoot()) {
        text = tr("Text of %1").arg(documents::visibleName(m_pointer.toString()));
    } else if (isReadOnly()) {
        text = tr("Read-only");
    } else {
        text = tr("Valid JSON");
    }
    colours.setColor(QPalette::WindowText, documents::tone(meaning, colours));
    m_state->setPalette(colours);
    m_state->setText(text);
    m_state->setToolTip(text);
}

} // namespace plectrum::ui

#include "moc_json_text_view.cpp"
