// SPDX-License-Identifier: MIT
// Two states of data beside each other: each side chosen from drafts, versions, keys here and in
// other open universes, and files. What is selected of the difference is taken over into the draft
// at the left. Shown with open(); deletes itself when closed.
#pragma once

#include "async/task_owner.h"
#include "documents/compare/comparison.h"

#include <QDialog>

#include <array>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace plectrum::ui {

class DiffView;

class CompareDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `about` is the record that is offered with its draft and its versions. The workspace must
    /// outlive the dialog.
    CompareDialog(documents::Workspace& workspace, const store::KeyAddress& about,
                  QWidget* parent = nullptr);

    documents::Comparison* comparison() const { return m_comparison; }
    DiffView* diffView() const { return m_diff; }
    /// Offers it on both sides and chooses it on one.
    void choose(documents::Comparison::Side side, const documents::CompareSource& source);

private:
    using Side = documents::Comparison::Side;

    void build();
    QComboBox* makeSide(Side side);
    void offer(const documents::CompareSource& source);
    void offerDrafts();
    void offerVersions();
    void offerOthers();
    void chooseAt(Side side, int row);
    void askForKey(Side side, documents::Workspace* universe);
    void askForFile(Side side);
    void showDifference();
    void showChoice();
    void takeOver();
    std::vector<bool> chosenChanges() const;
    static async::Task<void> listVersions(QPointer<CompareDialog> self,
                                          editing::RecordAccess records, store::KeyAddress about,
                                          std::stop_token stop);

    documents::Workspace& m_workspace;
    store::KeyAddress m_about;
    documents::Comparison* m_comparison;
    std::vector<documents::CompareSource> m_sources; ///< in the order of the boxes
    std::array<QComboBox*, 2> m_boxes{};
    DiffView* m_diff;
    QLabel* m_note;
    QPushButton* m_takeOver;
};

} // namespace plectrum::ui
