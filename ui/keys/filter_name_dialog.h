// SPDX-License-Identifier: MIT
// Asks what a filter of the keys shall be called. Opened with open(), answers by named(); deletes
// itself when closed.
#pragma once

#include "ui/settings/key_memory.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace plectrum::ui {

class FilterNameDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit FilterNameDialog(const SavedFilter& filter, QWidget* parent = nullptr);

signals:
    void named(const QString& name);

private:
    void confirm();

    QLineEdit* m_name;
    QPushButton* m_confirm;
};

} // namespace plectrum::ui
