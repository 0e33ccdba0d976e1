// SPDX-License-Identifier: MIT
#include "documents/files/json_file.h"

#include "documents/basics/failure_text.h"
#include "json/parser.h"
#include "json/printer.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <string_view>
#include <utility>

namespace plectrum::documents {

namespace {

struct JsonFileText
{
    Q_DECLARE_TR_FUNCTIONS(JsonFile)
};

/// The bytes of a file, or why there are none.
std::expected<QByteArray, QString> bytesOf(const QString& path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        return file.readAll();
    QString problem = JsonFileText::tr("%1 cannot be read: %2.").arg(path, file.errorString());
    return std::unexpected(std::move(problem));
}

ReadFile readNow(const QString& path)
{
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    const auto bytes = bytesOf(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    std::string_view text = {bytes->data(), std::size_t(bytes->size())};
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    auto parsed = json::parse(text);
    if (parsed)
        return *std::move(parsed);
    QString problem = JsonFileText::tr("%1 holds no JSON. %2.")
                          .arg(path, parseErrorTextWithPosition(parsed.error()));
    return std::unexpected(std::move(problem));
}

QString writeNow(const QString& path, const json::Value& value)
{
    const std::string text = json::printPretty(value) + '\n';
    QSaveFile file(path);
    const auto size = qint64(text.size());
    if (file.open(QIODevice::WriteOnly) && file.write(text.data(), size) == size && file.commit())
        return {};
    return JsonFileText::tr("%1 cannot be written: %2.").arg(path, file.errorString());
}

} // namespace

async::Task<ReadFile> readJsonFile(async::Executor* executor, QString path, std::stop_token stop)
{
    co_return co_await executor->run([path] { return readNow(path); }, stop);
}

async::Task<QString> writeJsonFile(async::Executor* executor, QString path, json::Value value,
                                   std::stop_token stop)
{
    co_return co_await executor->run([path, value] { return writeNow(path, value); }, stop);
}

bool isImportDocument(const json::Value& document, const std::vector<editing::StoreListing>& stores)
{
    if (!document.isObject() || document.size() == 0)
        return false;
    if (document["format"].isString() && document["dataStores"].isArray())
        return true;
    const auto isStore = [&stores](std::string_view name) {
        return name.starts_with("lyra/")
            || std::ranges::any_of(stores, [name](const editing::StoreListing& store) {
                   return store.kind == store::KeyAddress::Kind::Plain && store.name == name;
               });
    };
    bool isShort = true;
    document.forEachMember([&](std::string_view name, const json::Value& entries) {
        isShort = isShort && isStore(name) && entries.isObject();
    });
    return isShort;
}

} // namespace plectrum::documents
