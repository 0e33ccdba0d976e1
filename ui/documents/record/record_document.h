// SPDX-License-Identifier: MIT
// One open record: what was read, the draft made of it with unlimited undo, and what is done with
// them (reload, save, restore). Views show it and change it only through its edits.
#pragma once

#include "async/task_owner.h"
#include "editing/record_access.h"
#include "json/pointer.h"
#include "json/value.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <QUndoStack>

#include <optional>
#include <string>

namespace plectrum::documents {

class GameBindings;
class LockStatus;

/// An entry that counts as no data, as games take it, and that a draft replaces as a whole.
struct ReplacedEntry
{
    std::string version{};
    json::Value value{};
};

/// A draft at one moment: what a question shows, and what is written after its yes.
struct DraftState
{
    std::optional<json::Value> base{}; ///< nullopt: there was no data
    json::Value value{};
    std::optional<ReplacedEntry> replaced{};
};

/// A version that is to be brought back, and over what: as a question shows it.
struct VersionToRestore
{
    std::string version{};
    std::string expectedVersion{}; ///< that stands there; empty: nothing does
    bool isOverDamage = false;
};

class RecordDocument final : public QObject
{
    Q_OBJECT

public:
    enum class Phase
    {
        Loading,
        Ready,
        Failed,
        Saving
    };
    Q_ENUM(Phase)

    /// Starts to load with the next event. `records` must outlive the document.
    RecordDocument(store::KeyAddress address, editing::RecordAccess& records,
                   QObject* parent = nullptr);
    ~RecordDocument() override;
    /// For whoever closes it: asks what runs to stop, and comes back when it did.
    void requestStop();
    async::Task<void> finished();

    const store::KeyAddress& address() const;
    editing::RecordAccess& records();
    /// What is known of its lock; looked at while a view watches it.
    LockStatus* lock() const { return m_lock; }
    QString title() const; ///< the key, for tabs
    Phase phase() const;
    QString failure() const; ///< for Failed: a sentence
    /// When what is shown was read or written; nullopt while nothing was.
    std::optional<async::Time> readTime() const { return m_readTime; }
    /// The newest entry as it was last read.
    async::Time now() const; ///< by the clock of the universe
    const store::Inspection& inspection() const;
    /// The data as last read or saved: what the draft is made from. Null when there is none.
    const json::Value& base() const;
    /// The draft as it is now.
    const json::Value& value() const;
    bool isModified() const; ///< value() != base()
    bool isEditable() const; ///< Ready, and the entry is one that may be written
    bool hasData() const; ///< value() is what stands there or the draft, not just nothing
    /// The entry is odd (`{}`, no `file`, lists that are none), so that games take it for no data.
    bool canCountAsNoData() const;
    bool countsAsNoData() const { return m_isNoData; }
    /// Begins a new record in place of the odd entry, which a save then replaces while it is still
    /// this one. Reading again ends it.
    void countAsNoData();
    QUndoStack* undoStack();

    // Edits; each is one step of undo, named `text`. False, and nothing changes, when the place
    // does not allow it, the value would be nested too deep, or the document is not editable.
    bool replace(const json::Pointer& pointer, json::Value value);
    bool insert(const json::Pointer& pointer, json::Value value);
    bool remove(const json::Pointer& pointer);
    bool rename(const json::Pointer& pointer, const QString& newName);
    bool move(const json::Pointer& pointer, std::size_t newIndex);
    /// Makes the whole draft this value, for edits that were made elsewhere (text view, patches).
    bool setValue(json::Value value, const QString& text);

