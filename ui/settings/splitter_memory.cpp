// SPDX-License-Identifier: MIT
#include "ui/settings/splitter_memory.h"

#include <QSplitter>

namespace plectrum::ui {

namespace {

constexpr auto knownProperty = "isInSplitterMemory";
constexpr auto sizesProperty = "sizesInSplitterMemory";

} // namespace

SplitterMemory::SplitterMemory(Settings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
}

void SplitterMemory::add(QWidget* part)
{
    for (QSplitter* splitter : part->findChildren<QSplitter*>()) {
        if (splitter->objectName().isEmpty())
            continue;
        apply(splitter);
        if (splitter->property(knownProperty).toBool())
            continue;
        splitter->setProperty(knownProperty, true);
        connect(splitter, &QSplitter::splitterMoved, this, [this, splitter] {
            m_settings.setSplitterSizes(splitter->objectName(), splitter->sizes());
            splitter->setProperty(sizesProperty, QVariant::fromValue(splitter->sizes()));
        });
    }
}

/// Sizes of another number of parts are from another version of the program.
void SplitterMemory::apply(QSplitter* splitter) const
{
    const QList<int> sizes = m_settings.splitterSizes(splitter->objectName());
    if (sizes.size() != splitter->count())
        return;
    splitter->setProperty(sizesProperty, QVariant::fromValue(sizes));
    if (sizes != splitter->sizes())
        splitter->setSizes(sizes);
}

QList<int> SplitterMemory::sizesOf(const QSplitter* splitter)
{
    return splitter->property(sizesProperty).value<QList<int>>();
}

} // namespace plectrum::ui

#include "moc_splitter_memory.cpp"
