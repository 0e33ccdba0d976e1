// SPDX-License-Identifier: MIT
// The file: {"users": {"ID": {"name": TEXT, "read": SECONDS}, ...}}
#include "documents/user_names.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>
#include <vector>

namespace plectrum::documents {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxFileSize = 8 * 1024 * 1024;

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool isLetter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

} // namespace

UserNames::UserNames(LookUp lookUp, async::Clock& clock, QString cacheFile, QObject* parent)
    : QObject(parent)
    , m_lookUp(std::move(lookUp))
    , m_clock(clock)
    , m_cacheFile(std::move(cacheFile))
    , m_tasks(async::TaskOwner::ErrorSink())
{
    read();
}

UserNames::~UserNames() = default;

std::optional<std::int64_t> UserNames::idIn(std::string_view key)
{
    const auto firstDigit = std::ranges::find_if(key, isDigit);
    std::string_view word(key.begin(), firstDigit);
    const std::string_view digits(firstDigit, key.end());
    if (!word.empty() && std::string_view("_-:/").contains(word.back()))
        word.remove_suffix(1);
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
    const bool isNumber = !digits.empty() && digits.front() != '0' && error == std::errc()
        && end == digits.data() + digits.size();
    return isNumber && std::ranges::all_of(word, isLetter) ? std::optional(id) : std::nullopt;
}

std::optional<UserNames::Known> UserNames::known(std::int64_t id) const
{
    const auto found = m_known.find(id);
    return found == m_known.end() ? std::nullopt : std::optional(found->second);
}

void UserNames::request(std::int64_t id)
{
    const auto found = m_known.find(id);
    if (found != m_known.end() && m_clock.now() - found->second.readTime < lifetime)
        return;
    if (m_asked.insert(id).second)
        m_tasks.start(ask(id, m_tasks.stopToken()));
}

async::Task<void> UserNames::ask(std::int64_t id, std::stop_token stop)
{
    std::optional<std::string> name;
    bool isAnswered = false;
    try {
        name = co_await m_lookUp(id);
        isAnswered = true;
    } catch (const std::exception&) {
        // It is an extra: what is known stays.
    }
    async::throwIfStopped(stop);
    m_asked.erase(id);
    if (!isAnswered)
        co_return;
    m_known[id] = {QString::fromStdString(name.value_or(std::string())),
                   std::chrono::floor<std::chrono::seconds>(m_clock.now())};
    write();
    emit learned(id);
}

void UserNames::read()
{
    QFile file(m_cacheFile);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxFileSize)
        return;
    const QJsonObject users =
        QJsonDocument::fromJson(file.readAll()).object()["users"_L1].toObject();
    for (auto user = users.begin(); user != users.end(); ++user) {
        bool isNumber = false;
        const qint64 id = user.key().toLongLong(&isNumber);
        const QJsonObject facts = user->toObject();
        if (isNumber && facts["name"_L1].isString() && facts["read"_L1].isDouble())
            m_known[id] = {
                facts["name"_L1].toString(),
                std::chrono::sys_seconds(std::chrono::seconds(facts["read"_L1].toInteger()))};
    }
}

/// What cannot be written is asked for anew with the next start.
void UserNames::write() const
{
    std::vector<std::pair<std::int64_t, Known>> newest(m_known.begin(), m_known.end());
    if (newest.size() > maxKept) {
        std::ranges::sort(newest, std::ranges::greater(),
                          [](const auto& each) { return each.second.readTime; });
        newest.resize(maxKept);
    }
    QJsonObject users;
    for (const auto& [id, known] : newest)
        users[QString::number(id)] = QJsonObject{
            {u"name"_s, known.name},
            {u"read"_s, static_cast<qint64>(known.readTime.time_since_epoch().count())}};
    if (!QDir().mkpath(QFileInfo(m_cacheFile).absolutePath()))
        return;
    QSaveFile file(m_cacheFile);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(QJsonObject{{u"users"_s, users}}).toJson(QJsonDocument::Compact));
        file.commit();
    }
}

} // namespace plectrum::documents

#include "moc_user_names.cpp"
