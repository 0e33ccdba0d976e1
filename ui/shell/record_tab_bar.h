// SPDX-License-Identifier: MIT
// The tabs of the open records: each with a close button that shows a dot while the record is
// modified; the one that is only looked at in italics.
#pragma once

#include <QTabBar>

namespace plectrum::ui {

class RecordTabBar final : public QTabBar
{
    Q_OBJECT

public:
    explicit RecordTabBar(QWidget* parent = nullptr);

    /// The tab whose text is in italics; -1 for none.
    void setPreviewTab(int index);
    int previewTab() const;
    void setModified(int index, bool isModified);
    bool isModified(int index) const;

signals:
    void pinRequested(int index);

protected:
    QSize minimumTabSizeHint(int index) const override;
    void tabInserted(int index) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    int tabOfButton(const QWidget* button) const;
    void requestClose();

    QWidget* m_previewButton = nullptr; ///< of the preview's tab: stays with it when tabs move
};

} // namespace plectrum::ui
