// SPDX-License-Identifier: MIT
#include "documents/history/value_text.h"

#include "documents/basics/visible_name.h"
#include "json/printer.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

struct ValueText
{
    Q_DECLARE_TR_FUNCTIONS(ValueText)
};

/// Text that takes what has room and says so when there was more.
class Excerpt
{
public:
    Excerpt(int maximum, int maximumLines, int indent)
        : m_maximum(maximum)
        , m_maximumLines(maximumLines)
        , m_indent(indent)
    {
    }
    QString take() { return m_isCut ? m_text + u'…' : m_text; }
    void add(const json::Value& value, int depth);

private:
    void add(const QString& piece);
    void addText(std::string_view utf8);
    void addContainer(const json::Value& value, int depth);
    void breakLine(int depth);

    QString m_text;
    int m_maximum;
    int m_maximumLines;
    int m_indent; ///< 0: all on one line
    bool m_isCut = false;
};

void Excerpt::add(const QString& piece)
{
    const qsizetype room = m_maximum - m_text.size();
    m_isCut = m_isCut || piece.size() > room;
    m_text += QStringView(piece).left(std::max<qsizetype>(0, room));
}

/// As much of a string as can matter; a cut within a UTF-8 character is mended.
void Excerpt::addText(std::string_view utf8)
{
    std::size_t length = std::min(utf8.size(), static_cast<std::size_t>(m_maximum) * 4);
    while (length < utf8.size() && length > 0
           && (static_cast<unsigned char>(utf8[length]) & 0xC0) == 0x80)
        --length;
    add(visibleText(json::Value(utf8.substr(0, length))));
    m_isCut = m_isCut || length < utf8.size();
}

void Excerpt::breakLine(int depth)
{
    if (m_indent == 0)
        return;
    add(u'\n' + QString(depth * m_indent, u' '));
    if (--m_maximumLines <= 0)
        m_isCut = true;
}

void Excerpt::addContainer(const json::Value& value, int depth)
{
    add(value.isObject() ? u"{"_s : u"["_s);
    for (std::size_t i = 0; i < value.size() && !m_isCut; ++i) {
        if (i > 0)
            add(m_indent == 0 ? u", "_s : u","_s);
        breakLine(depth + 1);
        if (m_isCut)
            return;
        if (value.isObject()) {
            addText(value.nameAt(i));
            add(u": "_s);
        }
        add(value.at(i), depth + 1);
    }
    if (m_isCut)
        return;
    if (value.size() > 0)
        breakLine(depth);
    add(value.isObject() ? u"}"_s : u"]"_s);
}

void Excerpt::add(const json::Value& value, int depth)
{
    if (m_isCut)
        return;
    if (value.isContainer())
        addContainer(value, depth);
    else if (value.isString())
        addText(value.toString());
    else if (value.isBuffer())
        add(ValueText::tr("buffer, %1").arg(extentText(value)));
    else
        add(QString::fromStdString(json::print(value)));
}

constexpr int previewCharacters = 4'000;

} // namespace

QString abbreviated(const json::Value& value, int maximum)
{
    Excerpt excerpt(maximum, 1, 0);
    excerpt.add(value, 0);
    return excerpt.take();
}

QString previewText(const json::Value& value, int maximumLines)
{
    Excerpt excerpt(previewCharacters, maximumLines, 2);
    excerpt.add(value, 0);
    return excerpt.take();
}

QString extentText(const json::Value& value)
{
    const auto count = static_cast<int>(value.size());
    if (value.isObject())
        return count == 1 ? ValueText::tr("1 member") : ValueText::tr("%n members", nullptr, count);
    if (value.isArray())
        return count == 1 ? ValueText::tr("1 element")
                          : ValueText::tr("%n elements", nullptr, count);
    if (value.isBuffer())
        return count == 1 ? ValueText::tr("1 byte") : ValueText::tr("%n bytes", nullptr, count);
    return {};
}

QString pointerText(const json::Pointer& pointer)
{
    if (pointer.isRoot())
        return ValueText::tr("the whole data");
    QStringList names;
    names.reserve(static_cast<qsizetype>(pointer.tokens().size()));
    for (const auto& token : pointer.tokens())
        names += token.empty() ? u"\"\""_s : visibleName(token);
    return names.join(u" › "_s);
}

} // namespace plectrum::documents
