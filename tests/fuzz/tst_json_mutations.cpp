// SPDX-License-Identifier: MIT
// json::parse() accepts what the strict parser accepts, with exactly equal values, and gives its
// errors for the rest, on damaged texts at random. PLECTRUM_MUTATIONS tells how many (in all, by
// default some seconds' worth), PLECTRUM_SEED which.
#include "json/parser.h"
#include "json/printer.h"
#include "json/strict_parser.h"
#include "json_mutator.h"
#include "random_value.h"
#include "support/test.h"

#include <bit>
#include <string>
#include <vector>

namespace tst_json_mutations {

using namespace plectrum::json;

namespace {

/// Equal in type, and doubles bit by bit: == takes 1 for 1.0 and 0.0 for -0.0.
bool sameExactly(const Value& left, const Value& right)
{
    if (left.type() != right.type() || left.size() != right.size())
        return false;
    for (std::size_t i = 0; left.isContainer() && i < left.size(); ++i)
        if (left.nameAt(i) != right.nameAt(i) || !sameExactly(left.at(i), right.at(i)))
            return false;
    if (left.type() == Type::Double) {
        return std::bit_cast<std::uint64_t>(left.toDouble())
            == std::bit_cast<std::uint64_t>(right.toDouble());
    }
    return left == right;
}

std::string repeated(std::string_view text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i)
        result += text;
    return result;
}

std::vector<std::string> documents()
{
    return {
        "",
        " ",
        "1",
        "\"text\"",
        "[]",
        "{}",
        R"([{"a":1},{"a":1}])",
        R"([{"a":1,"b":2},{"a":3,"b":4},{"a":5,"b":6},{"a":7}])",
        R"([{"id":1,"name":"a sword","at":{"x":1.5,"y":-2}},{"id":2,"name":"a shield of long name",)"
        R"("at":{"x":0,"y":1e3}},{"id":3,"name":"","at":{"x":null,"y":[true,false]}}])",
        "{\"a\\nb\":1,\"\\u0061\":\"\\ud83d\\ude00 \\\" \\\\ "
        "\\/\",\"c\":[{\"\\u0062\":1},{\"\\u0062\":2},{\"b\":3}]}",
        "[\n  {\n    \"id\" : 1,\n    \"tags\": [ \"x\", \"y\" ]\n  },\n  {\n    \"id\" : 2,\n"
        "    \"tags\": [ ]\n  }\n]\n",
        R"([{"member of a rather long name":1},{"member of a rather long name":2},)"
        R"({"member of a rather long mane":3}])",
        "[\"\xc3\xbc\xe5\x90\x8d\xf0\x9f\x98\x80\",{\"\xc3\xbc\":1},{\"\xc3\xbc\":2}]",
        "[12345678,-1234567,123456789012345678,1.25,0.001,-0.0,1e5,12345678.12345678,0,10,100]",
        "[" + repeated(R"({"k":[1,2],"v":{}},)", 70) + "0]",
        repeated("[", 1000) + repeated("]", 1000),
        repeated("[", 999) + "1" + repeated("]", 999),
        repeated(R"({"a":)", 1000) + "1" + repeated("}", 1000),
        repeated("[", 1001) + repeated("]", 1001),
    };
}

std::string validNumber(JsonMutator& mutator)
{
    for (;;) {
        std::string number = mutator.number();
        if (parseStrictly(number))
            return number;
    }
}

unsigned fromEnvironment(const char* name, unsigned otherwise)
{
    bool known = false;
    const unsigned value = qEnvironmentVariable(name).toUInt(&known);
    return known ? value : otherwise;
}

} // namespace

class TestJsonMutations : public QObject
{
    Q_OBJECT

private slots:
    void fixedDocuments();
    void randomDocuments();
    void numbers();
    void documentsReadInPlace();

private:
    void compare(std::string_view text);

    unsigned m_mutations = fromEnvironment("PLECTRUM_MUTATIONS", 60'000);
    unsigned m_seed = fromEnvironment("PLECTRUM_SEED", 1);
    unsigned m_accepted = 0;
    unsigned m_refused = 0;
};

void TestJsonMutations::compare(std::string_view text)
{
    const auto fast = parse(text);
    const auto slow = parseStrictly(text);
    const bool same =
        fast && slow ? sameExactly(*fast, *slow) : !fast && !slow && fast.error() == slow.error();
    ++(slow ? m_accepted : m_refused);
    if (!same) {
        const QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
        const QByteArray shown = bytes.toPercentEncoding(" {}[]:,\"\\");
        QFAIL(qPrintable(QStringLiteral("they differ on ") + QString::fromLatin1(shown)));
    }
}

void TestJsonMutations::fixedDocuments()
{
    JsonMutator mutator(m_seed);
    const auto texts = documents();
    for (const std::string& text : texts)
        compare(text);
    m_accepted = m_refused = 0;
    for (unsigned i = 0; i < m_mutations / 2 && !QTest::currentTestFailed(); ++i) {
        const std::string& text = texts[mutator.below(texts.size())];
        if (text.size() < 1000 || i % 8 == 0)
            compare(mutator.mutated(text));
    }
    // Else they would say little.
    QVERIFY(m_accepted > m_mutations / 50);
    QVERIFY(m_refused > m_mutations / 10);
}

void TestJsonMutations::randomDocuments()
{
    JsonMutator mutator(m_seed);
    RandomValue random(m_seed);
    for (unsigned i = 0; i < m_mutations / 40 && !QTest::currentTestFailed(); ++i) {
        // Objects of one shape and of nearly one, one after the other.
        const Value object = random.object(3, random.below(6));
        const Value list = Value::array({object, random.edited(object), object, object});
        const std::string text = i % 2 == 0 ? print(list) : printPretty(list);
        compare(text);
        for (int j = 0; j < 10; ++j)
            compare(mutator.mutated(text, 2));
    }
}

void TestJsonMutations::numbers()
{
    JsonMutator mutator(m_seed);
    m_accepted = m_refused = 0;
    for (unsigned i = 0; i < m_mutations / 2 && !QTest::currentTestFailed(); ++i)
        compare("[" + mutator.number() + "]");
    QVERIFY(m_accepted > m_mutations / 10);
    QVERIFY(m_refused > m_mutations / 50);
}

/// Long texts are not copied, so what stands behind them is seen by who reads too far.
void TestJsonMutations::documentsReadInPlace()
{
    JsonMutator mutator(m_seed);
    std::string text = "[";
    for (int i = 0; text.size() < 66'000; ++i) {
        text += R"({"id":)" + std::to_string(i) + R"(,"name":"a name of some length","to":)"
            + validNumber(mutator) + "},";
    }
    text.back() = ']';
    for (unsigned i = 0; i < m_mutations / 1000 && !QTest::currentTestFailed(); ++i) {
        std::string buffer = mutator.mutated(text, 2);
        // Most changes stand near the end, where the parser may not go on behind it.
        buffer.resize(buffer.size() - mutator.below(4));
        const std::size_t size = buffer.size();
        buffer += mutator.below(2) == 0 ? "1234567890]}\"," : ",\"id\":1}]]]]]]\"";
        buffer.append(64, '0');
        compare(std::string_view(buffer).substr(0, size));
    }
}

PLECTRUM_TEST(TestJsonMutations)

} // namespace tst_json_mutations

#include "tst_json_mutations.moc"
