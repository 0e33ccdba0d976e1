// SPDX-License-Identifier: MIT
#include "documents/basics/drag_data.h"

#include "json/printer.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

const QString keyType = u"application/x-plectrum-key"_s;
const QString valueMimeType = u"application/x-plectrum-place"_s;

void write(QDataStream& out, const store::KeyAddress& address)
{
    out << int(address.kind) << QByteArray::fromStdString(address.store)
        << QByteArray::fromStdString(address.key) << QByteArray::fromStdString(address.scope);
}

store::KeyAddress readAddress(QDataStream& in)
{
    int kind = 0;
    QByteArray store;
    QByteArray key;
    QByteArray scope;
    in >> kind >> store >> key >> scope;
    using Kind = store::KeyAddress::Kind;
    return {kind == int(Kind::Lyra) ? Kind::Lyra : Kind::Plain, store.toStdString(),
            key.toStdString(), scope.toStdString()};
}

} // namespace

std::unique_ptr<QMimeData> keyMime(const store::KeyAddress& address)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    write(out, address);
    auto mime = std::make_unique<QMimeData>();
    mime->setData(keyType, bytes);
    mime->setText(QString::fromStdString(address.key));
    return mime;
}

std::optional<store::KeyAddress> draggedKey(const QMimeData* mime)
{
    if (!mime || !mime->hasFormat(keyType))
        return std::nullopt;
    QDataStream in(mime->data(keyType));
    store::KeyAddress address = readAddress(in);
    return in.status() == QDataStream::Ok ? std::optional(address) : std::nullopt;
}

std::unique_ptr<QMimeData> valueMime(const DraggedValue& dragged, const json::Value& value)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    write(out, dragged.address);
    out << QByteArray::fromStdString(dragged.pointer.toString());
    auto mime = std::make_unique<QMimeData>();
    mime->setData(valueMimeType, bytes);
    mime->setText(QString::fromStdString(json::printPretty(value)));
    return mime;
}

std::optional<DraggedValue> draggedValue(const QMimeData* mime)
{
    if (!mime || !mime->hasFormat(valueMimeType))
        return std::nullopt;
    QDataStream in(mime->data(valueMimeType));
    store::KeyAddress address = readAddress(in);
    QByteArray text;
    in >> text;
    const auto pointer = json::Pointer::parse(text.toStdString());
    if (in.status() != QDataStream::Ok || !pointer)
        return std::nullopt;
    return DraggedValue{std::move(address), *pointer};
}

} // namespace plectrum::documents
