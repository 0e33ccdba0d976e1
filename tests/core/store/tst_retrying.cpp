// SPDX-License-Identifier: MIT
// Which errors are tried again.
#include "datastore/error.h"
#include "store/retrying.h"
#include "support/test.h"

namespace tst_retrying {

using namespace plectrum;

class RetryingTest : public QObject
{
    Q_OBJECT

private slots:
    void dataStoreErrors_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isRetryable");
        QTest::newRow("a code and a text") << QStringLiteral("502: rejected") << true;
        QTest::newRow("a code alone") << QStringLiteral("503") << true;
        QTest::newRow("a code and a word") << QStringLiteral("301 throttled") << true;
        QTest::newRow("a file's name") << QStringLiteral("503x.plectrum: disk is full") << false;
        QTest::newRow("a path") << QStringLiteral("503/demo.plectrum: disk is full") << false;
        QTest::newRow("another code") << QStringLiteral("403: no access") << false;
        QTest::newRow("a longer code") << QStringLiteral("5030: x") << false;
    }
    void dataStoreErrors()
    {
        QFETCH(QString, text);
        QFETCH(bool, isRetryable);
        const auto error = std::make_exception_ptr(
            datastore::Error(datastore::ErrorKind::Storage, text.toStdString()));
        QCOMPARE(store::isRetryableDataStoreError(error), isRetryable);
    }
};

PLECTRUM_TEST(RetryingTest)

} // namespace tst_retrying

#include "tst_retrying.moc"
