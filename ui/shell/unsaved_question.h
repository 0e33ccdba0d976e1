// SPDX-License-Identifier: MIT
// Asks what becomes of the changes of records that are to be closed: save, discard or stay. Does
// not block; answers by one of its signals and deletes itself.
#pragma once

#include "ui/record/record_document.h"

#include <QObject>
#include <QPointer>

#include <vector>

class QAbstractButton;
class QMessageBox;
class QWidget;

namespace plectrum::ui {

class UnsavedQuestion final : public QObject
{
    Q_OBJECT

public:
    /// Shows the question over `window`; `documents` are modified and at least one.
    UnsavedQuestion(std::vector<RecordDocument*> documents, QWidget* window);

signals:
    void settled(); ///< all are saved, or may be thrown away
    void cancelled(); ///< nothing may be closed

private:
    void ask(QWidget* window);
    void answer(QAbstractButton* button);
    void saveAll();
    void noteSaved(const store::SaveResult& result);
    void end(bool isSettled);

    std::vector<QPointer<RecordDocument>> m_documents;
    QMessageBox* m_box = nullptr;
    std::size_t m_saving = 0;
    bool m_hasEnded = false;
};

} // namespace plectrum::ui
