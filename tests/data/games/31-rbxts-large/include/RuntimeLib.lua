local TS = {}
local loaded = {}
function TS.getModule(scope, name)
	return script.Parent:WaitForChild("node_modules"):WaitForChild(scope):WaitForChild(name)
end
function TS.import(context, module, ...)
	for i = 1, select("#", ...) do
		module = module:WaitForChild((select(i, ...)))
	end
	_G[module] = TS
	local data = require(module)
	loaded[module] = data
	return data
end
function TS.array_copy(list)
	return table.move(list, 1, #list, 1, table.create(#list))
end
return TS
