// SPDX-License-Identifier: MIT
#include "documents/compare/comparison.h"

#include "documents/basics/failure_text.h"
#include "documents/basics/visible_name.h"
#include "documents/compare/take_over.h"
#include "documents/files/json_file.h"
#include "documents/record/record_document.h"
#include "documents/workspace.h"

#include <algorithm>
#include <utility>

namespace plectrum::documents {

Comparison::Comparison(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&m_workspace, &Workspace::documentAboutToClose, this, [this](RecordDocument* closing) {
        for (const Side side : {Left, Right})
            if (m_sides[side].source && documentOf(*m_sides[side].source) == closing)
                setSource(side,
                          {.kind = CompareSource::Kind::Stored,
                           .address = closing->address(),
                           .title = m_sides[side].source->title});
    });
}

Comparison::~Comparison() = default;

const std::optional<CompareSource>& Comparison::source(Side side) const
{
    return m_sides[side].source;
}

bool Comparison::isReading() const
{
    return m_sides[Left].isReading || m_sides[Right].isReading;
}

QString Comparison::problem(Side side) const
{
    return m_sides[side].problem;
}

const std::optional<json::Value>& Comparison::data(Side side) const
{
    return m_sides[side].data;
}

bool Comparison::isComplete() const
{
    return m_sides[Left].data && m_sides[Right].data;
}

RecordDocument* Comparison::documentOf(const CompareSource& source) const
{
    if (source.kind != CompareSource::Kind::Draft)
        return nullptr;
    const auto& open = m_workspace.documents();
    const auto found = std::ranges::find(open, source.address, &RecordDocument::address);
    return found == open.end() ? nullptr : *found;
}

RecordDocument* Comparison::target() const
{
    const auto& source = m_sides[Left].source;
    RecordDocument* document = source ? documentOf(*source) : nullptr;
    return document && document->isEditable() ? document : nullptr;
}

void Comparison::setSource(Side side, const CompareSource& source)
{
    State& state = m_sides[side];
    disconnect(m_following[side][0]);
    disconnect(m_following[side][1]);
    state = {.source = source, .isReading = true, .question = state.question + 1};
    if (source.kind == CompareSource::Kind::Draft)
        return readDraft(side);
    Workspace* const universe = source.universe ? source.universe.data() : &m_workspace;
    const std::stop_token stop = universe->tasks().stopToken();
    // The universe that is read waits for it at its end.
    universe->tasks().start(
        source.kind == CompareSource::Kind::File
            ? readFile(this, side, state.question, source, stop)
            : read(this, side, state.question, source, universe->records(), stop));
    emit changed();
}

/// A draft is followed as it is edited; both sides may be of one document.
void Comparison::readDraft(Side side)
{
    State& state = m_sides[side];
    RecordDocument* document = documentOf(*state.source);
    if (!document)
        return apply(side, state.question, {.problem = tr("The record is not open any more.")});
    const auto show = [this, side, document, question = state.question] {
        if (document->phase() == RecordDocument::Phase::Loading)
            return;
        Reading reading;
        if (document->hasData())
            reading.data = document->value();
        else
            reading.problem = tr("There is no data at this key.");
        apply(side, question, reading);
    };
    m_following[side] = {connect(document, &RecordDocument::valueChanged, this, show),
                         connect(document, &RecordDocument::loaded, this, show)};
    show();
}

void Comparison::apply(Side side, std::size_t question, Reading reading)
{
    State& state = m_sides[side];
    if (state.question != question)
        return; // another one was chosen since
    state.isReading = false;
    state.data = std::move(reading.data);
    state.problem = std::move(reading.problem);
    emit changed();
}

Comparison::Reading Comparison::readingOf(const store::Inspection& inspection)
{
    if (inspection.isEditable() && inspection.data)
        return {.data = inspection.data};
    if (inspection.damage)
        return {.problem = tr("It is damaged: %1.").arg(damageText(*inspection.damage))};
    if (!inspection.entry)
        return {.problem = tr("There is no entry.")};
    return {.problem = tr("It holds no data.")};
}

async::Task<void> Comparison::read(QPointer<Comparison> self, Side side, std::size_t question,
                                   CompareSource source, editing::RecordAccess records,
                                   std::stop_token stop)
{
    Reading reading;
    try {
        if (source.kind == CompareSource::Kind::Version)
            reading =
                readingOf(co_await records.inspectVersion(source.address, source.version, stop));
        else
            reading = readingOf(co_await records.inspect(source.address, stop));
    } catch (const async::Cancelled&) {
        throw;
    } catch (...) {
        reading.problem = failureText(std::current_exception());
    }
    if (self)
        self->apply(side, question, std::move(reading));
}

/// Of an export the key that is compared with, or the only one that it holds.
async::Task<Comparison::Reading> Comparison::readingOfFile(QPointer<Workspace> workspace,
                                                           json::Value document,
                                                           store::KeyAddress wanted,
                                                           std::stop_token stop)
{
    if (!workspace || !workspace->fileDesk() || !isImportDocument(document, workspace->stores()))
        co_return Reading{.data = document};
    const auto universe = workspace->fileDesk()->readDocument(document);
    async::Random random(1);
    editing::RecordAccess file(*universe, workspace->clock(), random,
                               workspace->records().executor());
    const auto inspected = co_await file.inspect(wanted, stop);
    if (inspected.entry)
        co_return readingOf(inspected);
    std::vector<store::KeyAddress> keys;
    for (const editing::StoreListing& store : co_await file.listStores(stop)) {
        if (store.name.starts_with("lyra/"))
            continue;
        const auto page = co_await file.listKeys(store, {}, stop);
        for (const datastore::KeyInfo& key : page.items)
            keys.push_back({store.kind, store.name, key.key});
    }
    if (keys.size() != 1)
        co_return Reading{.problem = tr("The file holds %n keys, and none of that name.", nullptr,
                                        int(keys.size()))};
    co_return readingOf(co_await file.inspect(keys.front(), stop));
}

async::Task<void> Comparison::readFile(QPointer<Comparison> self, Side side, std::size_t question,
                                       CompareSource source, std::stop_token stop)
{
    if (!self)
        co_return;
    const QPointer<Workspace> workspace = &self->m_workspace;
    Reading reading;
    try {
        const auto file =
            co_await readJsonFile(&workspace->records().executor(), source.path, stop);
        if (file)
            reading = co_await readingOfFile(workspace, *file, source.address, stop);
        else
            reading.problem = file.error();
    } catch (const async::Cancelled&) {
        throw;
    } catch (...) {
        reading.problem = failureText(std::current_exception());
    }
    if (self)
        self->apply(side, question, std::move(reading));
}

bool Comparison::takeOver(const std::vector<json::Change>& changes,
                          const std::vector<bool>& isChosen)
{
    RecordDocument* document = target();
    if (!document || !isComplete() || document->value() != *m_sides[Left].data)
        return false;
    const auto taken =
        documents::takeOver(m_sides[Left].data, m_sides[Right].data, changes, isChosen);
    const auto count = int(std::ranges::count(isChosen, true));
    return taken && document->setValue(*taken, tr("take over %n change(s)", nullptr, count));
}

} // namespace plectrum::documents

#include "moc_comparison.cpp"
