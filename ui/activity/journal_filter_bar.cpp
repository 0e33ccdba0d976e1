// SPDX-License-Identifier: MIT
#include "ui/activity/journal_filter_bar.h"

#include "documents/basics/tone.h"
#include "ui/widgets/icon.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>

#include <chrono>
#include <utility>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds filterPause{150};

QLineEdit* makeField(const QString& name, const QString& text, QWidget* parent)
{
    auto* field = new QLineEdit(parent);
    field->setObjectName(name);
    field->setPlaceholderText(text);
    field->setAccessibleName(text);
    field->setClearButtonEnabled(true);
    return field;
}

} // namespace

JournalFilterBar::JournalFilterBar(const async::Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_text(makeField(u"journal.text"_s, tr("Search the journal"), this))
    , m_store(new QComboBox(this))
    , m_key(makeField(u"journal.key"_s, tr("Key"), this))
    , m_time(new QComboBox(this))
{
    m_text->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_text->setToolTip(tr("Text in store, key, value, path or reason"));
    m_store->setObjectName(u"journal.store"_s);
    m_store->setAccessibleName(tr("Store"));
    m_store->addItem(tr("All stores"), QString());
    m_time->setObjectName(u"journal.time"_s);
    m_time->setAccessibleName(tr("Time"));
    addTimes();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(documents::spacing::tiny);
    row->addWidget(m_text, 3);
    row->addWidget(m_store);
    row->addWidget(m_key, 1);
    row->addWidget(m_time);
    m_delay.setSingleShot(true);
    m_delay.setInterval(filterPause);
    connect(&m_delay, &QTimer::timeout, this, &JournalFilterBar::changed);
    for (const QLineEdit* field : {m_text, m_key})
        connect(field, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    for (const QComboBox* box : {m_store, m_time})
        connect(box, &QComboBox::currentIndexChanged, this, &JournalFilterBar::changed);
}

void JournalFilterBar::addTimes()
{
    using std::chrono::hours;
    const std::pair<QString, hours> times[] = {{tr("Any time"), hours(0)},
                                               {tr("Last hour"), hours(1)},
                                               {tr("Last 24 hours"), hours(24)},
                                               {tr("Last 7 days"), hours(24 * 7)},
                                               {tr("Last 30 days"), hours(24 * 30)}};
    for (const auto& [text, time] : times)
        m_time->addItem(text, int(time.count()));
}

journal::Filter JournalFilterBar::filter() const
{
    journal::Filter filter;
    filter.text = m_text->text().trimmed().toStdString();
    filter.store = m_store->currentData().toString().toStdString();
    filter.key = m_key->text().toStdString();
    if (const int hours = m_time->currentData().toInt())
        filter.from = m_clock.now() - std::chrono::hours(hours);
    return filter;
}

void JournalFilterBar::setStores(const QStringList& stores)
{
    const QSignalBlocker blocker(m_store);
    const QString chosen = m_store->currentData().toString();
    m_store->clear();
    m_store->addItem(tr("All stores"), QString());
    for (const QString& store : stores)
        m_store->addItem(store, store);
    if (!chosen.isEmpty() && m_store->findData(chosen) < 0)
        m_store->addItem(chosen, chosen);
    m_store->setCurrentIndex(m_store->findData(chosen));
}

void JournalFilterBar::choose(const QString& store, const QString& key)
{
    const QSignalBlocker ownBlocker(this);
    m_text->clear();
    if (m_store->findData(store) < 0)
        m_store->addItem(store, store);
    m_store->setCurrentIndex(m_store->findData(store));
    m_key->setText(key);
    m_time->setCurrentIndex(0);
    m_delay.start();
}

void JournalFilterBar::clear()
{
    choose({}, {});
}

void JournalFilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

} // namespace plectrum::ui

#include "moc_journal_filter_bar.cpp"
