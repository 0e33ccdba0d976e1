// SPDX-License-Identifier: MIT
// Small games in a folder of their own, written and changed as an editor does it.
#pragma once

#include "documents/game/game_spec.h"
#include "support/test.h"

#include <QFile>
#include <QSaveFile>
#include <QTemporaryDir>

namespace plectrum {

class GameFiles
{
public:
    /// As editors write: another file, which then gets the name.
    void write(const QString& name, const QByteArray& text) const
    {
        QSaveFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
            qFatal("cannot write %s", qPrintable(name));
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    documents::GameSpec spec(const QString& name = QStringLiteral("game.luau")) const
    {
        return {.file = path(name).toStdString()};
    }
    /// A store `players` whose coins must be a number of at least `least`; steps as Luau.
    static QByteArray game(const QByteArray& least = "0", const QByteArray& steps = {})
    {
        return "local Lyra = require('Lyra')\nlocal t = require('t')\nreturn Lyra.createStore({\n"
               "name = 'players', template = {coins = 100},\nschema = t.interface({coins = "
               "t.numberMin("
            + least + ")}),\nmigrationSteps = {\n" + steps + "\n}})\n";
    }

private:
    QTemporaryDir m_folder;
};

} // namespace plectrum
