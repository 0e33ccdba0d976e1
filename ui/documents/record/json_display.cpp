// SPDX-License-Identifier: MIT
#include "documents/record/json_display.h"

#include "documents/basics/visible_name.h"
#include "json/printer.h"
#include "json/utf8.h"

#include <QCoreApplication>
#include <QLocale>

#include <string_view>

namespace plectrum::documents {

namespace {

constexpr std::size_t longestText = 400; ///< bytes of a string that a row shows at most

class JsonDisplay
{
    Q_DECLARE_TR_FUNCTIONS(JsonDisplay)

public:
    static QString members(std::size_t count)
    {
        if (count == 0)
            return QStringLiteral("{ }");
        return (count == 1 ? tr("{ %1 member }") : tr("{ %1 members }")).arg(number(count));
    }
    static QString elements(std::size_t count)
    {
        if (count == 0)
            return QStringLiteral("[ ]");
        return (count == 1 ? tr("[ %1 item ]") : tr("[ %1 items ]")).arg(number(count));
    }
    static QString bytes(std::size_t count)
    {
        return (count == 1 ? tr("buffer of %1 byte") : tr("buffer of %1 bytes")).arg(number(count));
    }
    static QString number(std::size_t count)
    {
        return QLocale().toString(static_cast<qulonglong>(count));
    }
    static QString type(json::Type type)
    {
        using enum json::Type;
        switch (type) {
        case Null:
            return tr("null");
        case Bool:
            return tr("boolean");
        case Integer:
        case Double:
            return tr("number");
        case String:
            return tr("string");
        case Array:
            return tr("array");
        case Object:
            return tr("object");
        case Buffer:
            return tr("buffer");
        }
        return {};
    }
};

QString stringText(std::string_view text)
{
    if (text.size() <= longestText)
        return visibleText(json::Value(text));
    std::size_t end = longestText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    QString shown = visibleText(json::Value(text.substr(0, end)));
    shown.chop(1);
    return shown + QChar(0x2026);
}

} // namespace

QString displayText(const json::Value& value)
{
    using enum json::Type;
    switch (value.type()) {
    case Object:
        return JsonDisplay::members(value.size());
    case Array:
        return JsonDisplay::elements(value.size());
    case Buffer:
        return JsonDisplay::bytes(value.size());
    case String:
        return stringText(value.toString());
    default:
        return QString::fromStdString(json::print(value));
    }
}

QString typeText(json::Type type)
{
    return JsonDisplay::type(type);
}

} // namespace plectrum::documents
