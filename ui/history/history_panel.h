// SPDX-License-Identifier: MIT
// The history below a record: the drawn timeline, and the difference of the chosen version to now
// with the button that brings it back.
#pragma once

#include <QList>
#include <QWidget>

#include <memory>

class QAction;
class QLabel;
class QToolButton;

namespace plectrum::editing {
struct SaveResult;
}

namespace plectrum::documents {
class RecordDocument;
class RecordHistory;
class VersionListModel;
class VersionToRestore;
} // namespace plectrum::documents

namespace plectrum::ui {

class DiffView;
class VersionTimeline;

class HistoryPanel final : public QWidget
{
    Q_OBJECT

public:
    /// The document must outlive the panel. Reloads itself after every load and save.
    explicit HistoryPanel(documents::RecordDocument* document, QWidget* parent = nullptr);
    ~HistoryPanel() override;
    documents::RecordHistory* history() const;
    VersionTimeline* timeline() const;
    DiffView* diffView() const;
    /// Nothing is compared: it is as low as the timeline.
    bool isStrip() const { return m_isStrip; }
    /// "history.restore", "history.reload", "history.zoomIn", "history.zoomOut",
    /// "history.showAll", "history.close".
    QList<QAction*> historyActions() const;

signals:
    /// A version is compared with now, and what is above can give room for it; or no more.
    void stripChanged(bool isStrip);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeActions();
    QWidget* makeHeader();
    void connectDocument();
    void reload();
    void showVersion();
    void compareWithNow();
    void showVersionFailure(const QString& version, const QString& why);
    void showHistoryState();
    void updateHeader();
    void fitHeight();
    void updateRestore();
    void askToRestore();
    void restore(const documents::VersionToRestore& agreed, bool keepsTrying = false);
    void keepTryingOrStop();
    void noteFailure(const QString& why, bool isOfLock);
    void showOutcome(const editing::SaveResult& result);

    documents::RecordDocument* m_document;
    documents::RecordHistory* m_history;
    documents::VersionListModel* m_model;
    VersionTimeline* m_timeline;
    DiffView* m_diff;
    QLabel* m_count;
    QLabel* m_chosen;
    QLabel* m_hint; ///< why one cannot restore, or what came of it
    QToolButton* m_retry;
    QToolButton* m_keepTrying; ///< offered where the lock could not be taken, and stops it
    QToolButton* m_restoreButton;
    QWidget* m_header = nullptr;
    QAction* m_restore = nullptr;
    QAction* m_reload = nullptr;
    QAction* m_zoomIn = nullptr;
    QAction* m_zoomOut = nullptr;
    QAction* m_showAll = nullptr;
    QAction* m_close = nullptr;
    bool m_isStrip = false;
    QString m_outcome; ///< of the last restore; stays until another version is chosen
    bool m_isRestoring = false;
    bool m_isTrying = false; ///< errors of the lock are waited out
    std::unique_ptr<documents::VersionToRestore>
        m_refused; ///< agreed to, and its lock could not be taken
};

} // namespace plectrum::ui
