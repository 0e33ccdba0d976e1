// SPDX-License-Identifier: MIT
// The page of the migration lab: what is run, progress, the tables of what came out over the
// details of what is chosen in them, and applying it all.
#pragma once

#include "documents/migration/lab_apply.h"
#include "documents/migration/lab_document.h"

#include <QWidget>

#include <string>

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace plectrum::documents {
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class LabDetails;
class LabTableTabs;
class MessageBar;
class ToneLabel;

class MigrationLabPage final : public QWidget
{
    Q_OBJECT

public:
    /// The workspace must outlive the page.
    explicit MigrationLabPage(documents::Workspace& workspace, QWidget* parent = nullptr);

    documents::LabDocument& document() { return m_document; }
    documents::LabApply& applying() { return m_apply; }
    LabTableTabs* tables() const { return m_tables; }
    LabDetails* details() const { return m_details; }
    /// Chooses the store that is tried.
    void setStore(const std::string& store);

signals:
    void gameWanted(const std::string& store); ///< where its code is chosen
    void recordWanted(const std::string& store, const std::string& key);

private:
    QWidget* makeWhat();
    QWidget* makeHow();
    QWidget* makeState();
    void fillStores();
    void chooseKeys();
    void showPhase();
    void showBinding();
    void showProgress();
    void showApply();
    void showOutcome();
    void runOrStop();
    void wantApply();
    void askToApply();
    void askForFile(documents::LabDocument::ReportFormat format);
    void showExported(const QString& path, const QString& why);
    QString storeTitle() const;

    documents::Workspace& m_workspace;
    documents::LabDocument m_document;
    documents::LabApply m_apply;
    QComboBox* m_store = nullptr;
    QLabel* m_codeIcon = nullptr;
    QLabel* m_code = nullptr;
    QComboBox* m_keys = nullptr;
    QSpinBox* m_sample = nullptr;
    QCheckBox* m_follow = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_applyButton = nullptr;
    QPushButton* m_preview = nullptr;
    QPushButton* m_run = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_status = nullptr;
    MessageBar* m_message = nullptr;
    LabTableTabs* m_tables = nullptr;
    LabDetails* m_details = nullptr;
    documents::LabDocument::Phase m_shown = documents::LabDocument::Phase::Unbound;
    bool m_hasShownFailure = false; ///< of this run
    bool m_appliesAfterRun = false; ///< the dry run comes first
};

} // namespace plectrum::ui
