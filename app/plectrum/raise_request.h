// SPDX-License-Identifier: MIT
// A universe's file can be open in one program only: who starts Plectrum on it once more gets the
// window that is there. Between programs of one user, through a local socket.
#pragma once

#include <QString>

#include <functional>
#include <memory>

class QLocalServer;

namespace plectrum::app {

/// Calls `raise` when another program asks for the window of that universe.
class RaiseListener
{
public:
    RaiseListener(const QString& identity, std::function<void()> raise);
    ~RaiseListener();

private:
    std::unique_ptr<QLocalServer> m_server;
};

/// True when a program that has the universe open has raised its window. Waits for its answer.
bool requestRaise(const QString& identity);

} // namespace plectrum::app
