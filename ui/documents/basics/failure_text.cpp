// SPDX-License-Identifier: MIT
#include "documents/basics/failure_text.h"

#include "datastore/error.h"
#include "journal/error.h"

#include <QCoreApplication>

namespace plectrum::documents {

namespace {

struct FailureText
{
    Q_DECLARE_TR_FUNCTIONS(FailureText)
};

QString dataStoreErrorText(datastore::ErrorKind kind)
{
    using enum datastore::ErrorKind;
    switch (kind) {
    case Throttled:
        return FailureText::tr("The service asks to slow down");
    case NotFound:
        return FailureText::tr("It is not there");
    case Conflict:
        return FailureText::tr("The entry was changed in the meantime");
    case TooLarge:
        return FailureText::tr("It is too large for a data store");
    case InvalidArgument:
        return FailureText::tr("The service refused the request");
    case Denied:
        return FailureText::tr("Access is denied");
    case Unreachable:
        return FailureText::tr("The service could not be reached");
    case Malformed:
        return FailureText::tr("The answer could not be understood");
    case Storage:
        return FailureText::tr("The universe's file could not be read or written");
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
            sentence =
                FailureText::tr("%1: %2").arg(sentence, QString::fromStdString(failure.text()));
        if (failure.isOutcomeUnknown()) {
            sentence =
                FailureText::tr("%1. It is not known whether the write was done: reload to see.")
                    .arg(sentence);
        }
        return sentence;
    } catch (const std::exception& failure) {
        return QString::fromUtf8(failure.what());
    } catch (...) {
        return FailureText::tr("An unknown error");
    }
}

QString journalErrorText(const journal::Error& error)
{
    using enum journal::Problem;
    const QString path = QString::fromStdString(error.path());
    switch (error.problem()) {
    case Damaged:
        return FailureText::tr("The journal %1 is damaged and was left as it is").arg(path);
    case Foreign:
        return FailureText::tr("%1 is not a journal of Plectrum and was left as it is").arg(path);
    case Newer:
        return FailureText::tr("The journal %1 was written by a newer Plectrum").arg(path);
    case ReadOnly:
        return FailureText::tr("The journal %1 cannot be written, it or its folder is read-only")
            .arg(path);
    case InUse:
        return FailureText::tr("The journal %1 is held by another program").arg(path);
    case Full:
        return FailureText::tr("The journal %1 could not be written, the disk is full").arg(path);
    case Unreadable:
        break;
    }
    return FailureText::tr("The journal %1 cannot be read or written").arg(path);
}

QString parseErrorText(const json::ParseError& error)
{
    const QString detail = QString::fromStdString(error.detail);
    using enum json::ParseErrorKind;
    switch (error.kind) {
    case Empty:
        return FailureText::tr("There is no value");
    case Syntax:
        return detail.isEmpty() ? FailureText::tr("This is not JSON")
                                : FailureText::tr("This is not JSON: %1").arg(detail);
    case TrailingText:
        return FailureText::tr("There is more text after the end of the value");
    case TooDeep:
        return FailureText::tr("Nested more than %1 deep").arg(detail);
    case DuplicateName:
        return FailureText::tr("The name “%1” stands twice in one object").arg(detail);
    case Utf16:
        return FailureText::tr("The text is UTF-16; only UTF-8 is read");
    case InvalidUtf8:
        return FailureText::tr("These bytes are not valid UTF-8");
    case LoneSurrogate:
        return FailureText::tr("Half of a surrogate pair");
    case NumberOutOfRange:
        return FailureText::tr("The number is out of range");
    case ControlCharacter:
        return FailureText::tr("A control character inside a string; write it as an escape");
    case Unterminated:
        return FailureText::tr("The text ends inside a value");
    }
    return {};
}

QString parseErrorTextWithPosition(const json::ParseError& error)
{
    return FailureText::tr("Line %1, column %2: %3")
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
            return FailureText::tr("A part is missing or has the wrong type");
        case MissingShard:
            return FailureText::tr("A shard is missing");
        case BadBase64:
            return FailureText::tr("The base64 text of a buffer is broken");
        case BadZstd:
            return FailureText::tr("The compressed data are broken");
        case BadJson:
            return FailureText::tr("The stored text is not JSON");
        case BadPatch:
            return FailureText::tr("The patch of its transaction does not apply");
        case NoPatch:
            return FailureText::tr("Its transaction is committed but has no patch");
        case InTransaction:
            return FailureText::tr("The key is inside a transaction that is not finished");
        case NoData:
            return FailureText::tr("It holds no data");
        }
        return QString();
    };
    QString sentence = reason();
    if (!damage.pointer.empty())
        sentence =
            FailureText::tr("%1, at %2").arg(sentence, QString::fromStdString(damage.pointer));
    if (!damage.text.empty())
        sentence = FailureText::tr("%1 (%2)").arg(sentence, QString::fromStdString(damage.text));
    return sentence;
}

} // namespace plectrum::documents
