// SPDX-License-Identifier: MIT
#include "ui/record/search_bar.h"

#include "documents/basics/tone.h"
#include "documents/record/json_tree_model.h"
#include "ui/record/json_tree_view.h"
#include "ui/widgets/icon.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace plectrum::ui {

SearchBar::SearchBar(JsonTreeView* view, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_text(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_again(new QTimer(this))
{
    m_text->setObjectName(QStringLiteral("search.text"));
    m_text->setPlaceholderText(tr("Find in names and values"));
    m_text->setAccessibleName(tr("Find in names and values"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_count->setObjectName(QStringLiteral("search.count"));
    m_count->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("20,000 of 20,000")));
    m_again->setSingleShot(true);
    m_again->setInterval(std::chrono::milliseconds(150));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(documents::spacing::small, documents::spacing::tiny,
                            documents::spacing::small, documents::spacing::tiny);
    row->setSpacing(documents::spacing::tiny);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    row->addWidget(makeButton(QStringLiteral("up"), tr("Previous match"), &SearchBar::previous));
    row->addWidget(makeButton(QStringLiteral("down"), tr("Next match"), &SearchBar::next));
    row->addWidget(makeButton(QStringLiteral("close"), tr("Close the search"), &SearchBar::close));

    connect(m_text, &QLineEdit::textChanged, this, [this] {
        m_goesToFirst = true;
        search();
    });
    connect(m_again, &QTimer::timeout, this, &SearchBar::search);
    connect(&m_search, &documents::JsonSearch::finished, this, &SearchBar::showFound);
    connect(view->jsonModel(), &documents::JsonTreeModel::marksChanged, m_again,
            qOverload<>(&QTimer::start));
    connect(view, &JsonTreeView::currentPointerChanged, this, &SearchBar::showCount);
    setVisible(false);
}

QToolButton* SearchBar::makeButton(const QString& iconName, const QString& text,
                                   void (SearchBar::*does)())
{
    auto* button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, this, does);
    return button;
}

void SearchBar::open()
{
    setVisible(true);
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    search();
}

void SearchBar::close()
{
    setVisible(false);
    m_view->setFocus(Qt::OtherFocusReason);
    emit closed();
}

const documents::JsonMatches& SearchBar::matches() const
{
    return m_search.matches();
}

void SearchBar::search()
{
    if (isVisible())
        m_search.start(m_view->jsonModel()->value(), m_text->text());
}

void SearchBar::showFound()
{
    if (std::exchange(m_goesToFirst, false) && matches().size() > 0) {
        const auto rows = currentRows();
        // Typing on must not walk away from a match that still is one.
        const std::size_t current = (matches().before(rows) + 1) % matches().size();
        if (!std::ranges::equal(matches().at(current), rows)) {
            const auto found = matches().at(matches().after(rows));
            m_view->goTo(m_view->jsonModel()->indexOfRows({found.begin(), found.end()}));
        }
    }
    showCount();
}

std::vector<std::uint32_t> SearchBar::currentRows() const
{
    std::vector<std::uint32_t> rows;
    for (const std::size_t row : m_view->jsonModel()->rows(m_view->currentIndex()))
        rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
}

void SearchBar::next()
{
    go(true);
}

void SearchBar::previous()
{
    go(false);
}

void SearchBar::go(bool isForward)
{
    if (!isVisible())
        open();
    if (matches().size() == 0)
        return;
    const auto rows = currentRows();
    const auto found = matches().at(isForward ? matches().after(rows) : matches().before(rows));
    m_view->goTo(m_view->jsonModel()->indexOfRows({found.begin(), found.end()}));
    showCount();
}

void SearchBar::showCount()
{
    if (!isVisible())
        return;
    const std::size_t size = matches().size();
    if (m_text->text().isEmpty()) {
        m_count->clear();
        return;
    }
    if (size == 0) {
        m_count->setText(m_search.isRunning() ? tr("Searching…") : tr("No match"));
        return;
    }
    const QLocale locale;
    const auto rows = currentRows();
    const std::size_t current = (matches().before(rows) + 1) % size;
    if (std::ranges::equal(matches().at(current), rows)) {
        m_count->setText(tr("%1 of %2").arg(locale.toString(current + 1), locale.toString(size)));
    } else {
        m_count->setText(
            (size == 1 ? tr("%1 match") : tr("%1 matches")).arg(locale.toString(size)));
    }
}

void SearchBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        go(!event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QWidget::keyPressEvent(event);
}

} // namespace plectrum::ui

#include "moc_search_bar.cpp"
