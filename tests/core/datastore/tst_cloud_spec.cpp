// SPDX-License-Identifier: MIT
// The text of a universe behind Open Cloud, there and back.
#include "datastore/cloud_spec.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_cloud_spec {

using namespace plectrum::datastore;

class CloudSpecTest : public QObject
{
    Q_OBJECT
private slots:
    void thereAndBack_data()
    {
        QTest::addColumn<std::string>("text");
        for (const char* text :
             {"opencloud:1", "opencloud:123?base=http://127.0.0.1:8080&place=5&wire=v1",
              "opencloud:9?share=0.25&wire=v2&production=no"})
            QTest::newRow(text) << std::string(text);
    }
    void thereAndBack()
    {
        QFETCH(std::string, text);
        QCOMPARE(textOf(cloudSpecOf(text)), text);
    }
    void whatItHolds()
    {
        const auto spec = cloudSpecOf("opencloud:7?place=8&base=https://x&wire=auto&share=1");
        QCOMPARE(spec,
                 (CloudSpec{.universeId = 7, .placeId = 8, .baseUrl = "https://x", .share = 1}));
    }
    void refused_data()
    {
        QTest::addColumn<std::string>("text");
        for (const char* text :
             {"opencloud:", "opencloud:x", "opencloud:-1", "opencloud:1?wire=v3", "file.plectrum",
              "opencloud:1?key=secret", "opencloud:1?share=2", "opencloud:1?place"})
            QTest::newRow(text) << std::string(text);
    }
    void refused()
    {
        QFETCH(std::string, text);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, cloudSpecOf(text));
    }
};

PLECTRUM_TEST(CloudSpecTest)

} // namespace tst_cloud_spec

#include "tst_cloud_spec.moc"
