// SPDX-License-Identifier: MIT
#include "documents/basics/failure_text.h"

#include "datastore/error.h"
#include "journal/error.h"

#include <QCoreApplication>

namespace plectrum::documents {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FailureText", text);
}

QString dataStoreErrorText(datastore::ErrorKind kind)
{
    using enum datastore::ErrorKind;
    switch (kind) {
    case Throttled:
        return tr("The service asks to slow down");
    case NotFound:
        return tr("It is not there");
    case Conflict:
        return tr("The entry was changed in the meantime");
    case TooLarge:
        return tr("It is too large for a data store");
    case InvalidArgument:
        return tr("The service refused the request");
    case Denied:
        return tr("Access is denied");
    case Unreachable:
        return tr("The service could not be reached");
    case Malformed:
        return tr("The answer could not be understood");
    case Storage:
        return tr("The universe's file could not be read or written");
    }
    return {};
}

} // namespace

QString failureText(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const datastore::Error& failure) {
        QString sentence = dataStoreErrorText(failure.kind());
        if (!failure.text().empty())
            sentence = tr("%1: %2").arg(sentence, QString::fromStdString(failure.text()));
        if (failure.isOutcomeUnknown()) {
            sentence =
                tr("%1. It is not known whether the write was done: reload to see.").arg(sentence);
        }
        return sentence;
    } catch (const std::exception& failure) {
        return QString::fromUtf8(failure.what());
    } catch (...) {
        return tr("An unknown error");
    }
}

QString journalErrorText(const journal::Error& error)
{
    using enum journal::Problem;
    const QString path = QString::fromStdString(error.path());
    switch (error.problem()) {
    case Damaged:
        return tr("The journal %1 is damaged and was left as it is").arg(path);
    case Foreign:
        return tr("%1 is not a journal of Plectrum and was left as it is").arg(path);
    case Newer:
        return tr("The journal %1 was written by a newer Plectrum").arg(path);
    case ReadOnly:
        return tr("The journal %1 cannot be written, it or its folder is read-only").arg(path);
    case InUse:
        return tr("The journal %1 is held by another program").arg(path);
    case Full:
        return tr("The journal %1 could not be written, the disk is full").arg(path);
    case Unreadable:
        break;
    }
    return tr("The journal %1 cannot be read or written").arg(path);
}

QString parseErrorText(const json::ParseError& error)
{
    const QString detail = QString::fromStdString(error.detail);
    using enum json::ParseErrorKind;
    switch (error.kind) {
    case Empty:
        return tr("There is no value");
    case Syntax:
        return detail.isEmpty() ? tr("This is not JSON") : tr("This is not JSON: %1").arg(detail);
    case TrailingText:
        return tr("There is more text after the end of the value");
    case TooDeep:
        return tr("Nested more than %1 deep").arg(detail);
    case DuplicateName:
        return tr("The name “%1” stands twice in one object").arg(detail);
    case Utf16:
        return tr("The text is UTF-16; only UTF-8 is read");
    case InvalidUtf8:
        return tr("These bytes are not valid UTF-8");
    case LoneSurrogate:
        return tr("Half of a surrogate pair");
    case NumberOutOfRange:
        return tr("The number is out of range");
    case ControlCharacter:
        return tr("A control character inside a string; write it as an escape");
    case Unterminated:
        return tr("The text ends inside a value");
    }
    return {};
}

QString parseErrorTextWithPosition(const json::ParseError& error)
{
    return tr("Line %1, column %2: %3")
        .arg(error.line)
        .arg(error.column)
        .arg(parseErrorText(error));
}

QString damageText(const store::Damage& damage)
{
    const auto reason = [&damage] {
        using enum store::DamageKind;
        switch (damage.kind) {
        case WrongShape:
            return tr("A part is missing or has the wrong type");
        case MissingShard:
            return tr("A shard is missing");
        case BadBase64:
            return tr("The base64 text of a buffer is broken");
        case BadZstd:
            return tr("The compressed data are broken");
        case BadJson:
            return tr("The stored text is not JSON");
        case BadPatch:
            return tr("The patch of its transaction does not apply");
        case NoPatch:
            return tr("Its transaction is committed but has no patch");
        case InTransaction:
            return tr("The key is inside a transaction that is not finished");
        case NoData:
            return tr("It holds no data");
        }
        return QString();
    };
    QString sentence = reason();
    if (!damage.pointer.empty())
        sentence = tr("%1, at %2").arg(sentence, QString::fromStdString(damage.pointer));
    if (!damage.text.empty())
        sentence = tr("%1 (%2)").arg(sentence, QString::fromStdString(damage.text));
    return sentence;
}

} // namespace plectrum::documents
