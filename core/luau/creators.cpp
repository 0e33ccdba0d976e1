// SPDX-License-Identifier: MIT
#include "luau/creators.h"

#include <Luau/Allocator.h>
#include <Luau/Ast.h>
#include <Luau/Lexer.h>
#include <Luau/ParseOptions.h>
#include <Luau/ParseResult.h>
#include <Luau/Parser.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>

namespace plectrum::luau {

namespace {

constexpr std::size_t maxCreators = 1000;

std::optional<std::string> nameOf(Luau::AstExpr* expression)
{
    if (const auto* local = expression->as<Luau::AstExprLocal>())
        return local->local->name.value;
    if (const auto* global = expression->as<Luau::AstExprGlobal>())
        return global->name.value;
    if (const auto* index = expression->as<Luau::AstExprIndexName>())
        if (const auto holder = nameOf(index->expr))
            return *holder + index->op + index->index.value;
    return std::nullopt;
}

bool isCreation(const Luau::AstExprCall* call)
{
    const auto name = nameOf(call->func);
    const std::string_view text = name ? std::string_view(*name) : std::string_view();
    const std::string_view last = text.substr(text.find_last_of(".:") + 1);
    return last == "createStore" || last == "createPlayerStore";
}

class Visitor final : public Luau::AstVisitor
{
public:
    Visitor(std::string script, std::vector<GameCreator>& found)
        : m_script(std::move(script))
        , m_found(found)
    {
    }

    bool visit(Luau::AstStatFunction* function) override
    {
        return enter(nameOf(function->name), function->func);
    }
    bool visit(Luau::AstStatLocalFunction* function) override
    {
        return enter(std::string(function->name->name.value), function->func);
    }
    bool visit(Luau::AstExprFunction* function) override { return enter(std::nullopt, function); }
    bool visit(Luau::AstExprTable* table) override
    {
        for (const auto& item : table->items) {
            auto* function = item.value->as<Luau::AstExprFunction>();
            auto* key = item.key ? item.key->as<Luau::AstExprConstantString>() : nullptr;
            if (function && key)
                enter(std::string(key->value.data, key->value.size), function);
            else
                item.value->visit(this);
        }
        return false;
    }
    bool visit(Luau::AstExprCall* call) override
    {
        if (isCreation(call) && !m_functions.empty())
            note();
        return true;
    }

    /// Constructors are called by what makes the object.
    void finish()
    {
        for (GameCreator& creator : m_found) {
            constexpr std::string_view ending = ":constructor()";
            if (creator.script != m_script || !creator.call.ends_with(ending))
                continue;
            const std::string maker =
                creator.call.substr(0, creator.call.size() - ending.size()) + ".new";
            if (m_names.contains(maker))
                creator.call = maker + "()";
        }
    }

private:
    struct Open
    {
        std::string name; ///< empty: it has none
        int line = 0;
    };

    bool enter(std::optional<std::string> name, Luau::AstExprFunction* function)
    {
        if (name)
            m_names.insert(*name);
        m_functions.push_back(
            {name.value_or(std::string()), int(function->location.begin.line) + 1});
        function->body->visit(this);
        m_functions.pop_back();
        return false;
    }

    /// By the outermost function that has a name: what is inside is called by it.
    void note()
    {
        const auto named =
            std::ranges::find_if(m_functions, [](const Open& one) { return !one.name.empty(); });
        const Open& outer = named == m_functions.end() ? m_functions.front() : *named;
        const std::string name =
            outer.name.empty() ? std::filesystem::path(m_script).stem().string() : outer.name;
        const GameCreator creator{name + "()", m_script, outer.line};
        if (m_found.size() < maxCreators && !std::ranges::contains(m_found, creator))
            m_found.push_back(creator);
    }

    std::string m_script;
    std::vector<GameCreator>& m_found;
    std::vector<Open> m_functions;
    std::set<std::string> m_names; ///< of the functions of the script
};

} // namespace

std::vector<GameCreator> creatorsIn(const std::vector<std::pair<std::string, std::string>>& sources)
{
    std::vector<GameCreator> found;
    for (const auto& [script, source] : sources) {
        // Most scripts create none, and parsing takes its time.
        if (!source.contains("createStore") && !source.contains("createPlayerStore"))
            continue;
        Luau::Allocator allocator;
        Luau::AstNameTable names(allocator);
        Luau::ParseResult parsed =
            Luau::Parser::parse(source.data(), source.size(), names, allocator);
        if (!parsed.root)
            continue;
        Visitor visitor(script, found);
        parsed.root->visit(&visitor);
        visitor.finish();
    }
    return found;
}

} // namespace plectrum::luau
