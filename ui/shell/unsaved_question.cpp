// SPDX-License-Identifier: MIT
#include "ui/shell/unsaved_question.h"

#include "ui/focus_return.h"

#include <QAbstractButton>
#include <QMessageBox>

namespace plectrum::ui {

using namespace Qt::StringLiterals;

UnsavedQuestion::UnsavedQuestion(std::vector<RecordDocument*> documents, QWidget* window)
    : QObject(window)
    , m_documents(documents.begin(), documents.end())
{
    ask(window);
}

void UnsavedQuestion::ask(QWidget* window)
{
    const auto count = static_cast<int>(m_documents.size());
    const QString text = count == 1
        ? tr("Save the changes to “%1”?").arg(m_documents.front()->title())
        : tr("Save the changes to %n record(s)?", nullptr, count);
    m_box = new QMessageBox(QMessageBox::Question, tr("Unsaved changes"), text,
                            QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, window);
    m_box->setObjectName(u"unsavedQuestion"_s);
    m_box->setAttribute(Qt::WA_DeleteOnClose);
    QStringList names;
    for (const auto& document : m_documents)
        names.append(document->title());
    m_box->setInformativeText(
        count == 1 ? tr("They are lost if you discard them.")
                   : tr("They are lost if you discard them: %1").arg(names.join(u", "_s)));
    m_box->setDefaultButton(QMessageBox::Save);
    m_box->setEscapeButton(QMessageBox::Cancel);
    connect(m_box, &QMessageBox::buttonClicked, this, &UnsavedQuestion::answer);
    returnFocusAfter(m_box);
    m_box->open();
}

void UnsavedQuestion::answer(QAbstractButton* button)
{
    switch (m_box->standardButton(button)) {
    case QMessageBox::Save:
        saveAll();
        return;
    case QMessageBox::Discard:
        end(true);
        return;
    default:
        end(false);
    }
}

void UnsavedQuestion::saveAll()
{
    m_saving = m_documents.size();
    const auto documents = m_documents;
    for (const auto& document : documents) {
        if (m_hasEnded || !document)
            return end(false);
        connect(document, &RecordDocument::saveFinished, this, &UnsavedQuestion::noteSaved);
        connect(document, &RecordDocument::saveFailed, this, [this] { end(false); });
        document->save();
        if (document->isModified() && document->phase() != RecordDocument::Phase::Saving)
            return end(false);
    }
}

void UnsavedQuestion::noteSaved(const store::SaveResult& result)
{
    using enum store::SaveOutcome;
    if (result.outcome != Saved && result.outcome != Unchanged)
        return end(false);
    if (--m_saving == 0)
        end(true);
}

void UnsavedQuestion::end(bool isSettled)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    if (isSettled)
        emit settled();
    else
        emit cancelled();
    deleteLater();
}

} // namespace plectrum::ui
