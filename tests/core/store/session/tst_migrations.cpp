// SPDX-License-Identifier: MIT
// Migration steps: order, names, failures.
#include "json/parser.h"
#include "store/error.h"
#include "store/session/migrations.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_migrations {

using namespace plectrum;

namespace {

json::Value parsed(const char* text)
{
    return json::parse(text).value();
}

std::vector<store::MigrationStep> steps()
{
    return {store::addFields("gems", parsed(R"({"gems":0,"coins":5})")),
            store::transformStep("double", [](const json::Value& data) {
                return std::optional(data.withMember("gems", data["gems"].toInteger() * 2 + 2));
            })};
}

std::string failureText(store::MigrationStep step)
{
    try {
        store::migrate({std::move(step)}, parsed("{}"), {});
    } catch (const store::Error& error) {
        return error.kind() == store::ErrorKind::Migration ? error.text() : "another kind";
    }
    return "none";
}

} // namespace

class MigrationsTest : public QObject
{
    Q_OBJECT

private slots:
    void runInOrder()
    {
        const auto migrated = store::migrate(steps(), parsed(R"({"coins":1})"), {"removedLongAgo"});
        QCOMPARE(migrated.data, parsed(R"({"coins":1,"gems":2})"));
        QCOMPARE(migrated.applied, (std::vector<std::string>{"removedLongAgo", "gems", "double"}));
    }

    void appliedOnesAreLeftOut()
    {
        const auto migrated = store::migrate(steps(), parsed(R"({"gems":4})"), {"double", "gems"});
        QCOMPARE(migrated.data, parsed(R"({"gems":4})"));
        QCOMPARE(migrated.applied, (std::vector<std::string>{"double", "gems"}));
    }

    void failures()
    {
        QCOMPARE(
            failureText(store::transformStep("bad",
                                             [](const json::Value&) -> std::optional<json::Value> {
                                                 throw std::runtime_error("no such field");
                                             })),
            std::string("Failed migration step 'bad': no such field"));
        QCOMPARE(failureText(store::transformStep(
                     "empty", [](const json::Value&) { return std::optional<json::Value>(); })),
                 std::string("Failed migration step 'empty': the step returned nothing"));
    }
};

PLECTRUM_TEST(MigrationsTest)

} // namespace tst_migrations

#include "tst_migrations.moc"
