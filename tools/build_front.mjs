// Copies what the browser needs out of node_modules into static files (ignored by git).
// Names get their hash from Django's ManifestStaticFilesStorage, so this step only copies.
import { cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const TARGET = join(ROOT, "src/maillon/core/static/vendor");
const FONTS = "@fontsource-variable";

const PARTS = [
  [`${FONTS}/vollkorn/files/vollkorn-latin-wght-normal.woff2`, "fonts/vollkorn-latin.woff2"],
  [`${FONTS}/vollkorn/files/vollkorn-latin-ext-wght-normal.woff2`, "fonts/vollkorn-latin-ext.woff2"],
  [`${FONTS}/vollkorn/LICENSE`, "fonts/vollkorn-LICENSE.txt"],
  [`${FONTS}/source-sans-3/files/source-sans-3-latin-wght-normal.woff2`, "fonts/source-sans-3-latin.woff2"],
  [`${FONTS}/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2`, "fonts/source-sans-3-latin-ext.woff2"],
  [`${FONTS}/source-sans-3/LICENSE`, "fonts/source-sans-3-LICENSE.txt"],
  ["htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"],
  ["htmx.org/LICENSE", "htmx/LICENSE.txt"],
  ["maplibre-gl/dist/maplibre-gl.mjs", "maplibre/maplibre-gl.mjs"],
  ["maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre/maplibre-gl-worker.mjs"],
  ["maplibre-gl/dist/maplibre-gl.css", "maplibre/maplibre-gl.css"],
  ["maplibre-gl/LICENSE.txt", "maplibre/LICENSE.txt"],
];

// Source maps are not shipped; a dangling reference would stop collectstatic.
const SOURCE_MAP = /(?:\/\/# sourceMappingURL=.*$)|(?:\/\*# sourceMappingURL=.*?\*\/)/gm;

async function copy(from, to) {
  const source = join(ROOT, "node_modules", from);
  const target = join(TARGET, to);
  await mkdir(dirname(target), { recursive: true });
  if (/\.(m?js|css)$/.test(to)) {
    await writeFile(target, (await readFile(source, "utf8")).replace(SOURCE_MAP, ""));
  } else {
    await cp(source, target);
  }
  return (await stat(target)).size;
}

await rm(TARGET, { recursive: true, force: true });
let latin = 0;
for (const [from, to] of PARTS) {
  const size = await copy(from, to);
  if (to.endsWith("-latin.woff2")) latin += size;
  console.log(`${String(Math.round(size / 1024)).padStart(6)} kB  ${to}`);
}
if (latin > 80 * 1024) {
  console.error(`Latin fonts weigh ${Math.round(latin / 1024)} kB; the budget is 80 kB.`);
  process.exit(1);
}
