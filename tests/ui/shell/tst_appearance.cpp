// SPDX-License-Identifier: MIT
#include "documents/basics/tone.h"
#include "support/test.h"
#include "ui/settings/appearance.h"
#include "ui/widgets/icon.h"

#include <QApplication>
#include <QDirIterator>
#include <QRegularExpression>

#include <cmath>

namespace tst_appearance {

using namespace Qt::StringLiterals;
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

/// As the Web Content Accessibility Guidelines reckon it.
double contrast(const QColor& one, const QColor& other)
{
    const double light = std::max(luminance(one), luminance(other));
    const double dark = std::min(luminance(one), luminance(other));
    return (light + 0.05) / (dark + 0.05);
}

QColor over(const QColor& fill, const QColor& ground)
{
    const float a = fill.alphaF();
    return QColor::fromRgbF(fill.redF() * a + ground.redF() * (1 - a),
                            fill.greenF() * a + ground.greenF() * (1 - a),
                            fill.blueF() * a + ground.blueF() * (1 - a));
}

} // namespace

class TestAppearance : public QObject
{
    Q_OBJECT

private slots:
    void contrastIsEnough_data();
    void contrastIsEnough();
    void rolesAreReadable_data();
    void rolesAreReadable();
    void switchesLive();
    void everyIconIsDrawn();
    void iconsFollowThePalette();
    void unknownIconIsNull();
};

void TestAppearance::contrastIsEnough_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<Tone>("meaning");
    const std::pair<Tone, const char*> tones[] = {
        {Tone::Accent, "accent"},   {Tone::Muted, "muted"},     {Tone::Added, "added"},
        {Tone::Removed, "removed"}, {Tone::Changed, "changed"}, {Tone::Warning, "warning"},
        {Tone::Danger, "danger"},   {Tone::String, "string"},   {Tone::Number, "number"},
        {Tone::Boolean, "boolean"}, {Tone::Null, "null"},       {Tone::Name, "name"}};
    for (const auto& [meaning, name] : tones) {
        QTest::addRow("%s, light", name) << Appearance::lightPalette() << meaning;
        QTest::addRow("%s, dark", name) << Appearance::darkPalette() << meaning;
    }
}

void TestAppearance::contrastIsEnough()
{
    QFETCH(QPalette, palette);
    QFETCH(Tone, meaning);
    const QColor text = tone(meaning, palette);
    for (const auto role :
         {QPalette::Base, QPalette::AlternateBase, QPalette::Window, QPalette::Highlight}) {
        const double reached = contrast(text, palette.color(role));
        QVERIFY2(reached >= 4.5, qPrintable(u"%1 on role %2"_s.arg(reached).arg(role)));
    }
    const QColor fill = over(toneFill(meaning, palette), palette.color(QPalette::Base));
    QVERIFY(contrast(palette.color(QPalette::Text), fill) >= 4.5);
}

void TestAppearance::rolesAreReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << Appearance::lightPalette();
    QTest::newRow("dark") << Appearance::darkPalette();
}

void TestAppearance::rolesAreReadable()
{
    QFETCH(QPalette, palette);
    const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
        {QPalette::Text, QPalette::Base},
        {QPalette::WindowText, QPalette::Window},
        {QPalette::ButtonText, QPalette::Button},
        {QPalette::HighlightedText, QPalette::Highlight},
        {QPalette::PlaceholderText, QPalette::Base},
        {QPalette::PlaceholderText, QPalette::Window},
        {QPalette::ToolTipText, QPalette::ToolTipBase},
        {QPalette::Link, QPalette::Base}};
    for (const auto& [text, ground] : pairs) {
        const double reached = contrast(palette.color(text), palette.color(ground));
        QVERIFY2(reached >= 4.5, qPrintable(u"%1 on %2: %3"_s.arg(text).arg(ground).arg(reached)));
    }
}

void TestAppearance::switchesLive()
{
    Appearance appearance(Appearance::Choice::Light);
    QVERIFY(!isDark(QApplication::palette()));
    QSignalSpy changed(&appearance, &Appearance::choiceChanged);
    appearance.setChoice(Appearance::Choice::Dark);
    QCOMPARE(changed.size(), 1);
    QVERIFY(isDark(QApplication::palette()));
    QVERIFY(appearance.showsDark());
    appearance.setChoice(Appearance::Choice::System);
    QCOMPARE(isDark(QApplication::palette()), appearance.showsDark());
}

void TestAppearance::everyIconIsDrawn()
{
    QVERIFY(!icon(u"key"_s).isNull());
    int count = 0;
    for (QDirIterator icons(u":/icons"_s); icons.hasNext(); ++count) {
        const QFileInfo file(icons.next());
        const QImage image = icon(file.baseName()).pixmap(16).toImage();
        bool hasInk = false;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                hasInk = hasInk || image.pixelColor(x, y).alpha() > 0;
        QVERIFY2(hasInk, qPrintable(file.fileName()));
    }
    QVERIFY(count > 30);
}

void TestAppearance::iconsFollowThePalette()
{
    Appearance appearance(Appearance::Choice::Light);
    const QIcon add = icon(u"add"_s);
    const QImage light = add.pixmap(32).toImage();
    appearance.setChoice(Appearance::Choice::Dark);
    const QImage dark = add.pixmap(32).toImage();
    QVERIFY(light.pixelColor(16, 16).lightness() < 128);
    QVERIFY(dark.pixelColor(16, 16).lightness() > 128);
}

void TestAppearance::unknownIconIsNull()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no icon named"_s));
    QVERIFY(icon(u"there-is-no-such-icon"_s).isNull());
}

PLECTRUM_UI_TEST(TestAppearance)

} // namespace tst_appearance

#include "tst_appearance.moc"
