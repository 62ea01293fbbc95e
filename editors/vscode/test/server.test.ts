import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { refusal, ServerProcess } from "../src/server";

const folder = mkdtempSync(join(tmpdir(), "autolink-"));
const posixOnly = { skip: process.platform === "win32" };

after(() => {
  rmSync(folder, { recursive: true });
});

/** Return a program that does what a line of shell says. */
function script(line: string): string {
  const file = join(folder, "autolink");
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
  return file;
}

test("a missing extra is said in the words of the program", () => {
  const said = "error: pygls is missing\nhint: install the extra: pip install 'autolink-glossary[lsp]'\n";
  assert.equal(
    refusal("/bin/autolink", said),
    "/bin/autolink: pygls is missing; install the extra: pip install 'autolink-glossary[lsp]'",
  );
});

test("a program that is too old is said to be", () => {
  const said = "Usage: autolink [OPTIONS]\n\nError: No such command `server`\n";
  assert.match(refusal("/bin/autolink", said), /no language server.*--upgrade/);
});

test("a program that says nothing still gets a message", () => {
  assert.match(refusal("/bin/autolink", ""), /did not start/);
});

test("a process that ends with 2 has refused", posixOnly, async () => {
  const server = new ServerProcess(script('echo "error: no ($1)" >&2; exit 2'), folder);
  await server.started();
  assert.match((await server.refusal()) ?? "", /: no \(server\)$/);
});

test("a process that crashes has not", posixOnly, async () => {
  for (const line of ["exit 1", "kill -9 $$"]) {
    const server = new ServerProcess(script(line), folder);
    await server.started();
    assert.equal(await server.refusal(), undefined);
  }
});

test("a program that cannot be started says why", async () => {
  await assert.rejects(new ServerProcess(join(folder, "nowhere"), folder).started(), /ENOENT/);
});

test("a process is kept from filling the memory with what it says", posixOnly, async () => {
  const server = new ServerProcess(script("yes | head -c 10000000 >&2; echo error: end >&2; exit 2"), folder);
  await server.started();
  assert.match((await server.refusal()) ?? "", /: end$/);
});
