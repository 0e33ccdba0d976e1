// SPDX-License-Identifier: MIT
// A line above the records that tells which unsaved edits were recovered, and why edits and writes
// are not kept when they are not. Hidden while there is nothing to tell.
#pragma once

#include <QWidget>

namespace plectrum::documents {
class Workspace;
} // namespace plectrum::documents

namespace plectrum::ui {

class MessageBar;

class JournalNotice final : public QWidget
{
    Q_OBJECT

public:
    /// The workspace must outlive it.
    explicit JournalNotice(documents::Workspace& workspace, QWidget* parent = nullptr);

    MessageBar* bar() const { return m_bar; }

private:
    void showRecovered(int records, int transactions, int unreadable, int ofUnknownGroup);
    void showFailure(const QString& why);

    MessageBar* m_bar;
};

} // namespace plectrum::ui
