// SPDX-License-Identifier: MIT
// Errors of every layer below come out of plectrumctl with the code and the words that fit.
#include "datastore/error.h"
#include "plectrumctl/error_report.h"
#include "store/error.h"
#include "support/test.h"

#include <stdexcept>

namespace tst_ctl_complaint {

using namespace plectrum;
using namespace plectrum::ctl;

namespace {

template <typename E>
ErrorReport of(E error)
{
    return errorReportOf(std::make_exception_ptr(std::move(error)));
}

const std::string readBack = " (it may have been written all the same: read it back)";

} // namespace

class TestCtlComplaint : public QObject
{
    Q_OBJECT

private slots:
    void ofItsOwn()
    {
        const auto complaint = of(Failure(ExitCode::Locked, "locked"));
        QCOMPARE(complaint.code, ExitCode::Locked);
        QCOMPARE(complaint.text, std::string("locked"));
    }

    void ofTheDataStores()
    {
        using datastore::ErrorKind;
        const auto error = [](ErrorKind kind) { return of(datastore::Error(kind, "x")); };
        QCOMPARE(error(ErrorKind::NotFound).code, ExitCode::NotFound);
        QCOMPARE(error(ErrorKind::Conflict).code, ExitCode::Conflict);
        QCOMPARE(error(ErrorKind::Storage).code, ExitCode::Failed);
        const auto lost = of<datastore::Error>(
            datastore::Error(ErrorKind::Unreachable, "no answer").withUnknownOutcome());
        QCOMPARE(lost.text, "no answer" + readBack);
    }

    void ofTheStore()
    {
        using store::ErrorKind;
        const auto plain = of(store::Error(ErrorKind::DataStore, "x"));
        QCOMPARE(plain.code, ExitCode::Failed);
        QCOMPARE(plain.text, std::string("x"));
        const auto conflict = of<store::Error>(store::Error(ErrorKind::DataStore, "changed")
                                                   .withCause(datastore::ErrorKind::Conflict));
        QCOMPARE(conflict.code, ExitCode::Conflict);
        const auto lost = of<store::Error>(
            store::Error(ErrorKind::DataStore, "no answer").withUnknownOutcome(true));
        QCOMPARE(lost.code, ExitCode::Failed);
        QCOMPARE(lost.text, "no answer" + readBack);
    }

    void ofAnything()
    {
        QCOMPARE(of(std::runtime_error("oops")).text, std::string("oops"));
        QCOMPARE(of(7).code, ExitCode::Failed);
        QVERIFY(!of(7).text.empty());
    }
};

PLECTRUM_TEST(TestCtlComplaint)

} // namespace tst_ctl_complaint

#include "tst_ctl_complaint.moc"
