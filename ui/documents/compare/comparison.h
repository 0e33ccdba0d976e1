// SPDX-License-Identifier: MIT
// Two states of data side by side, wherever they come from: a draft, a key, a version, a key in
// another universe that is open, a file. What differs can be taken over into the draft at the left,
// change by change; saving that draft is the record's own affair.
#pragma once

#include "async/task.h"
#include "documents/history/difference.h"
#include "documents/workspace.h"
#include "editing/record_access.h"
#include "json/value.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace plectrum::documents {

class RecordDocument;

struct CompareSource
{
    enum class Kind
    {
        Draft, ///< an open record as it is edited
        Stored, ///< what stands at a key now
        Version, ///< an old version of a key
        File, ///< a value, or one key of an export
    };
    Kind kind = Kind::Stored;
    store::KeyAddress address{};
    std::string version{}; ///< for Version
    QString path{}; ///< for File
    QPointer<Workspace> universe{}; ///< another one; null: the window's own
    QString title{}; ///< what it is called where it can be chosen

    /// Whatever they are called.
    friend bool operator==(const CompareSource& one, const CompareSource& other)
    {
        return one.kind == other.kind && one.address == other.address
            && one.version == other.version && one.path == other.path
            && one.universe == other.universe;
    }
};

class Comparison final : public QObject
{
    Q_OBJECT

public:
    enum Side
    {
        Left,
        Right
    };

    /// The workspace must outlive it.
    explicit Comparison(Workspace& workspace, QObject* parent = nullptr);
    ~Comparison() override;

    /// Reads it; changed() tells.
    void setSource(Side side, const CompareSource& source);
    const std::optional<CompareSource>& source(Side side) const;
    bool isReading() const;
    /// Why a side has nothing to show, as a sentence; empty when it has.
    QString problem(Side side) const;
    const std::optional<json::Value>& data(Side side) const;
    bool isComplete() const; ///< both sides are there
    /// The record whose draft takes changes over; null when there is none.
    RecordDocument* target() const;
    /// Of the changes from left to right those that are chosen become part of the draft, as one
    /// step of undo. False when it cannot be edited, or has changed since.
    bool takeOver(const std::vector<json::Change>& changes, const std::vector<bool>& isChosen);

signals:
    void changed();

private:
    struct State
    {
        std::optional<CompareSource> source{};
        std::optional<json::Value> data{};
        QString problem{};
        bool isReading = false;
        std::size_t question = 0; ///< counts up, so that a late answer is known
    };
    struct Reading
    {
        std::optional<json::Value> data{};
        QString problem{};
    };

    void readDraft(Side side);
    void apply(Side side, std::size_t question, Reading reading);
    RecordDocument* documentOf(const CompareSource& source) const;
    static Reading readingOf(const store::Inspection& inspection);
    static async::Task<void> read(QPointer<Comparison> self, Side side, std::size_t question,
                                  CompareSource source, editing::RecordAccess records,
                                  std::stop_token stop);
    static async::Task<void> readFile(QPointer<Comparison> self, Side side, std::size_t question,
                                      CompareSource source, std::stop_token stop);
    static async::Task<Reading> readingOfFile(QPointer<Workspace> workspace, json::Value document,
                                              store::KeyAddress wanted, std::stop_token stop);

    Workspace& m_workspace;
    std::array<State, 2> m_sides;
    std::array<std::array<QMetaObject::Connection, 2>, 2> m_following; ///< of drafts
};

} // namespace plectrum::documents
