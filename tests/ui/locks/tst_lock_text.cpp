// SPDX-License-Identifier: MIT
// What is said of a lock: the word, how it is known, how old it is.
#include "documents/locks/lock_text.h"
#include "support/test.h"
#include "ui/locks/lock_painter.h"

namespace tst_lock_text {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestLockText final : public QObject
{
    Q_OBJECT

private:
    const store::KeyAddress m_key{store::KeyAddress::Kind::Lyra, "Game", "k"};
    const async::Time m_now{1'764'000'000'000ms};

    QString text(const editing::LockView& view) const
    {
        return lockExplanation(view, m_key, 100s, m_now);
    }

private slots:
    void tellsDurations()
    {
        QCOMPARE(durationText(0ms), u"0 s"_s);
        QCOMPARE(durationText(-5s), u"0 s"_s);
        QCOMPARE(durationText(59'999ms), u"59 s"_s);
        QCOMPARE(durationText(60s), u"1 min"_s);
        QCOMPARE(durationText(125s), u"2 min 5 s"_s);
        QCOMPARE(durationText(3780s), u"1 h 3 min"_s);
    }

    void eachStateHasItsWordAndIcon()
    {
        using enum editing::LockState;
        QSet<QString> words;
        QSet<QString> icons;
        for (const auto state : {Free, Ours, Another, Unknown}) {
            editing::LockView view;
            view.state = state;
            words.insert(lockWord(view));
            icons.insert(lockIcon(state));
        }
        QCOMPARE(words.size(), 4);
        QCOMPARE(icons.size(), 4);
    }

    void tellsWhereAndHowLong()
    {
        editing::LockView view;
        view.state = editing::LockState::Another;
        view.locks = {{store::LockLocation::HashMap, "X", std::nullopt}};
        view.since = 20s;
        view.lookedAt = 98s;
        QVERIFY(text(view).contains(u"the hash map lyra/locks/Game"_s));
        QVERIFY(text(view).contains(u"for at least 1 min 20 s, as long as we have watched"_s));
        QVERIFY(text(view).endsWith(u"Checked 2 s ago."_s));
        view.locks = {{store::LockLocation::DataStore, "X", m_now - 34s}};
        view.takeovers = 2;
        QVERIFY(
            text(view).contains(u"refreshed 34 s ago; without another refresh it ends in 56 s"_s));
        QVERIFY(text(view).contains(u"its holder changed (2)"_s));
    }

    void tellsOfOurOwn()
    {
        editing::LockView view;
        view.state = editing::LockState::Ours;
        view.own = {.id = "X", .refreshed = 85s, .refreshDue = 145s, .expiry = 174s};
        QVERIFY(text(view).contains(u"Refreshed 15 s ago, the next refresh is in 45 s."_s));
        QCOMPARE(refreshShare(view, 85s), 1.0);
        QCOMPARE(refreshShare(view, 115s), 0.5);
        QCOMPARE(refreshShare(view, 200s), 0.0);
    }

    void tellsWhyItIsUnknown()
    {
        editing::LockView view;
        view.doubt = editing::UnknownReason::NoPlaceId;
        QVERIFY(text(view).contains(u"no place id"_s));
        view.doubt = editing::UnknownReason::Denied;
        QVERIFY(text(view).contains(u"no right"_s));
        view.doubt = editing::UnknownReason::Failed;
        view.failure = "InternalError";
        QVERIFY(text(view).endsWith(u"\nInternalError"_s));
    }
};

PLECTRUM_UI_TEST(TestLockText)

} // namespace tst_lock_text

#include "tst_lock_text.moc"
