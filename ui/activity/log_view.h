// SPDX-License-Identifier: MIT
// The table of the log: time, level, source, message, context.
#pragma once

#include <QTableView>

namespace plectrum::documents {
class LogModel;
} // namespace plectrum::documents

namespace plectrum::ui {

class LogView final : public QTableView
{
    Q_OBJECT

public:
    /// The model must outlive the view.
    explicit LogView(documents::LogModel& model, QWidget* parent = nullptr);
};

} // namespace plectrum::ui
