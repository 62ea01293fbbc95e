// What MDX makes of pages: JSON lines {"site", "text"} in, JSON lines {"tree"} or {"error"} out, in order.
// Usage: node judge.mjs FOLDER, where FOLDER/node_modules holds @mdx-js/mdx, remark-gfm, remark-directive,
// remark-math and @docusaurus/mdx-loader.
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.argv[2], "judge.js"));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { createProcessor } = await load("@mdx-js/mdx");
const gfm = (await load("remark-gfm")).default;
const directive = (await load("remark-directive")).default;
const math = (await load("remark-math")).default;
const loader = "@docusaurus/mdx-loader/lib/";
const { createProcessorUncached } = require(`${loader}processor.js`);
const preprocess = require(`${loader}preprocessor.js`).default;

let tree;
const capture = () => (root) => {
  tree = JSON.stringify(root, (key, value) => (key === "position" || key === "estree" ? undefined : value));
};
// Starlight and Docusaurus render directives within text that nobody handles as they are written.
const restore = () => (root) => {
  const visit = (node) => {
    if (node.type === "textDirective" && !node.children.length && !Object.keys(node.attributes).length) {
      Object.assign(node, { type: "text", value: `:${node.name}` });
      for (const key of ["name", "attributes", "children"]) delete node[key];
    }
    (node.children ?? []).forEach(visit);
  };
  visit(root);
};
const compile = (...plugins) => {
  const processor = createProcessor({ remarkPlugins: [gfm, ...plugins, capture] });
  return (text) => processor.process(text);
};
const markdownConfig = {
  mdx1Compat: { comments: true, admonitions: true, headingIds: true },
  anchors: { maintainCase: false },
  hooks: { onBrokenMarkdownLinks: "ignore", onBrokenMarkdownImages: "ignore" },
  emoji: true,
};
const options = { markdownConfig, admonitions: true, remarkPlugins: [restore, capture], staticDirs: [], siteDir: "/" };
const docusaurus = await createProcessorUncached({ options, format: "mdx" });
const sites = {
  mdx: compile(),
  math: compile(math),
  starlight: compile(directive, restore),
  both: compile(math, directive, restore),
  docusaurus: (text) => {
    const content = preprocess({ fileContent: text, filePath: "/page.mdx", markdownConfig, admonitions: true });
    return docusaurus.process({ content, filePath: "/page.mdx", frontMatter: {}, compilerName: "server" });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { site, text } = JSON.parse(line);
  tree = undefined;
  try {
    await sites[site](text);
    process.stdout.write(`{"tree":${tree}}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error.message ?? error) })}\n`);
  }
}
