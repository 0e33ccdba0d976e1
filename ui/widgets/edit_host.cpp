// SPDX-License-Identifier: MIT
#include "ui/widgets/edit_host.h"

#include <QWidget>

#include <algorithm>
#include <vector>

namespace plectrum::ui {

namespace {

std::vector<EditHost*> editHostsIn(const QWidget* scope)
{
    std::vector<EditHost*> hosts;
    const auto widgets = scope->findChildren<QWidget*>();
    for (QWidget* widget : widgets)
        if (auto* host = dynamic_cast<EditHost*>(widget))
            hosts.push_back(host);
    return hosts;
}

} // namespace

bool commitEdits(QWidget* scope, const documents::RecordDocument* only)
{
    return std::ranges::all_of(editHostsIn(scope), [only](EditHost* host) {
        return (only && host->editedDocument() != only) || host->commitEdits();
    });
}

bool hasEdits(const QWidget* scope)
{
    return std::ranges::any_of(editHostsIn(scope), &EditHost::hasEdits);
}

} // namespace plectrum::ui
