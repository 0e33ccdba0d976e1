// SPDX-License-Identifier: MIT
// The lines of the console: what is kept, and what of the engine is shown.
#include "documents/console/console_model.h"
#include "support/test.h"

#include <QAbstractItemModelTester>

namespace tst_console_model {

using namespace Qt::StringLiterals;
using namespace plectrum;
using documents::ConsoleLine;
using documents::ConsoleModel;

class TestConsoleModel : public QObject
{
    Q_OBJECT

private slots:
    void levels()
    {
        ConsoleModel model;
        const QAbstractItemModelTester tester(&model);
        model.append({.kind = ConsoleLine::Kind::Print, .text = u"printed"_s});
        model.append(
            {.kind = ConsoleLine::Kind::Log, .text = u"info"_s, .level = store::LogLevel::Info});
        model.append(
            {.kind = ConsoleLine::Kind::Log, .text = u"warning"_s, .level = store::LogLevel::Warn});
        QCOMPARE(texts(model), (QStringList{u"printed"_s, u"warning"_s}));
        model.setLevel(store::LogLevel::Debug);
        QCOMPARE(texts(model), (QStringList{u"printed"_s, u"info"_s, u"warning"_s}));
        model.setLevel(store::LogLevel::Error);
        QCOMPARE(texts(model), QStringList{u"printed"_s});
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void keepsTheLast()
    {
        ConsoleModel model;
        const QAbstractItemModelTester tester(&model);
        const int more = 10;
        for (int i = 0; i < int(ConsoleModel::capacity) + more; ++i)
            model.append({.kind = i % 2 == 0 ? ConsoleLine::Kind::Print : ConsoleLine::Kind::Log,
                          .text = QString::number(i),
                          .level = store::LogLevel::Debug});
        QCOMPARE(model.rowCount(), int(ConsoleModel::capacity) / 2);
        QCOMPARE(model.line(0).text, QString::number(more));
        model.setLevel(store::LogLevel::Debug);
        QCOMPARE(model.rowCount(), int(ConsoleModel::capacity));
        QCOMPARE(model.line(1).text, QString::number(more + 1));
    }

private:
    static QStringList texts(const ConsoleModel& model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.index(row).data().toString());
        return all;
    }
};

PLECTRUM_TEST(TestConsoleModel)

} // namespace tst_console_model

#include "tst_console_model.moc"
