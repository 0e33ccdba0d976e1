// SPDX-License-Identifier: MIT
// A lock's state as a small button: icon (with a ring until the refresh when it is ours) and word;
// the tooltip says how it is known. Pressing it opens a menu with that text and what can be done.
// It is watched while it is seen.
#pragma once

#include <QAbstractButton>
#include <QList>
#include <QPointer>

class QMenu;
class QTimer;

namespace plectrum::documents {
class LockStatus;
} // namespace plectrum::documents

namespace plectrum::ui {

class LockIndicator final : public QAbstractButton
{
    Q_OBJECT

public:
    /// `actions` stand in its menu. The status and they must outlive the indicator. Without a lock
    /// (plain data stores) it stays hidden.
    LockIndicator(documents::LockStatus* status, const QList<QAction*>& actions,
                  QWidget* parent = nullptr);

    const QList<QAction*>& menuActions() const { return m_menuActions; }
    void setActions(const QList<QAction*>& actions);
    /// A caption above the word, as the facts of a record have; empty for none.
    void setCaption(const QString& caption);
    /// The menu, opened below; null when none is open.
    QMenu* menu() const;
    void openMenu();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showState();
    QFont captionFont() const;
    int captionHeight() const;

    documents::LockStatus* m_status;
    QList<QAction*> m_menuActions;
    QString m_caption;
    QTimer* m_turn; ///< moves the ring
    QPointer<QMenu> m_menu;
};

} // namespace plectrum::ui
