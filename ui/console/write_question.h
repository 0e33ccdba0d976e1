// SPDX-License-Identifier: MIT
// Asks before a script writes: the keys, and what changes in each. Deletes itself; answered() is
// told once.
#pragma once

#include "documents/console/console_document.h"

#include <QDialog>

#include <memory>

class QCheckBox;

namespace plectrum::ui {

class WriteQuestion final : public QDialog
{
    Q_OBJECT

public:
    explicit WriteQuestion(std::shared_ptr<const documents::ConsoleQuestion> question,
                           QWidget* parent = nullptr);

    const documents::ConsoleQuestion& question() const { return *m_question; }

signals:
    void answered(bool isConfirmed, bool isForAll);

private:
    QString explanation() const;
    QWidget* makeDifferences();
    QWidget* makeButtons();

    std::shared_ptr<const documents::ConsoleQuestion> m_question;
    QCheckBox* m_forAll;
};

} // namespace plectrum::ui
