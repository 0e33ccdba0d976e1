// SPDX-License-Identifier: MIT
// Chooses the game code of a store: the file, its project, what to call, the ids. Loads it as it is
// chosen and shows what was found: stores, what creates them, what is missing, what fails at which
// line. Opened with open(), answers by bindWanted() or unbindWanted(); deletes itself when closed.
#pragma once

#include "async/computation.h"
#include "documents/game/loaded_game.h"

#include <QDialog>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace plectrum::ui {

class SourceView;

class BindDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Start
    {
        QStringList stores; ///< that code can be bound to
        QString store; ///< the one that is chosen
        std::optional<documents::GameSpec> known; ///< what is bound to it
    };
    explicit BindDialog(const Start& start, QWidget* parent = nullptr);

signals:
    void bindWanted(const QString& store, const plectrum::documents::GameSpec& spec);
    void unbindWanted(const QString& store);

private:
    QFormLayout* makeForm(const Start& start);
    QWidget* makeFindings();
    QWidget* makeButtons(bool isBound);
    QLineEdit* addField(QFormLayout* form, const QString& name, const QString& label,
                        const QString& hint, const QString& filter = {});
    void choose(QLineEdit* field, const QString& filter);
    void fill(const documents::GameSpec& known);
    documents::GameSpec spec() const;
    void loadSoon();
    void load();
    void showGame(std::shared_ptr<const documents::LoadedGame> game);
    void showStores(const documents::GameReport& report);
    void showNotes(const documents::GameReport& report);
    void showState(const documents::GameReport& report);
    void showSource(const QTreeWidgetItem* row);
    void useCall(const QTreeWidgetItem* row);
    void setState(const QString& text, bool isWrong);
    void bind();

    QComboBox* m_store = nullptr;
    QLineEdit* m_file = nullptr;
    QLineEdit* m_project = nullptr;
    QLineEdit* m_call = nullptr;
    QLineEdit* m_gameId = nullptr;
    QLineEdit* m_placeId = nullptr;
    QComboBox* m_codeStore = nullptr;
    QTreeWidget* m_findings = nullptr;
    SourceView* m_source = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_bind = nullptr;
    QTimer m_soon;
    QString m_wantedStore; ///< in the code
    std::shared_ptr<const documents::LoadedGame> m_game;
    async::Computation<std::shared_ptr<const documents::LoadedGame>> m_loading;
};

} // namespace plectrum::ui