    /// Reads again. With a draft: the draft stays and base() becomes the newest data only when the
    /// user has discarded it, so this is refused (false) while isModified().
    bool reload();
    /// Throws the draft away (as one undo step).
    void discard();
    DraftState draft() const;
    bool isDraft(const DraftState& state) const; ///< the draft has not changed since
    /// Saves the draft that the user has agreed to: lock, newest, merge, write, release. Ends with
    /// saveFinished or saveFailed; fails when the draft is another one by now. `keepsTrying`:
    /// errors of the lock are waited out for as long as a game server would.
    void save(const DraftState& agreed, bool keepsTrying = false);
    /// Ends what keeps trying, unless it has its lock by now.
    void stopTrying();
    /// What saved data must pass; none: not checked.
    void setSchema(store::Schema schema) { m_schema = std::move(schema); }
    /// Whose code says what saved data must pass and what a new record starts from; they must
    /// outlive the document.
    void setGames(GameBindings* games) { m_games = games; }
    VersionToRestore toRestore(const std::string& version) const; ///< over what stands there now
    /// Brings an old version back. Ends with saveFinished or saveFailed; fails while there is a
    /// draft, or when what stands there is not what was agreed to be replaced.
    void restore(const VersionToRestore& agreed, bool keepsTrying = false);
    /// After a save that ended with conflicts: goes on from the newest data, with `draft` (the
    /// merge with a side chosen at each conflict) as the draft. The next save meets them no more.
    bool applyNewest(json::Value newest, json::Value draft);
    /// What the draft is made from; nullopt when there was no data.
    std::optional<json::Value> draftBase() const;
    /// Goes on with a draft that was kept elsewhere. False, and nothing changes, when there is one
    /// already or the document is not editable.
    bool applyDraft(std::optional<json::Value> base, json::Value draft);

signals:
    void phaseChanged(plectrum::documents::RecordDocument::Phase phase);
    void loaded(); ///< inspection() and base() are new
    /// The draft changed. Both share what is the same, so a diff is cheap.
    void valueChanged(const plectrum::json::Value& before, const plectrum::json::Value& after);
    void modifiedChanged(bool isModified);
    void saveFinished(const plectrum::editing::SaveResult& result);
    /// A sentence; the draft is untouched. `isOfLock`: the lock could not be taken for an error, so
    /// that one can go on with more patience.
    void saveFailed(const QString& why, bool isOfLock = false);

private:
    class SetValueCommand;
    bool hasRoom(const json::Pointer& pointer, const json::Value& value) const;
    bool apply(json::Edited edited, const QString& text);
    void push(json::Value value, const QString& text);
    void changeValue(json::Value value);
    void updateModified();
    void setPhase(Phase phase);
    void applyLoaded(store::Inspection inspection);
    void applyWritten(const editing::SaveResult& result, const QString& text);
    void applyFresh(store::Inspection inspection, const QString& text);
    void finishSave(const editing::SaveResult& result);
    void failLoad(const QString& why);
    void failSave(const QString& why, bool isOfLock = false);
    void startLoading();
    void startWriting();
    async::Task<void> load(std::stop_token stop);
    async::Task<void> saveDraft(DraftState agreed, store::LockPatience patience,
                                std::stop_token stop);
    async::Task<void> restoreVersion(VersionToRestore agreed, store::LockPatience patience,
                                     std::stop_token stop);
    async::Task<void> write(async::Task<editing::SaveResult> result, QString text,
                            std::stop_source attempt, std::stop_token stop);
    async::Task<void> followWrite(editing::SaveResult result, QString text, std::stop_token stop);

    store::KeyAddress m_address;
    editing::RecordAccess& m_records;
    LockStatus* m_lock;
    store::Schema m_schema;
    GameBindings* m_games = nullptr;
    Phase m_phase = Phase::Loading;
    std::optional<async::Time> m_readTime{};
    QString m_failure;
    store::Inspection m_inspection;
    json::Value m_base;
    json::Value m_value;
    bool m_hasBase = false; ///< false: there is no data yet, m_base only stands for it
    bool m_isNoData = false; ///< the entry is odd and the user has taken it for no data
    std::stop_source m_attempt; ///< of the write that runs
    bool m_isModified = false;
    QUndoStack m_undoStack;
    QTimer m_firstLoad;
    async::TaskOwner m_tasks;
};

} // namespace plectrum::documents
