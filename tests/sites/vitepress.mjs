// What VitePress makes of pages: pages as JSON strings in, {"html"} or {"error"} out, in order, one a line.
// Usage: node vitepress.mjs FOLDER, where FOLDER/node_modules holds vitepress 1.6.
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const find = createRequire(join(process.argv[2], "judge.js")).resolve;
const package_ = find("vitepress/package.json");
const { createMarkdownRenderer } = await import(pathToFileURL(join(package_, "../dist/node/index.js")));
const { compileTemplate } = createRequire(package_)("vue/compiler-sfc");
const silent = { info() {}, warn() {}, warnOnce() {}, error() {} };
const renderer = await createMarkdownRenderer("/", { highlight: (code) => code }, "/", silent);
// Each page has a copy: what it defines is kept in it.
const place = { path: "/page.md", relativePath: "page.md", cleanUrls: false };

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const html = renderer.render(JSON.parse(line), { ...place });
    const { errors } = compileTemplate({ source: html, filename: "page.vue", id: "page" });
    answer = { html, error: errors.length ? String(errors[0].message ?? errors[0]) : undefined };
  } catch (error) {
    answer = { error: String(error.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
