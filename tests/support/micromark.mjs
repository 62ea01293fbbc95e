// What micromark makes of pages: JSON lines {"text", "directives"} in, HTML as JSON strings out, in order.
// Usage: node micromark.mjs FOLDER, where FOLDER/node_modules holds micromark, micromark-extension-gfm,
// micromark-extension-math and micromark-extension-directive.
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const find = createRequire(join(process.argv[2], "judge.js")).resolve;
const load = (name) => import(pathToFileURL(find(name)));
const { micromark } = await load("micromark");
const { gfm, gfmHtml } = await load("micromark-extension-gfm");
const { math, mathHtml } = await load("micromark-extension-math");
const { directive, directiveHtml } = await load("micromark-extension-directive");

// Generators render directives within text that nobody handles as they are written.
function show({ type, name, label, attributes, content }) {
  const isPlain = type === "textDirective" && label === undefined && !attributes;
  this.raw(isPlain ? `:${name}` : `<x-${type} data="${encodeURI(JSON.stringify([name, attributes]))}">`);
  if (!isPlain) this.raw(`<i>${label ?? ""}</i>${content ?? ""}</x-${type}>`);
}

const written = { allowDangerousHtml: true };
const formulas = mathHtml({ throwOnError: false, strict: "ignore", output: "mathml" });
const plain = { ...written, extensions: [gfm(), math()], htmlExtensions: [gfmHtml(), formulas] };
const rich = {
  ...written,
  extensions: [gfm(), directive()],
  htmlExtensions: [gfmHtml(), directiveHtml({ "*": show })],
};

for await (const line of createInterface({ input: process.stdin })) {
  const { text, directives } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(micromark(text, directives ? rich : plain))}\n`);
}
