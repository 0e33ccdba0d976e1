// SPDX-License-Identifier: MIT
// Widgets in which text stands that no document has yet: the cells of a tree, the text view. What
// writes, or asks what shall be written, calls takeOverEdits() first, so that what a question shows
// is all that there is.
#pragma once

class QWidget;

namespace plectrum::documents {
class RecordDocument;
} // namespace plectrum::documents

namespace plectrum::ui {

class EditHost
{
public:
    EditHost() = default;
    EditHost(const EditHost&) = delete;
    EditHost& operator=(const EditHost&) = delete;
    virtual ~EditHost() = default;

    virtual const documents::RecordDocument* editedDocument() const = 0;
    /// Something is typed that the document does not have.
    virtual bool hasEdits() const = 0;
    /// Closes the open editors; what is typed becomes part of the document. False when it cannot:
    /// then the editor stays open with its text, gets the focus, and the host has said why.
    virtual bool commitEdits() = 0;
};

/// Of all hosts in the widget, or only of those of one document. Stops at the first that refuses.
bool commitEdits(QWidget* scope, const documents::RecordDocument* only = nullptr);
bool hasEdits(const QWidget* scope);

} // namespace plectrum::ui
