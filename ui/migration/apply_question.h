// SPDX-License-Identifier: MIT
// Asks before pending migrations are written to the records of a store: what the dry run found.
// Deletes itself; confirmed() is the yes.
#pragma once

#include "gamecode/migration_results.h"

#include <QDialog>
#include <QString>

namespace plectrum::ui {

class ApplyQuestion final : public QDialog
{
    Q_OBJECT

public:
    ApplyQuestion(const QString& universe, const QString& store,
                  const gamecode::LabResults& results, QWidget* parent = nullptr);

signals:
    void confirmed();
};

} // namespace plectrum::ui
