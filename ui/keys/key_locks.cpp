// SPDX-License-Identifier: MIT
#include "ui/keys/key_locks.h"

#include "documents/keys/key_list_model.h"
#include "ui/keys/key_list_view.h"

#include <QTimer>

#include <chrono>
#include <vector>

namespace plectrum::ui {

namespace {

constexpr std::chrono::milliseconds rest{150};

} // namespace

KeyLocks::KeyLocks(documents::KeyListModel* model, KeyListView* view, editing::LockWatch& watch)
    : QObject(view)
    , m_model(model)
    , m_view(view)
    , m_watcher(watch.watch(editing::WatchPriority::Row,
                            [model](const store::KeyAddress& key) { model->noteLock(key); }))
    , m_soon(new QTimer(this))
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(rest);
    connect(m_soon, &QTimer::timeout, this, &KeyLocks::watchShownRows);
    connect(view, &KeyListView::shownRowsChanged, m_soon, qOverload<>(&QTimer::start));
    m_soon->start();
}

KeyLocks::~KeyLocks() = default;

void KeyLocks::watchShownRows()
{
    std::vector<store::KeyAddress> keys;
    const auto [first, last] = m_view->shownRows();
    for (int row = first; row <= last; ++row)
        keys.push_back(m_model->address(m_model->index(row)));
    m_watcher->setKeys(std::move(keys));
}

} // namespace plectrum::ui

#include "moc_key_locks.cpp"
