// SPDX-License-Identifier: MIT
// What is said of a version: times in UTC, ages, durations, sizes, expiry.
#include "documents/basics/version_text.h"
#include "support/test.h"

#include <QLocale>

namespace tst_version_text {

using namespace plectrum::documents;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

} // namespace

class TestVersionText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void momentsAreUtc()
    {
        QCOMPARE(momentText(0), u"Thu 1 Jan 1970, 00:00:00 UTC"_s);
        QCOMPARE(momentText(1'763'474'531'000), u"Tue 18 Nov 2025, 14:02:11 UTC"_s);
    }

    void ages_data()
    {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << qint64{0} << u"just now"_s;
        QTest::newRow("a minute") << minute << u"1 minute ago"_s;
        QTest::newRow("minutes") << 59 * minute << u"59 minutes ago"_s;
        QTest::newRow("an hour") << 119 * minute << u"1 hour ago"_s;
        QTest::newRow("hours") << 30 * hour << u"30 hours ago"_s;
        QTest::newRow("days") << 5 * day << u"5 days ago"_s;
        QTest::newRow("future") << -2 * hour << u"in 2 hours"_s;
    }
    void ages()
    {
        QFETCH(qint64, age);
        QTEST(ageText(100 * day - age, 100 * day), "text");
    }

    void durationsHaveTwoUnitsAtMost()
    {
        QCOMPARE(durationText(3 * hour + 5 * minute), u"3 hours"_s);
        QCOMPARE(durationText(2 * day + hour + minute), u"2 days 1 hour"_s);
        QCOMPARE(durationText(day), u"1 day"_s);
        QCOMPARE(durationText(7 * minute), u"7 minutes"_s);
    }

    void sizes()
    {
        QCOMPARE(sizeText(0), u"size unknown"_s);
        QCOMPARE(sizeText(512), u"512 bytes"_s);
        QCOMPARE(sizeText(12'345), u"12.1 KiB"_s);
        QCOMPARE(sizeText(4'194'304), u"4.00 MiB"_s); // units of 1,024
    }

    void aBubbleTellsWhatIsKnown()
    {
        VersionPoint version;
        version.time = 10 * day;
        version.size = 2'000;
        version.expiry = 40 * day;
        const QString reported = versionLines(version, 12 * day).join(u'\n');
        QVERIFY(reported.contains(momentText(10 * day)));
        QVERIFY(reported.contains(u"2 days ago"_s));
        QVERIFY(reported.contains(u"2.0 KiB"_s));
        QVERIFY(reported.contains(u"another 28 days"_s));
        QVERIFY(!reported.contains(u"removed"_s));
    }

    void aTombstoneSaysSo()
    {
        VersionPoint version;
        version.time = 10 * day;
        version.deleted = true;
        version.expiry = 11 * day;
        const QString reported = versionLines(version, 12 * day).join(u'\n');
        QVERIFY(reported.contains(u"the key was removed here"_s));
        QVERIFY(reported.contains(u"may be gone at any time"_s));
        QVERIFY(!reported.contains(u"size"_s));
        version.current = true;
        version.expiry.reset();
        QVERIFY(versionLines(version, 12 * day).join(u'\n').contains(u"removed since then"_s));
    }
};

PLECTRUM_TEST(TestVersionText)

} // namespace tst_version_text

#include "tst_version_text.moc"
