// SPDX-License-Identifier: MIT
// json::hashOf(): equal values hash alike; small differences, of order and of depth too, do not.
#include "json/hash.h"
#include "json/parser.h"
#include "json/printer.h"
#include "random_value.h"
#include "support/test.h"

#include <set>

namespace tst_hash {

using namespace plectrum::json;

class TestHash : public QObject
{
    Q_OBJECT

private slots:
    void equalValues();
    void differentValues();
};

void TestHash::equalValues()
{
    QCOMPARE(hashOf(1), hashOf(1.0));
    QCOMPARE(hashOf(0), hashOf(-0.0));
    RandomValue random(3);
    for (int i = 0; i < 200; ++i) {
        const Value value = random.value(5);
        QCOMPARE(hashOf(parse(print(value)).value()), hashOf(value));
    }
}

void TestHash::differentValues()
{
    std::set<std::uint64_t> hashes;
    const std::vector<const char*> texts{"null",
                                         "true",
                                         "false",
                                         "0",
                                         "1",
                                         "1.5",
                                         "\"\"",
                                         "\"1\"",
                                         "[]",
                                         "{}",
                                         "[1,2]",
                                         "[2,1]",
                                         "[[1],2]",
                                         "[1,[2]]",
                                         "[[1,2]]",
                                         "[null]",
                                         R"({"a":1})",
                                         R"({"b":1})",
                                         R"({"a":2})",
                                         R"({"a":1,"b":2})",
                                         R"({"a":2,"b":1})",
                                         R"(["a",1])"};
    for (const char* text : texts)
        hashes.insert(hashOf(parse(text).value()));
    QCOMPARE(hashes.size(), texts.size());
}

PLECTRUM_TEST(TestHash)

} // namespace tst_hash

#include "tst_hash.moc"
