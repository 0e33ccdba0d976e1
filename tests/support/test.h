// SPDX-License-Identifier: MIT
// What every test includes in place of <QTest>: how long waits last, and the registration of a test
// in the program of its folder. Waits are for a condition; their limit only ends a test that hangs,
// so it is generous and stands here.
#pragma once

#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <utility>

namespace plectrum::test {

/// How long a test waits for what must come. A busy machine may take long; nothing is proved by a
/// short limit. Under a sanitizer all takes many times as long.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::chrono::milliseconds patience = std::chrono::minutes(10);
#else
constexpr std::chrono::milliseconds patience = std::chrono::minutes(1);
#endif

/// Runs the event loop until it is so; false when `patience` is over.
template <typename Condition>
[[nodiscard]] bool waitFor(Condition condition)
{
    return QTest::qWaitFor(std::move(condition), QDeadlineTimer(patience));
}

/// Runs the event loop until the signal came once more; false when `patience` is over.
[[nodiscard]] inline bool waitFor(QSignalSpy& spy)
{
    return spy.wait(patience);
}

using Run = int (*)(int argc, char** argv);

/// Enters a test in its program; `source` is the path of its file, whose name without ending is the
/// test's.
struct Registration
{
    Registration(const char* source, Run run);
};

template <typename Application, typename Test>
int run(int argc, char** argv)
{
    // The keychain of whoever runs the tests is none of theirs.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    Application application(argc, argv);
    Application::setAttribute(Qt::AA_Use96Dpi, true);
    Test test;
    QTest::setMainSourcePath(__FILE__);
    return QTest::qExec(&test, argc, argv);
}

} // namespace plectrum::test

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, ::plectrum::test::patience)
#define QTRY_VERIFY2(condition, message)                                                           \
    QTRY_VERIFY2_WITH_TIMEOUT(condition, message, ::plectrum::test::patience)
#define QTRY_COMPARE(actual, expected)                                                             \
    QTRY_COMPARE_WITH_TIMEOUT(actual, expected, ::plectrum::test::patience)

#define PLECTRUM_TEST_WITH(Application, Class)                                                     \
    static const ::plectrum::test::Registration registrationOf##Class(                             \
        __FILE__, &::plectrum::test::run<Application, Class>);

/// Once at the end of a test's file, inside its namespace: a test without a screen.
#define PLECTRUM_TEST(Class) PLECTRUM_TEST_WITH(QCoreApplication, Class)

#ifdef QT_WIDGETS_LIB
#include <QApplication>
/// The same for a test with widgets.
#define PLECTRUM_UI_TEST(Class) PLECTRUM_TEST_WITH(QApplication, Class)
#endif
