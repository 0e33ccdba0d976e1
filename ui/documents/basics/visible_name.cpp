// SPDX-License-Identifier: MIT
#include "documents/basics/visible_name.h"

#include "datastore/visible_text.h"
#include "json/printer.h"

namespace plectrum::documents {

QString visibleName(std::string_view utf8)
{
    return QString::fromStdString(datastore::visibleText(utf8));
}

QString visibleName(const QString& name)
{
    return visibleName(name.toStdString());
}

QString visibleText(const json::Value& value)
{
    return QString::fromStdString(datastore::visibleJson(json::print(value)));
}

} // namespace plectrum::documents
