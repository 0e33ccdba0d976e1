// SPDX-License-Identifier: MIT
// Below the tables of the migration lab: the records that the chosen row speaks of, one of them
// step by step, the failing line beside its source, and what a player would see of it.
#pragma once

#include "documents/migration/lab_document.h"
#include "gamecode/migration_lab.h"

#include <QSplitter>

#include <cstddef>
#include <optional>
#include <string>

class QLabel;
class QLineEdit;
class QListView;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;

namespace plectrum::documents {
class LabKeyModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class DiffView;
class LabTableTabs;
class SourceView;

class LabDetails final : public QSplitter
{
    Q_OBJECT

public:
    enum Page
    {
        StepsPage,
        SourcePage,
        LoadPage
    };
    /// Both must outlive the details.
    LabDetails(documents::LabDocument& document, LabTableTabs& tables, QWidget* parent = nullptr);

    /// What the tables have chosen.
    void showChosen();
    void showFailure(const documents::GameFailure& failure);
    QTabWidget* pages() const { return m_pages; }
    std::string currentKey() const;

signals:
    void recordWanted(const std::string& key);

private:
    QWidget* makeKeys();
    QWidget* makeSteps();
    QWidget* makeSource();
    QWidget* makeLoad();
    void chooseKey();
    void showTrial();
    void showStep(int row);
    void showLoad();
    void showTrialFailure(const QString& why);

    documents::LabDocument& m_document;
    LabTableTabs& m_tables;
    documents::LabKeyModel* m_keys;
    QListView* m_keyView = nullptr;
    QLabel* m_keyCount = nullptr;
    QPushButton* m_load = nullptr;
    QPushButton* m_open = nullptr;
    QTabWidget* m_pages = nullptr;
    QListWidget* m_steps = nullptr;
    DiffView* m_diff = nullptr;
    QLabel* m_place = nullptr;
    SourceView* m_source = nullptr;
    QLabel* m_loadText = nullptr;
    QPlainTextEdit* m_log = nullptr;
    DiffView* m_loadDiff = nullptr;
    std::optional<documents::GameFailure> m_shownFailure;
    std::optional<std::size_t> m_step; ///< that the chosen row is of
};

} // namespace plectrum::ui
