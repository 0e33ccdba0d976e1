// SPDX-License-Identifier: MIT
// Asks by which members the elements of arrays in one store can be told apart. Opened with open(),
// answers by chosen(), deletes itself.
#pragma once

#include "editing/record_access.h"

#include <QDialog>
#include <QStringList>

class QPlainTextEdit;

namespace plectrum::ui {

class ElementNamesDialog final : public QDialog
{
    Q_OBJECT

public:
    ElementNamesDialog(const editing::StoreListing& store, const QStringList& members,
                       QWidget* parent = nullptr);

signals:
    void chosen(const QStringList& members); ///< in the order of their lines; may be none

private:
    void choose();

    QPlainTextEdit* m_members;
};

} // namespace plectrum::ui
