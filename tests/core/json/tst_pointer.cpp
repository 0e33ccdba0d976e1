// SPDX-License-Identifier: MIT
// json::Pointer and the edits at a place.
#include "json/parser.h"
#include "json/pointer.h"
#include "json/printer.h"
#include "support/test.h"

namespace tst_pointer {

using namespace plectrum::json;

namespace {

const Value& document()
{
    static const Value value =
        parse(R"({"a":{"b":[10,20,{"c":true}]},"":{"":1},"x/y":{"m~n":2},"01":3})").value();
    return value;
}

Pointer at(std::string_view text)
{
    return Pointer::parse(text).value();
}

std::string text(const Edited& edited)
{
    if (edited)
        return print(*edited);
    constexpr std::array names{"NotFound", "NotAContainer", "BadIndex", "NameTaken",
                               "RootNotRemovable"};
    return names[static_cast<std::size_t>(edited.error())];
}

} // namespace

class TestPointer : public QObject
{
    Q_OBJECT

private slots:
    void parsing_data();
    void parsing();
    void parts();
    void indices();
    void resolving_data();
    void resolving();
    void replacing();
    void inserting();
    void removing();
    void renaming();
    void moving();
    void editsShareWhatIsBeside();
};

void TestPointer::parsing_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("tokens"); // -1: refused
    QTest::newRow("root") << std::string() << 0;
    QTest::newRow("empty name") << std::string("/") << 1;
    QTest::newRow("two empty names") << std::string("//") << 2;
    QTest::newRow("names") << std::string("/a/b c/0") << 3;
    QTest::newRow("escapes") << std::string("/a~1b/m~0n/~01") << 3;
    QTest::newRow("no slash") << std::string("a") << -1;
    QTest::newRow("bad escape") << std::string("/~2") << -1;
    QTest::newRow("open escape") << std::string("/a~") << -1;
    QTest::newRow("open escape in the middle") << std::string("/a~/b") << -1;
}

void TestPointer::parsing()
{
    QFETCH(std::string, text);
    QFETCH(int, tokens);
    const auto pointer = Pointer::parse(text);
    QCOMPARE(pointer.has_value(), tokens >= 0);
    if (pointer) {
        QCOMPARE(static_cast<int>(pointer->tokens().size()), tokens);
        QCOMPARE(pointer->toString(), text);
    }
}

void TestPointer::parts()
{
    const Pointer pointer = Pointer() / "a/b" / std::size_t{3} / "~";
    QCOMPARE(pointer.toString(), "/a~1b/3/~0");
    QCOMPARE(pointer.last(), "~");
    QCOMPARE(pointer.parent().toString(), "/a~1b/3");
    QVERIFY(Pointer().parent().isRoot());
    QVERIFY(pointer.startsWith(Pointer()));
    QVERIFY(pointer.startsWith(at("/a~1b")));
    QVERIFY(pointer.startsWith(pointer));
    QVERIFY(!pointer.startsWith(pointer / "x"));
    QVERIFY(!pointer.startsWith(at("/a")));
    QVERIFY(at("/a") < at("/b"));
    QCOMPARE(at("/~01").last(), "~1");
}

void TestPointer::indices()
{
    QCOMPARE(arrayIndex("0").value(), 0U);
    QCOMPARE(arrayIndex("17").value(), 17U);
    for (const char* bad :
         {"", "-", "+1", "-1", "01", "00", "1a", " 1", "1.0", "1e2", "99999999999999999999999"}) {
        QVERIFY2(!arrayIndex(bad), bad);
    }
}

void TestPointer::resolving_data()
{
    QTest::addColumn<std::string>("pointer");
    QTest::addColumn<std::string>("found");
    const auto row = [](const char* pointer, const char* found) {
        QTest::newRow(pointer) << std::string(pointer) << std::string(found);
    };
    row("/a/b/2/c", "true");
    row("/a/b/1", "20");
    row("/", R"({"":1})");
    row("//", "1");
    row("/x~1y/m~0n", "2");
    row("/01", "3");
    row("/a/b/3", "nothing");
    row("/a/b/-", "nothing");
    row("/a/b/01", "nothing");
    row("/a/x", "nothing");
    row("/a/b/0/x", "nothing");
}

void TestPointer::resolving()
{
    QFETCH(std::string, pointer);
    QFETCH(std::string, found);
    const Value* value = resolve(document(), at(pointer));
    QCOMPARE(value ? print(*value) : "nothing", found);
}

