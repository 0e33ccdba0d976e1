// SPDX-License-Identifier: MIT
// VersionListModel: order, the current version, expiry from the version that came after.
#include "documents/history/record_history.h"
#include "documents/history/version_list_model.h"
#include "history_world.h"
#include "support/test.h"

#include <QAbstractItemModelTester>

namespace tst_version_list_model {

using namespace plectrum;
using namespace plectrum::documents;
using namespace plectrum::test;
using namespace std::chrono_literals;

class TestVersionListModel : public QObject
{
    Q_OBJECT

private slots:
    void rowsFollowTheHistory()
    {
        HistoryWorld world;
        const std::string first = world.write(1, 5h);
        world.remove(3h);
        world.write(2);
        RecordHistory history(world.address, world.records);
        VersionListModel model(&history);
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        history.reload();
        world.clock.run();
        QCOMPARE(model.rowCount(), 3);
        const auto value = [&model](int row, VersionListModel::Role role) {
            return model.index(row).data(role);
        };
        QVERIFY(value(0, VersionListModel::CurrentRole).toBool());
        QVERIFY(!value(0, VersionListModel::ExpiryRole).isValid());
        QVERIFY(value(1, VersionListModel::DeletedRole).toBool());
        QVERIFY(!value(2, VersionListModel::CurrentRole).toBool());
        QVERIFY(value(2, VersionListModel::SizeRole).toLongLong() > 0);
        QCOMPARE(value(2, VersionListModel::VersionRole).toString(), QString::fromStdString(first));
        const qint64 thirtyDays = std::chrono::milliseconds(std::chrono::days(30)).count();
        QCOMPARE(value(2, VersionListModel::ExpiryRole).toLongLong(),
                 value(1, VersionListModel::TimeRole).toLongLong() + thirtyDays);
        QCOMPARE(model.rowOf(QString::fromStdString(first)), 2);
        QCOMPARE(model.rowOf(QStringLiteral("nothing")), -1);
        history.reload();
        world.clock.run();
        QCOMPARE(model.rowCount(), 3);
    }
};

PLECTRUM_TEST(TestVersionListModel)

} // namespace tst_version_list_model

#include "tst_version_list_model.moc"
