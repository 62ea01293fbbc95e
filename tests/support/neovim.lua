-- A session in Neovim: open, edit, hover, rename across files, save. What happens is written to NEOVIM_LOG.
local log = assert(io.open(os.getenv("NEOVIM_LOG"), "w"))
local function say(...)
  log:write(table.concat({ ... }, " "), "\n")
  log:flush()
end

local root = vim.fn.getcwd()
local client = vim.lsp.start_client({
  name = "autolink",
  cmd = { os.getenv("NEOVIM_PYTHON"), "-m", "autolink", "server" },
  root_dir = root,
  workspace_folders = { { uri = vim.uri_from_fname(root), name = "site" } },
})

local function messages()
  local found = {}
  for _, item in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, item.message)
  end
  return found
end

local function wait(what, is_so)
  say(what, vim.wait(30000, is_so, 20) and "yes" or "no")
end

local function ask(method, params)
  local answer = vim.lsp.buf_request_sync(0, method, params, 30000)
  return answer and answer[client] or {}
end

vim.cmd("edit a.md")
vim.lsp.buf_attach_client(0, client)
wait("attached:", function() return vim.lsp.get_client_by_id(client) ~= nil end)
wait("initialized:", function() return vim.lsp.get_client_by_id(client).initialized end)

vim.api.nvim_buf_set_text(0, 2, 0, 2, 0, { "😀 [x](gone.md) " })
wait("told of a broken link:", function() return #messages() == 1 end)
say("message:", messages()[1] or "none")
vim.cmd("undo")
wait("told that it is gone:", function() return #messages() == 0 end)

local line = vim.api.nvim_buf_get_lines(0, 2, 3, false)[1]
vim.api.nvim_win_set_cursor(0, { 3, line:find("LLM", 1, true) - 1 })
local hover = ask("textDocument/hover", vim.lsp.util.make_position_params(0, "utf-16"))
say("hover:", vim.inspect(hover.result and hover.result.contents.value))

local params = vim.lsp.util.make_position_params(0, "utf-16")
params.newName = "LM 😀"
local rename = ask("textDocument/rename", params)
if rename.error then say("error:", rename.error.message) end
vim.lsp.util.apply_workspace_edit(rename.result, "utf-16")
vim.cmd("silent wall")
say("line:", vim.api.nvim_buf_get_lines(0, 2, 3, false)[1])
vim.lsp.stop_client(client)
wait("stopped:", function() return vim.lsp.get_client_by_id(client) == nil or vim.lsp.client_is_stopped(client) end)
log:close()
vim.cmd("qall!")
