// SPDX-License-Identifier: MIT
// Items in a row that goes on in the next line when it is full, as words do.
#pragma once

#include <QLayout>
#include <QList>

namespace plectrum::ui {

class FlowLayout final : public QLayout
{
public:
    FlowLayout(int across, int down, QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override;
    bool hasHeightForWidth() const override;
    int heightForWidth(int width) const override;
    QSize minimumSize() const override;
    QSize sizeHint() const override;
    void setGeometry(const QRect& rect) override;

private:
    int arrange(const QRect& rect, bool isDone) const; ///< gives the height

    QList<QLayoutItem*> m_items;
    int m_across;
    int m_down;
};

} // namespace plectrum::ui
