// SPDX-License-Identifier: MIT
#include "crash_universe.h"

#include "json/parser.h"
#include "json/printer.h"

#include <QDateTime>
#include <QFile>
#include <QRegularExpression>

namespace plectrum::test {

using namespace Qt::StringLiterals;
using json::Value;

Value crashRecording()
{
    QFile file(
        QStringLiteral(PLECTRUM_TESTS_DIR "/interop/data/golden/09-crash-inside-transaction.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    const QByteArray text = file.readAll();
    return json::parse({text.constData(), std::size_t(text.size())}).value();
}

namespace {

/// What stood in the data stores when the dead server had written and nobody had read: the first
/// write of each key.
QByteArray asTheDeadServerLeftIt()
{
    Value content = Value::object();
    crashRecording()["writes"].forEachElement([&content](const Value& write) {
        const auto store = write["store"].toString();
        const auto key = write["key"].toString();
        const Value entries = content.find(store) ? content[store] : Value::object();
        if (!entries.find(key))
            content = content.withMember(store, entries.withMember(key, write["value"]));
    });
    return QByteArray::fromStdString(json::print(content));
}

} // namespace

QByteArray oneReplace(const char* path, int value)
{
    return QByteArray(R"([{"op":"replace","path":")") + path + R"(","value":)"
        + QByteArray::number(value) + "}]";
}

CrashUniverse::CrashUniverse()
    : m_file(m_folder.filePath(u"crash.plectrum"_s))
{
    import(asTheDeadServerLeftIt());
}

QByteArray CrashUniverse::everything() const
{
    return runJson({u"export"_s}).output;
}

CtlAnswer CrashUniverse::run(const QStringList& words, const QByteArray& input) const
{
    return ctl(QStringList{u"--universe"_s, m_file} + words, input);
}

CtlAnswer CrashUniverse::runJson(const QStringList& words, const QByteArray& input) const
{
    return run(QStringList{u"--json"_s} + words, input);
}

QString CrashUniverse::file(const QString& name, const QByteArray& text) const
{
    const QString path = m_folder.filePath(name);
    QFile output(path);
    if (!output.open(QIODevice::WriteOnly) || output.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

void CrashUniverse::import(const QByteArray& content)
{
    QFile::remove(m_file);
    const auto answer = run({u"import"_s, u"-"_s}, content);
    if (answer.code != 0)
        qFatal("%s", answer.errors.constData());
}

void CrashUniverse::makeOld()
{
    static const QRegularExpression time(
        u"\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\""_s);
    const QString past = QDateTime::currentDateTimeUtc().addSecs(-3600).toString(Qt::ISODateWithMs);
    QString content = QString::fromUtf8(everything());
    content.replace(time, u'"' + past + u'"');
    import(content.toUtf8());
}

QByteArray CrashUniverse::peek(const QString& key) const
{
    return runJson({u"peek"_s, u"PlayerData"_s, key}).output.trimmed();
}

std::set<std::string> CrashUniverse::unfinished() const
{
    std::set<std::string> ids;
    runJson({u"transactions"_s, u"PlayerData"_s, u"list"_s})
        .document()
        .forEachElement([&ids](const Value& found) { ids.emplace(found["txId"].toString()); });
    return ids;
}

} // namespace plectrum::test
