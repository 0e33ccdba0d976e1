// SPDX-License-Identifier: MIT
// How the whole program looks: the Fusion style with our palettes, light or dark as the system
// says (also when it changes its mind) or as the user chose.
#pragma once

#include <QObject>
#include <QPalette>

namespace plectrum::ui {

class Appearance final : public QObject
{
    Q_OBJECT

public:
    enum class Choice
    {
        System,
        Light,
        Dark
    };
    Q_ENUM(Choice)

    /// Dresses the application, which must exist and outlive this object.
    explicit Appearance(Choice choice = Choice::System, QObject* parent = nullptr);

    Choice choice() const;
    void setChoice(Choice choice);
    /// What is shown now: the choice, or what the system asks for.
    bool showsDark() const;

    /// Our palettes, for tests and for widgets that draw for another scheme.
    static QPalette lightPalette();
    static QPalette darkPalette();

signals:
    void choiceChanged(plectrum::ui::Appearance::Choice choice);

private:
    void apply();

    Choice m_choice;
};

} // namespace plectrum::ui
