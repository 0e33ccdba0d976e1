// SPDX-License-Identifier: MIT
// The log, live: filter by level and by words, follow the newest, copy, export.
#pragma once

#include "documents/activity/log_model.h"

#include <QWidget>

#include <memory>

class QAction;
class QComboBox;
class QLineEdit;
class QStackedLayout;
class QTableView;

namespace plectrum::ui {

class EmptyState;
class MessageBar;
class ToneLabel;

class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LogPanel(std::shared_ptr<documents::LogBuffer> buffer, QWidget* parent = nullptr);

    documents::LogModel* model() const { return m_model; }
    QTableView* view() const { return m_view; }
    bool isFollowing() const;
    /// Writes what is shown; the name says in what format. Tells how it went.
    bool exportTo(const QString& path);
    void focusList();

private:
    void makeActions();
    QWidget* makeTop();
    void connectAll();

    void applyFilter();
    void showCounts();
    void followTail();
    void noteScroll();
    void copyChosen();
    void askForFile();

    documents::LogModel* m_model;
    QComboBox* m_level;
    QLineEdit* m_words;
    ToneLabel* m_counts;
    MessageBar* m_message;
    QTableView* m_view;
    EmptyState* m_empty;
    QStackedLayout* m_pages;
    QTimer m_delay;
    QAction* m_follow = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_export = nullptr;
    QAction* m_clear = nullptr;
    QAction* m_search = nullptr;
};

} // namespace plectrum::ui
