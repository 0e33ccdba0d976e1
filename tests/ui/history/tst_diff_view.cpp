// SPDX-License-Identifier: MIT
// DiffView: the list or a state in its place, the summary, and that big values do not stop it.
#include "documents/history/diff_model.h"
#include "json/parser.h"
#include "support/test.h"
#include "ui/widgets/diff_view.h"

#include <QLabel>
#include <QTreeView>

namespace tst_diff_view {

using namespace plectrum;
using namespace plectrum::ui;
using namespace plectrum::documents;
using namespace Qt::StringLiterals;

class TestDiffView : public QObject
{
    Q_OBJECT

private slots:
    void showsChangesAndTheirNumber()
    {
        DiffView view;
        view.resize(600, 200);
        view.show();
        const QSignalSpy compared(&view, &DiffView::compared);
        view.compare(json::parse("{\"a\":1,\"b\":2}").value(),
                     json::parse("{\"a\":3,\"c\":[1]}").value());
        QCOMPARE(view.stateTitle(), u"Comparing…"_s);
        QTRY_COMPARE(compared.size(), 1);
        QCOMPARE(view.stateTitle(), QString());
        QVERIFY(view.tree()->isVisible());
        QCOMPARE(view.summary(), u"1 added, 1 removed, 1 changed"_s);
        QCOMPARE(view.model()->rowCount(), 3);
    }

    void equalValuesSayTheyAre()
    {
        DiffView view;
        view.setEqualText(u"Just the same"_s, u"Nothing to do."_s);
        view.show();
        const QSignalSpy compared(&view, &DiffView::compared);
        view.compare(json::Value(1), json::Value(1));
        QTRY_COMPARE(compared.size(), 1);
        QCOMPARE(view.stateTitle(), u"Just the same"_s);
        QCOMPARE(view.summary(), QString());
    }

    void aStateTakesThePlaceOfAComparison()
    {
        DiffView view;
        view.show();
        const QSignalSpy compared(&view, &DiffView::compared);
        view.compare(json::Value(1), json::Value(2));
        view.showState(u"Damaged"_s, u"Missing shard 1"_s);
        view.compare(json::Value(1), json::Value(1));
        QTRY_COMPARE(compared.size(), 1);
        QCOMPARE(view.model()->rowCount(), 0);
    }

    void oneChangeOfAWholeIsOpen()
    {
        DiffView view;
        view.show();
        const QSignalSpy compared(&view, &DiffView::compared);
        view.compare(std::nullopt, json::parse("{\"a\":1,\"b\":2}").value());
        QTRY_COMPARE(compared.size(), 1);
        QVERIFY(view.tree()->isExpanded(view.model()->index(0, 0)));
        QCOMPARE(view.model()->rowCount(view.model()->index(0, 0)), 2);
    }

    void aBigDifferenceIsComparedBesideTheLoop()
    {
        json::Value::Members before;
        json::Value::Members after;
        for (int i = 0; i < 50'000; ++i) {
            before.emplace_back("item" + std::to_string(i), i);
            after.emplace_back("item" + std::to_string(i), -i - 1);
        }
        DiffView view;
        view.resize(600, 400);
        view.show();
        const QSignalSpy compared(&view, &DiffView::compared);
        view.compare(json::Value::object(std::move(before)), json::Value::object(std::move(after)));
        QCOMPARE(compared.size(), 0); // not in this call
        QTRY_COMPARE(compared.size(), 1);
        QVERIFY(!view.grab().isNull());
        QCOMPARE(view.summary(), u"50000 changed"_s);
    }
};

PLECTRUM_UI_TEST(TestDiffView)

} // namespace tst_diff_view

#include "tst_diff_view.moc"
