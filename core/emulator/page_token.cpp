// SPDX-License-Identifier: MIT
#include "emulator/page_token.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <charconv>

namespace plectrum::emulator {

namespace {

constexpr std::size_t sealLength = 12;
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals
    | QByteArray::AbortOnBase64DecodingErrors;

} // namespace

PageTokens::PageTokens(std::string secret)
    : m_secret(std::move(secret))
{
}

std::string PageTokens::seal(std::string_view payload, std::string_view identity) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::string_view part : {std::string_view(m_secret), identity, payload}) {
        hash.addData(QByteArrayView(part.data(), qsizetype(part.size())));
        hash.addData(QByteArrayView("\0", 1));
    }
    return hash.result().first(qsizetype(sealLength)).toStdString();
}

std::string PageTokens::make(const PageCursor& cursor, std::string_view identity) const
{
    const std::string payload = std::to_string(cursor.index) + ' ' + cursor.after;
    return QByteArray::fromStdString(seal(payload, identity) + payload)
        .toBase64(encoding)
        .toStdString();
}

std::optional<PageCursor> PageTokens::read(std::string_view token, std::string_view identity) const
{
    const auto decoded =
        QByteArray::fromBase64Encoding(QByteArray(token.data(), qsizetype(token.size())), encoding);
    if (!decoded)
        return std::nullopt;
    const std::string text = decoded.decoded.toStdString();
    const auto space = text.find(' ', sealLength);
    if (text.size() <= sealLength || space == std::string::npos)
        return std::nullopt;
    const std::string payload = text.substr(sealLength);
    if (text.substr(0, sealLength) != seal(payload, identity))
        return std::nullopt;
    PageCursor cursor;
    std::from_chars(text.data() + sealLength, text.data() + space, cursor.index);
    cursor.after = text.substr(space + 1);
    return cursor;
}

std::size_t unevenPage(std::size_t index, std::size_t pageSize)
{
    switch (index % 4) {
    case 1:
        return (pageSize + 1) / 2;
    case 3:
        return 0;
    default:
        return pageSize;
    }
}

} // namespace plectrum::emulator
