// SPDX-License-Identifier: MIT
// Shows what a write would change and asks. Opened with open(), answers by confirmed(); deletes
// itself when closed.
#pragma once

#include "json/value.h"

#include <QDialog>
#include <QString>

namespace plectrum::ui {

class SaveDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Question
    {
        QString title; ///< "Save changes", "Restore version"
        QString explanation; ///< a sentence above the difference
        QString confirmText; ///< of the button: says what will happen, "Save 3 changes"
        json::Value before;
        json::Value after;
    };
    explicit SaveDialog(const Question& question, QWidget* parent = nullptr);

signals:
    void confirmed();
};

} // namespace plectrum::ui
