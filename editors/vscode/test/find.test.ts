import assert from "node:assert/strict";
import { test } from "node:test";

import { find, type Machine, type Places } from "../src/find";

const NOWHERE: Places = { setting: "", interpreter: undefined, folders: ["/work"] };

function linux(...programs: string[]): Machine {
  return { isWindows: false, searchPath: "/usr/bin:/opt/bin", home: "/home/me", canRun: (file) => programs.includes(file) };
}

function windows(...programs: string[]): Machine {
  return { isWindows: true, searchPath: "C:\\tools;D:\\bin", home: "C:\\me", canRun: (file) => programs.includes(file) };
}

function program(places: Partial<Places>, machine: Machine): string | undefined {
  const found = find({ ...NOWHERE, ...places }, machine);
  return "program" in found ? found.program : undefined;
}

function problem(places: Partial<Places>, machine: Machine): string {
  const found = find({ ...NOWHERE, ...places }, machine);
  return "problem" in found ? found.problem : "";
}

test("the first place that has it is taken", () => {
  const order = ["/py/bin/autolink", "/work/.venv/bin/autolink", "/work/venv/bin/autolink", "/opt/bin/autolink"];
  for (const [index, expected] of order.entries()) {
    assert.equal(program({ interpreter: "/py/bin/python" }, linux(...order.slice(index))), expected);
  }
});

test("the setting comes before all places, and nothing replaces it", () => {
  const machine = linux("/mine/autolink", "/work/.venv/bin/autolink");
  assert.equal(program({ setting: "/mine/autolink" }, machine), "/mine/autolink");
  assert.match(problem({ setting: "/gone/autolink" }, machine), /autolink\.path.*\/gone\/autolink/);
});

test("the setting may start at home or in a workspace folder", () => {
  assert.equal(program({ setting: "~/bin/autolink" }, linux("/home/me/bin/autolink")), "/home/me/bin/autolink");
  for (const setting of ["env/autolink", "./env/autolink", "${workspaceFolder}/env/autolink"]) {
    assert.equal(program({ setting }, linux("/work/env/autolink")), "/work/env/autolink");
  }
  assert.equal(program({ setting: "../env/autolink" }, linux("/env/autolink")), "/env/autolink");
});

test("a folder whose name looks like a replacement pattern is taken as it is", () => {
  const machine = linux("/a$&b/autolink");
  assert.equal(program({ setting: "${workspaceFolder}/autolink", folders: ["/a$&b"] }, machine), "/a$&b/autolink");
});

test("every workspace folder is looked into", () => {
  const machine = linux("/two/venv/bin/autolink");
  assert.equal(program({ folders: ["/one", "/two"] }, machine), "/two/venv/bin/autolink");
});

test("a relative part of PATH is passed over: it would mean a file of the workspace", () => {
  const machine = { ...linux("autolink", "bin/autolink"), searchPath: ":.:bin" };
  assert.equal(program({}, machine), undefined);
});

test("without a workspace folder the PATH is left", () => {
  assert.equal(program({ folders: [] }, linux("/usr/bin/autolink")), "/usr/bin/autolink");
  assert.match(problem({ folders: [], setting: "env/autolink" }, linux()), /autolink\.path/);
});

test("on Windows it is looked for as Windows names it", () => {
  for (const expected of ["C:\\py\\Scripts\\autolink.exe", "C:\\work\\.venv\\Scripts\\autolink.exe", "D:\\bin\\autolink.exe"]) {
    const places = { interpreter: "C:\\py\\python.exe", folders: ["C:\\work"] };
    assert.equal(program(places, windows(expected)), expected);
  }
  assert.equal(program({ setting: "~\\autolink.exe" }, windows("C:\\me\\autolink.exe")), "C:\\me\\autolink.exe");
});

test("whoever has none is told where it was looked for and what to do", () => {
  const said = problem({ interpreter: "/py/bin/python" }, linux());
  for (const part of ["/py/bin/python", ".venv", "PATH", "pip install 'autolink-glossary[lsp]'", "autolink.path"]) {
    assert.ok(said.includes(part), part);
  }
  assert.ok(!problem({}, linux()).includes("undefined"));
});