void TestPointer::replacing()
{
    const Value value = parse(R"({"a":[1,{"b":2}]})").value();
    QCOMPARE(text(replaceAt(value, at("/a/1/b"), "x")), R"({"a":[1,{"b":"x"}]})");
    QCOMPARE(text(replaceAt(value, at("/a/0"), nullptr)), R"({"a":[null,{"b":2}]})");
    QCOMPARE(text(replaceAt(value, at(""), 7)), "7");
    QCOMPARE(text(replaceAt(value, at("/b"), 7)), "NotFound");
    QCOMPARE(text(replaceAt(value, at("/a/2"), 7)), "BadIndex");
    QCOMPARE(text(replaceAt(value, at("/a/x"), 7)), "BadIndex");
    QCOMPARE(text(replaceAt(value, at("/a/0/x"), 7)), "NotAContainer");
    QCOMPARE(text(replaceAt(value, at("/x/y"), 7)), "NotFound");
}

void TestPointer::inserting()
{
    const Value value = parse(R"({"a":[1,2]})").value();
    QCOMPARE(text(insertAt(value, at("/a/0"), 0)), R"({"a":[0,1,2]})");
    QCOMPARE(text(insertAt(value, at("/a/2"), 3)), R"({"a":[1,2,3]})");
    QCOMPARE(text(insertAt(value, at("/a/-"), 3)), R"({"a":[1,2,3]})");
    QCOMPARE(text(insertAt(value, at("/a/3"), 3)), "BadIndex");
    QCOMPARE(text(insertAt(value, at("/b"), 3)), R"({"a":[1,2],"b":3})");
    QCOMPARE(text(insertAt(value, at("/a"), 3)), "NameTaken");
    QCOMPARE(text(insertAt(value, at(""), 3)), "NameTaken");
    QCOMPARE(text(insertAt(value, at("/a/0/x"), 3)), "NotAContainer");
    QCOMPARE(text(insertAt(Value::array(), at("/0"), 3)), "[3]");
    QCOMPARE(text(insertAt(Value::object(), at("/0"), 3)), R"({"0":3})");
}

void TestPointer::removing()
{
    const Value value = parse(R"({"a":[1,{"b":2}]})").value();
    QCOMPARE(text(removeAt(value, at("/a/0"))), R"({"a":[{"b":2}]})");
    QCOMPARE(text(removeAt(value, at("/a/1/b"))), R"({"a":[1,{}]})");
    QCOMPARE(text(removeAt(value, at("/a"))), "{}");
    QCOMPARE(text(removeAt(value, at("/b"))), "NotFound");
    QCOMPARE(text(removeAt(value, at("/a/2"))), "BadIndex");
    QCOMPARE(text(removeAt(value, at(""))), "RootNotRemovable");
    QCOMPARE(text(removeAt(value, at("/a/0/x"))), "NotAContainer");
}

void TestPointer::renaming()
{
    const Value value = parse(R"({"a":{"x":1,"y":2},"b":[1]})").value();
    QCOMPARE(text(renameAt(value, at("/a/x"), "z")), R"({"a":{"y":2,"z":1},"b":[1]})");
    QCOMPARE(text(renameAt(value, at("/a/x"), "x")), print(value));
    QCOMPARE(text(renameAt(value, at("/a/x"), "y")), "NameTaken");
    QCOMPARE(text(renameAt(value, at("/a/q"), "z")), "NotFound");
    QCOMPARE(text(renameAt(value, at("/b/0"), "z")), "NotAContainer");
    QCOMPARE(text(renameAt(value, at(""), "z")), "NotAContainer");
}

void TestPointer::moving()
{
    const Value value = parse(R"({"a":[0,1,2,3]})").value();
    QCOMPARE(text(moveAt(value, at("/a/0"), 3)), R"({"a":[1,2,3,0]})");
    QCOMPARE(text(moveAt(value, at("/a/3"), 0)), R"({"a":[3,0,1,2]})");
    QCOMPARE(text(moveAt(value, at("/a/1"), 1)), print(value));
    QCOMPARE(text(moveAt(value, at("/a/1"), 4)), "BadIndex");
    QCOMPARE(text(moveAt(value, at("/a/4"), 0)), "BadIndex");
    QCOMPARE(text(moveAt(value, at("/a"), 0)), "NotAContainer");
}

void TestPointer::editsShareWhatIsBeside()
{
    const Value edited = replaceAt(document(), at("/a/b/0"), 11).value();
    QVERIFY(resolve(edited, at("/a/b/2"))->isSameNode(*resolve(document(), at("/a/b/2"))));
    QVERIFY(resolve(edited, at("/x~1y"))->isSameNode(*resolve(document(), at("/x~1y"))));
    QCOMPARE(resolve(document(), at("/a/b/0"))->toInteger(), 10);
}

PLECTRUM_TEST(TestPointer)

} // namespace tst_pointer

#include "tst_pointer.moc"
