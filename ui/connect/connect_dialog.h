// SPDX-License-Identifier: MIT
// Sets up a universe behind Open Cloud: what it is, its key, how it is treated. Looks it up and
// tries the key without leaving; opened with open(), answers by accepted connections, deletes
// itself when closed. The key goes to the desk and nowhere else.
#pragma once

#include "async/task_owner.h"
#include "documents/connect/cloud_desk.h"
#include "documents/connect/connection.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace plectrum::ui {

class ConnectDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `desk` must outlive the dialog and its tasks. `known` fills the form of a connection that is
    /// there already.
    ConnectDialog(documents::CloudDesk& desk, const documents::Connection& known,
                  QWidget* parent = nullptr);

signals:
    /// Its key is kept.
    void connectionMade(const plectrum::documents::Connection& connection);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Field
    {
        QLineEdit* edit;
        QLabel* problem;
    };
    Field addField(QFormLayout* form, const QString& name, const QString& label,
                   const QString& hint);
    QWidget* makeTitle();
    QWidget* makeTrial();
    QWidget* makeButtons();
    QFormLayout* makeForm();
    void fill(const documents::Connection& known);
    documents::ConnectionForm form() const;
    documents::CloudDesk::Key key() const;
    bool isKeyRight() const;
    void readHubUrl(const QString& text);
    void showProblems();
    void showTitleOf(const QString& universe);
    void showFindings(const QList<documents::KeyFinding>& findings);
    void setBusy(const QString& what);
    void showMessage(const QString& text);
    bool begin(bool isReady, const QString& what);
    void lookUp();
    void tryKey();
    void finish();
    async::Task<void> askForKey(datastore::CloudSpec spec, std::stop_token stop);
    async::Task<void> loadTitle(datastore::CloudSpec spec, documents::CloudDesk::Key key,
                                std::stop_token stop);
    async::Task<void> probe(datastore::CloudSpec spec, documents::CloudDesk::Key key,
                            std::stop_token stop);
    async::Task<void> keep(documents::Connection connection, documents::CloudDesk::Key key,
                           bool isForSession, std::stop_token stop);
    void showFailure(const std::exception_ptr& error);

    documents::CloudDesk& m_desk;
    Field m_name{};
    Field m_universe{};
    Field m_place{};
    Field m_key{};
    Field m_base{};
    QLabel* m_tile = nullptr;
    QLabel* m_title = nullptr;
    QComboBox* m_kind = nullptr;
    QLabel* m_kindNote = nullptr;
    QSpinBox* m_share = nullptr;
    QComboBox* m_wire = nullptr;
    QCheckBox* m_session = nullptr;
    QPushButton* m_lookUp = nullptr;
    QPushButton* m_try = nullptr;
    QPushButton* m_connect = nullptr;
    QTreeWidget* m_findings = nullptr;
    QLabel* m_state = nullptr;
    QList<documents::KeyFinding> m_found;
    QString m_universeTitle;
    bool m_hasKey = false; ///< one is kept
    bool m_showsAll = false; ///< also what is missing, not only what is wrong
    bool m_isBusy = false;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::ui
