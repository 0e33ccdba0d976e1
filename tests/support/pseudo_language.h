// SPDX-License-Identifier: MIT
// A language for tests: each text in brackets, with accents and half as long again, so that text
// without brackets was never translated, and text that has no room shows itself. Remembers which
// texts the program asked for.
#pragma once

#include <QByteArray>
#include <QMutex>
#include <QSet>
#include <QString>
#include <QTranslator>

#include <utility>

namespace plectrum::test {

class PseudoLanguage final : public QTranslator
{
public:
    static constexpr QChar opening = u'«';
    static constexpr QChar closing = u'»';

    using Asked = std::pair<QByteArray, QByteArray>; ///< context and source

    /// Letters get accents, vowels stand twice. What is filled in later (%1, %Ln) and the mark of a
    /// letter (&) stay.
    static QString textOf(const QString& source)
    {
        static const QString plain = QStringLiteral("aeiouyAEIOUYcszn");
        static const QString odd = QStringLiteral("åéîöüýÅÉÎÖÜÝčšžñ");
        static const QString vowels = QStringLiteral("aeiouy");
        QString text(opening);
        for (qsizetype i = 0; i < source.size(); ++i) {
            const QChar letter = source[i];
            if (letter == u'%') {
                text += letter;
                while (i + 1 < source.size() && isOfPlaceholder(source, i + 1))
                    text += source[++i];
                continue;
            }
            const qsizetype at = plain.indexOf(letter);
            text += at < 0 ? letter : odd[at];
            if (vowels.contains(letter.toLower()))
                text += odd[plain.indexOf(letter.toLower())];
        }
        return text + closing;
    }

    /// Without what stands in brackets, also in brackets in brackets.
    static QString outside(const QString& text)
    {
        QString rest;
        int depth = 0;
        for (const QChar letter : text)
            if (letter == opening)
                ++depth;
            else if (letter == closing)
                depth = qMax(0, depth - 1);
            else if (depth == 0)
                rest += letter;
        return rest;
    }

    QString translate(const char* context, const char* source, const char* meaning,
                      int) const override
    {
        if (*context == 'Q' || QByteArrayView(context).startsWith("Language")) // of Qt and KDE
            return {};
        const QMutexLocker lock(&m_mutex);
        m_asked.insert({context, source});
        const QString text = QString::fromUtf8(source);
        return qstrcmp(meaning, "a date format") == 0 ? text : textOf(text);
    }

    bool isEmpty() const override { return false; }

    QSet<Asked> asked() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_asked;
    }

private:
    static bool isOfPlaceholder(const QString& source, qsizetype at)
    {
        return source[at].isDigit() || source[at] == u'n' || source[at] == u'L';
    }

    mutable QMutex m_mutex;
    mutable QSet<Asked> m_asked;
};

} // namespace plectrum::test
