// SPDX-License-Identifier: MIT
// The sentences of transactions: facts of core in, what they mean to the user out.
#pragma once

#include "documents/basics/tone.h"
#include "documents/transaction/transaction_document.h"

#include <QString>

namespace plectrum::documents {

QString outcomeText(const editing::CommitResult& result);
/// What stands in the way at one key; empty when nothing does.
QString keyStateText(const editing::KeyResult& result);
Tone outcomeTone(store::CommitOutcome outcome);
/// Why a key was not added. `store`: whose keys the transaction holds.
QString addedText(TransactionDocument::Added added, const QString& store);
/// `isFinish`: it was to be committed, else rolled back.
QString endText(const editing::EndResult& result, bool isFinish);

} // namespace plectrum::documents
