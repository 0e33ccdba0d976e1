// SPDX-License-Identifier: MIT
// What is written can be read: each colour of text against what it stands on, at least 4.5 to 1 as
// WCAG 2 asks, in both appearances; and the text of a record has the colours of its tree.
#include "documents/basics/tone.h"
#include "player_window.h"
#include "support/test.h"

#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextLayout>

#include <cmath>

namespace tst_contrast {

using namespace Qt::StringLiterals;
using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double lighter = std::max(luminance(one), luminance(other));
    const double darker = std::min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
}

void addAppearances()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

} // namespace

class TestContrast final : public QObject
{
    Q_OBJECT

private slots:
    void tonesCanBeRead_data() { addAppearances(); }
    void tonesCanBeRead()
    {
        QFETCH(bool, isDark);
        World world;
        world.action(isDark ? u"view.appearanceDark"_s : u"view.appearanceLight"_s)->trigger();
        const QPalette palette = world.window->palette();
        QCOMPARE(documents::isDark(palette), isDark);
        for (const Tone meaning :
             {Tone::Accent, Tone::Muted, Tone::Added, Tone::Removed, Tone::Changed, Tone::Warning,
              Tone::Danger, Tone::String, Tone::Number, Tone::Boolean, Tone::Null, Tone::Name}) {
            for (const auto ground : {QPalette::Base, QPalette::Window, QPalette::AlternateBase}) {
                const double ratio = contrast(tone(meaning, palette), palette.color(ground));
                QVERIFY2(ratio >= 4.5,
                         qPrintable(
                             u"tone %1 on role %2: %3"_s.arg(int(meaning)).arg(ground).arg(ratio)));
            }
        }
        const auto check = [&](QPalette::ColorRole text, QPalette::ColorRole ground) {
            const double ratio = contrast(palette.color(text), palette.color(ground));
            QVERIFY2(ratio >= 4.5,
                     qPrintable(u"role %1 on %2: %3"_s.arg(text).arg(ground).arg(ratio)));
        };
        check(QPalette::Text, QPalette::Base);
        check(QPalette::WindowText, QPalette::Window);
        check(QPalette::ButtonText, QPalette::Button);
        check(QPalette::HighlightedText, QPalette::Highlight);
        check(QPalette::ToolTipText, QPalette::ToolTipBase);
        check(QPalette::PlaceholderText, QPalette::Base);
        check(QPalette::PlaceholderText, QPalette::Window);
    }

    void textHasTheColoursOfTheTree_data() { addAppearances(); }
    void textHasTheColoursOfTheTree()
    {
        QFETCH(bool, isDark);
        World world;
        QTRY_COMPARE(world.keys()->rowCount(), 256);
        world.action(isDark ? u"view.appearanceDark"_s : u"view.appearanceLight"_s)->trigger();
        world.click(1);
        QTRY_VERIFY(isReady(world.workspace->currentDocument()));
        RecordDocument* document = world.workspace->currentDocument();
        const auto value =
            json::Value::object({{"b", true}, {"n", 12}, {"s", "text"}, {"z", json::Value()}});
        QVERIFY(document->replace(json::Pointer(), value));
        world.action(u"view.text"_s)->setChecked(true);
        const QPlainTextEdit* editor = nullptr;
        const auto coloursOf = [&](const QString& line) {
            QList<QColor> colours;
            for (QTextBlock block = editor->document()->begin(); block.isValid();
                 block = block.next())
                if (block.text().contains(line))
                    for (const auto& range : block.layout()->formats())
                        colours.append(range.format.foreground().color());
            return colours;
        };
        const auto isShown = [&] {
            for (const auto* one : world.window->findChildren<QPlainTextEdit*>())
                if (one->isVisible() && one->toPlainText().contains(u"\"n\": 12"_s))
                    editor = one;
            return editor && !coloursOf(u"\"n\""_s).isEmpty();
        };
        QTRY_VERIFY(isShown());
        const QPalette palette = editor->palette();
        const auto has = [&](const QString& line, Tone meaning) {
            return coloursOf(line).contains(tone(meaning, palette));
        };
        QVERIFY(has(u"\"b\""_s, Tone::Boolean));
        QVERIFY(has(u"\"n\""_s, Tone::Number));
        QVERIFY(has(u"\"s\""_s, Tone::String));
        QVERIFY(has(u"\"z\""_s, Tone::Null));
        QVERIFY(has(u"\"n\""_s, Tone::Name));
    }
};

PLECTRUM_UI_TEST(TestContrast)

} // namespace tst_contrast

#include "tst_contrast.moc"
